export { parseListen, type ListenAddress } from './listen-address.ts';
export { addressOf, openBridge, type Bridge, type BridgeOptions } from './open-bridge.ts';
export type { TlsPair } from './tls.ts';
