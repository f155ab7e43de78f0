import type { IncomingHttpHeaders } from 'node:http';
import { SluiceError } from '../contract/index.ts';

/** What the guards look at: a request before anything of it is trusted. */
export interface GuardedRequest {
  readonly headers: IncomingHttpHeaders;
  /** Every value of `Host` as sent; more than one is an attempt to be read in two ways. */
  readonly hosts: readonly string[];
}

export interface GuardOptions {
  readonly scheme: 'http' | 'https';
  /** Names beside the loopback's that the certificate is for; without TLS there are none. */
  readonly certifiedName: (hostname: string) => boolean;
}

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The name that the page was asked for has to be this machine's own, with any port (a tunnel maps it): a page
 * from elsewhere whose name was made to point here (DNS rebinding) still carries its own name.
 * Gives `Host` as the browser sent it. Throws BRIDGE_HOST_REFUSED.
 */
export function checkHost({ hosts }: GuardedRequest, { certifiedName }: GuardOptions): string {
  const [host = '', ...others] = hosts;
  const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::\d{1,5})?$/.exec(host);
  const hostname = match?.[1]?.toLowerCase() ?? '';
  const known = loopbackNames.has(hostname) || (hostname !== '' && certifiedName(hostname));
  if (others.length > 0 || !known) {
    throw new SluiceError('BRIDGE_HOST_REFUSED', { params: { host: shown(hosts.join(', ')) } });
  }
  return host;
}

/** What kind of request it is, by what a foreign page could do with it. */
export type Access =
  /** A file of the page, which says nothing about anybody. */
  | 'file'
  /** The page itself: a link from elsewhere may lead there. */
  | 'document'
  /** Reads what only our page may know. */
  | 'read'
  /** Does something. */
  | 'write';

/**
 * Only the page that came from here may ask (gui.md 7.6, rule 4). Browsers send `Sec-Fetch-Site` with all, and
 * `Origin` with every request that does something: there it must be present.
 * Throws BRIDGE_ORIGIN_REFUSED.
 */
export function checkOrigin(
  { headers }: GuardedRequest,
  access: Access,
  host: string,
  { scheme }: GuardOptions,
): void {
  const refuse = (origin: string): never => {
    throw new SluiceError('BRIDGE_ORIGIN_REFUSED', { params: { origin: shown(origin) } });
  };
  const { origin } = headers;
  const own = `${scheme}://${host}`.toLowerCase();
  if (origin !== undefined && origin.toLowerCase() !== own) refuse(origin);
  if (origin === undefined && access === 'write') refuse('-');
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin') return;
  // Typed, from a bookmark, or from another program.
  if (site === 'none' && (access === 'document' || access === 'file')) return;
  const byLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (access !== 'document' || !byLink) refuse(String(site));
}

/** JSON and nothing else: what a form or a simple request of a foreign page can send is of another type. */
export function checkJson({ headers }: GuardedRequest): void {
  const type = headers['content-type'] ?? '';
  if (!/^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(type)) {
    throw new SluiceError('BRIDGE_REQUEST_MALFORMED', { params: { reason: 'content-type' } });
  }
  if (headers['content-encoding'] !== undefined) {
    throw new SluiceError('BRIDGE_REQUEST_MALFORMED', { params: { reason: 'content-encoding' } });
  }
}

/** The path of an address as sent, undecoded. Throws BRIDGE_REQUEST_MALFORMED. */
export function pathOf(target: string | undefined): string {
  const path = /^(\/(?!\/)[^?#]*)/.exec(target ?? '')?.[1];
  if (path === undefined || path.length > 500) {
    throw new SluiceError('BRIDGE_REQUEST_MALFORMED', { params: { reason: 'address' } });
  }
  return path;
}

function shown(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/g, '?').slice(0, 100);
}
