export { parseProxy, type Proxy, usableProxy } from './address.ts';
export { createProxyResolver, type ProxyResolver } from './resolver.ts';
