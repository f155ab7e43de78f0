import { isIP } from 'node:net';
import { SluiceError } from '../contract/index.ts';

/** Where browser mode listens. */
export type ListenAddress =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly loopback: boolean }
  | { readonly kind: 'unix'; readonly path: string };

/** The longest path that fits into the address of a socket on Linux; macOS has four less. */
const longestPath = 103;

/** `127.0.0.1:PORT`, `[::1]:PORT`, `unix:/path`. Throws BRIDGE_LISTEN_INVALID or BRIDGE_SOCKET_PATH. */
export function parseListen(value: string): ListenAddress {
  const path = /^unix:(\/.*[^/])$/s.exec(value)?.[1];
  if (path !== undefined && !path.includes('\0')) {
    if (Buffer.byteLength(path) > longestPath) {
      throw new SluiceError('BRIDGE_SOCKET_PATH', { params: { path, limit: longestPath } });
    }
    return { kind: 'unix', path };
  }
  const match = /^(localhost|\[[0-9A-Fa-f:.]+\]|[0-9.]+):(\d{1,5})$/.exec(value);
  const host = match?.[1] === 'localhost' ? '127.0.0.1' : (match?.[1]?.replaceAll(/[[\]]/g, '') ?? '');
  const port = Number(match?.[2] ?? Number.NaN);
  if (isIP(host) === 0 || !(port <= 65_535)) {
    throw new SluiceError('BRIDGE_LISTEN_INVALID', { params: { value: value.slice(0, 200) } });
  }
  // No other spelling counts: an address that only looks like the loopback's is refused.
  return { kind: 'tcp', host, port, loopback: host === '127.0.0.1' || host === '::1' };
}
