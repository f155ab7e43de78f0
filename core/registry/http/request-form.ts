import type { Readable } from 'node:stream';
import { SluiceError } from '../../contract/index.ts';
import type { HttpRequest, HttpResponse } from '../../ports/index.ts';
import type { Exchange } from './exchange.ts';
import { codeOf, isHandshakeCode, neverConnected } from './failure.ts';
import type { GateLane } from './host-gate.ts';

/** The answers that the same request may not get a minute later (registry-client.md B1). */
export function isTransientStatus(status: number): boolean {
  return [408, 425, 429, 499, 500, 502, 503, 504].includes(status) || (status >= 520 && status <= 524);
}

export function isInsecure(request: HttpRequest): boolean {
  return request.security?.insecure === true && request.url.protocol === 'https:';
}

/** The same URL over plain http; a port that was written stays. */
export function plainForm(url: URL): URL {
  return new URL(url.href.replace(/^https:/, 'http:'));
}

/** Whether the server cannot have acted on the https request, so that http may be tried with the same body. */
export function plainMayAnswer(error: unknown, request: HttpRequest): boolean {
  if (request.signal?.aborted === true || error instanceof SluiceError) return false;
  if (neverConnected(error)) return true;
  const code = codeOf(error);
  return isReplayable(request) && (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET');
}

/**
 * Whether an answer over http is a TLS server's word to those who forgot the TLS: then what went wrong with https
 * before was bad luck, and not the wrong form.
 */
export function deniesPlain({ status }: Pick<HttpResponse, 'status'>, secureFailure: unknown): boolean {
  return status === 400 && !isHandshakeCode(codeOf(secureFailure));
}

/** Whether the body can be sent a second time. */
export function isReplayable(request: { readonly body?: HttpRequest['body'] | undefined }): boolean {
  const { body } = request;
  return body === undefined || typeof body === 'string' || body instanceof Uint8Array;
}

export function laneOf(request: HttpRequest): GateLane {
  if (request.lane === 'small') return 'small';
  return request.body === undefined ? 'down' : 'up';
}

/** certs.d uses the name that users see (registry-client.md T3). */
export function certificateHost(url: URL): string {
  return url.host === 'registry-1.docker.io' ? 'docker.io' : url.host;
}

/** Refuses hosts outside the run's list before anything is resolved or sent. */
export function checkHost(
  request: HttpRequest,
  lists: { readonly allowHosts?: readonly string[]; readonly blockedHosts?: readonly string[] },
): void {
  const { url } = request;
  const isListed = (list: readonly string[]): boolean =>
    list.some((entry) => {
      const name = entry.toLowerCase();
      return [url.host, url.hostname, `${url.hostname}:${portOf(url)}`, certificateHost(url)].includes(name);
    });
  const asker = request.askedBy ?? request.referredBy?.host ?? 'this run';
  if (lists.allowHosts !== undefined && !isListed(lists.allowHosts)) {
    const allowed = lists.allowHosts.length === 0 ? 'no host at all' : lists.allowHosts.join(', ');
    throw new SluiceError('HOST_NOT_ALLOWED', {
      params: { host: url.host, allowed, asker },
      affected: [url.host],
    });
  }
  if (lists.blockedHosts !== undefined && isListed(lists.blockedHosts)) {
    throw new SluiceError('HOST_BLOCKED', {
      params: { host: url.host, repository: asker },
      affected: [url.host],
    });
  }
}

function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}

export function headersOf(request: HttpRequest, userAgent: string): Record<string, string> {
  return {
    'user-agent': userAgent,
    // registry-client.md H1: a body in any other coding has another digest.
    'accept-encoding': 'identity',
    ...request.headers,
    ...(request.contentLength !== undefined && { 'content-length': String(request.contentLength) }),
  };
}

/** undici takes any async iterable as a body, though its types name only streams. */
export function bodyOf(
  body: NonNullable<HttpRequest['body']>,
  exchange: Exchange,
): string | Uint8Array | Readable {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  return exchange.countBody(body) as Readable;
}
