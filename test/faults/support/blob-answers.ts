import type { ServerResponse } from 'node:http';
import type { Asked } from './told-server.ts';

/** How an answer comes to its end too early. */
export interface Cut {
  /** Bytes of the body that still go out. */
  readonly after: number;
  /** Torn off at once, with what is on its way; torn off when that has arrived; closed as if it were all. */
  readonly how: 'tear' | 'reset' | 'close';
}

/** How the other side knows the end: its length is told, chunks with a last one, or the connection closes. */
export type Framing = 'length' | 'chunked' | 'closing';

export interface BlobAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
  readonly framing?: Framing;
  readonly cut?: Cut | undefined;
}

/** Answers with a body, to its end or up to the cut. Resolves when this side is done with it. */
export async function give(asked: Asked, answer: BlobAnswer): Promise<void> {
  const { request, response } = asked;
  const { body, cut, framing = 'length' } = answer;
  const length = framing === 'length' && { 'content-length': body.length };
  if (framing === 'closing') {
    response.shouldKeepAlive = false;
    response.useChunkedEncodingByDefault = false;
  }
  response.writeHead(answer.status ?? 200, { ...length, ...answer.headers });
  response.flushHeaders();
  await sendInPieces(response, cut === undefined ? body : body.subarray(0, cut.after));
  if (cut === undefined) response.end();
  else if (cut.how === 'close') request.socket.end();
  else {
    if (cut.how === 'reset') await asked.arrived();
    request.socket.resetAndDestroy();
  }
}

const piece = 64 * 1024;

async function sendInPieces(response: ServerResponse, body: Buffer): Promise<void> {
  for (let at = 0; at < body.length && !response.destroyed; at += piece) {
    const bytes = body.subarray(at, at + piece);
    const error = await new Promise<unknown>((resolve) => response.write(bytes, resolve));
    if (error !== undefined && error !== null) return;
  }
}

/** The first byte that is asked for; 0 when there is no range. */
export function firstAsked({ headers }: Pick<Asked, 'headers'>): number {
  return Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
}

/** The answer of an honest server to a request for a blob, with or without a range. */
export function honest(asked: Pick<Asked, 'headers'>, blob: Buffer): BlobAnswer {
  if (asked.headers.range === undefined) return { body: blob };
  const first = firstAsked(asked);
  return {
    status: 206,
    headers: { 'content-range': `bytes ${first}-${blob.length - 1}/${blob.length}` },
    body: blob.subarray(first),
  };
}
