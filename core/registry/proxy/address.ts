import { SluiceError } from '../../contract/index.ts';
import { Secret } from '../credentials/secret.ts';

/** A forwarding proxy. The URL carries no user or password. */
export interface Proxy {
  readonly url: URL;
  /** The value of Proxy-Authorization, for the CONNECT request only (registry-client.md X2). */
  readonly authorization?: Secret;
}

/** RFC 1035, section 2.3.4. What is much longer can be read as a URL once, and not a second time. */
const longestHost = 253;
const schemeForm = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//;
const socksSchemes = new Set(['socks', 'socks4', 'socks4a', 'socks5', 'socks5h']);

/**
 * Understands a proxy address; without a scheme http:// is assumed (registry-client.md X1).
 * SOCKS addresses are accepted here, because an unused one does no harm; see `usableProxy`.
 * Throws PROXY_MALFORMED, PROXY_SCHEME. `source` names the variable or file; the value is never shown, as it
 * may hold a password.
 */
export function parseProxy(value: string, source: string): Proxy {
  const scheme = schemeForm.exec(value)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https' && !socksSchemes.has(scheme)) {
    throw new SluiceError('PROXY_SCHEME', { params: { source, scheme } });
  }
  const url = URL.parse(scheme === undefined ? `http://${value}` : value);
  const isHost = url !== null && url.hostname !== '' && url.hostname.length <= longestHost;
  if (!isHost || /\s/.test(value)) throw new SluiceError('PROXY_MALFORMED', { params: { source } });
  const authorization = authorizationOf(url, source);
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return { url: bare, ...(authorization !== undefined && { authorization }) };
}

/** The proxy itself when it can be spoken to. Throws PROXY_SOCKS. */
export function usableProxy(proxy: Proxy, source: string): Proxy {
  if (socksSchemes.has(proxy.url.protocol.slice(0, -1))) {
    throw new SluiceError('PROXY_SOCKS', { params: { source } });
  }
  return proxy;
}

function authorizationOf(url: URL, source: string): Secret | undefined {
  if (url.username === '' && url.password === '') return undefined;
  try {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    return new Secret(`Basic ${Buffer.from(pair, 'utf8').toString('base64')}`);
  } catch {
    // The URIError is dropped: its message could quote the password.
    throw new SluiceError('PROXY_MALFORMED', { params: { source } });
  }
}
