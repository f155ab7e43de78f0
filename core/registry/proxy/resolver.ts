import { isIPv4 } from 'node:net';
import type { Finding } from '../../contract/index.ts';
import type { Environment } from '../../ports/index.ts';
import { parseProxy, type Proxy, usableProxy } from './address.ts';
import { isAddress, parseNoProxy } from './no-proxy.ts';

export interface ProxyResolver {
  /**
   * The proxy for `url`, or undefined for a direct connection.
   * Throws PROXY_MALFORMED, PROXY_SCHEME or PROXY_SOCKS when the variable that applies is unusable.
   */
  proxyFor(url: URL): Proxy | undefined;
  /** What should be said once: variables whose two spellings differ. */
  readonly findings: readonly Finding[];
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

/**
 * Chooses proxies by HTTP_PROXY, HTTPS_PROXY and NO_PROXY with Go's meaning of them (registry-client.md X1).
 * Only the variable of the URL's own scheme counts, and this host itself is always reached directly.
 */
export function createProxyResolver(environment: Pick<Environment, 'variables'>): ProxyResolver {
  const read = (name: string): Variable | undefined => pick(environment.variables, name);
  const chosen: Readonly<Record<string, Variable | undefined>> = {
    'http:': read('HTTP_PROXY'),
    'https:': read('HTTPS_PROXY'),
  };
  const isExempt = parseNoProxy(read('NO_PROXY')?.value ?? '');
  const parsed = new Map<string, Proxy>();
  return {
    proxyFor: (url) => {
      const variable = chosen[url.protocol];
      if (variable === undefined) return undefined;
      const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
      const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
      if (isThisHost(host) || isExempt({ host, port })) return undefined;
      const known = parsed.get(variable.name);
      if (known !== undefined) return known;
      const proxy = usableProxy(parseProxy(variable.value, variable.name), variable.name);
      parsed.set(variable.name, proxy);
      return proxy;
    },
    findings: ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) =>
      differing(environment.variables, name),
    ),
  };
}

/** registry-client.md X1: the lower-case spelling wins, as with curl; an empty value counts as not set. */
function spellings(variables: Environment['variables'], name: string): readonly Variable[] {
  return [name.toLowerCase(), name].flatMap((spelling) => {
    const value = variables[spelling];
    return value === undefined || value === '' ? [] : [{ name: spelling, value }];
  });
}

function pick(variables: Environment['variables'], name: string): Variable | undefined {
  return spellings(variables, name)[0];
}

function differing(variables: Environment['variables'], name: string): Finding[] {
  const [used, other] = spellings(variables, name);
  if (used === undefined || other === undefined || used.value === other.value) return [];
  const params = { used: used.name, other: other.name };
  return [{ level: 'warning', code: 'PROXY_VARIABLES_DIFFER', params, affected: [] }];
}

function isThisHost(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isAddress(host) && (isIPv4(host) ? host : mappedIpv4(host)).startsWith('127.');
}

/** `::ffff:7f00:1`, as URL writes a mapped address, in dotted form; '' for any other IPv6 address. */
function mappedIpv4(host: string): string {
  const match = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (match === null) return '';
  const high = Number.parseInt(match[1] ?? '0', 16);
  const low = Number.parseInt(match[2] ?? '0', 16);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
