import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Intervention } from './intervention.ts';
import type { Route } from './route.ts';

/** One request on its way through the registry. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly route: Route;
  /** What a test wants to go wrong with this request. */
  readonly intervention: Intervention | undefined;
  /** Bytes of a response body as they leave. */
  readonly countOut: (bytes: number) => void;
}

export type Headers = Readonly<Record<string, string | number>>;

/** Sends a status without a body. */
export function sendEmpty(exchange: Exchange, status: number, headers: Headers = {}): void {
  sendBytes(exchange, status, headers, Buffer.alloc(0));
}

/** Sends a small JSON body. */
export function sendJson(exchange: Exchange, status: number, body: unknown, headers: Headers = {}): void {
  sendBytes(exchange, status, { 'content-type': 'application/json', ...headers }, JSON.stringify(body));
}

/** Sends a body held in memory; a HEAD gets its length only. */
export function sendBytes(exchange: Exchange, status: number, headers: Headers, body: Buffer | string): void {
  const { request, response, intervention } = exchange;
  if (intervention?.kind === 'lose-reply') {
    request.socket.destroy();
    return;
  }
  let bytes: Buffer = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, {
    'docker-distribution-api-version': 'registry/2.0',
    ...(status !== 204 && { 'content-length': bytes.length }),
    ...headers,
  });
  if (request.method === 'HEAD' || bytes.length === 0) {
    response.end();
    return;
  }
  if (intervention?.kind === 'corrupt') bytes = flipped(bytes, intervention.offset);
  exchange.countOut(bytes.length);
  if (intervention?.kind === 'cut' && intervention.afterBytes < bytes.length) {
    response.write(bytes.subarray(0, intervention.afterBytes), () => request.socket.destroy());
    return;
  }
  response.end(bytes);
}

/** A copy of `bytes` with the byte at `offset` inverted; `bytes` itself when the offset is outside. */
export function flipped(bytes: Buffer, offset: number): Buffer {
  if (offset < 0 || offset >= bytes.length) return bytes;
  const copy = Buffer.from(bytes);
  copy.writeUInt8(255 - copy.readUInt8(offset), offset);
  return copy;
}
