import type { ServerResponse } from 'node:http';
import { flipped, type Exchange, type Headers } from './exchange.ts';

/** A body's chunks. A chunk's memory may be used again once the chunk after the next is asked for. */
export type Chunks = Iterable<Buffer> | AsyncIterable<Buffer>;

/**
 * Streams a body: while one chunk drains into the socket the next is being read, so two
 * buffers are enough for any size. Applies the exchange's `cut` and `corrupt` interventions.
 */
export async function streamOut(
  exchange: Exchange,
  status: number,
  headers: Headers,
  chunks: Chunks,
): Promise<void> {
  const { request, response, intervention } = exchange;
  response.writeHead(status, { 'docker-distribution-api-version': 'registry/2.0', ...headers });
  const closed = new Promise<void>((resolve) => {
    response.once('close', resolve);
  });
  let draining: Promise<void> | undefined;
  let sent = 0;
  for await (const whole of chunks) {
    let chunk = whole;
    if (intervention?.kind === 'corrupt') chunk = flipped(chunk, intervention.offset - sent);
    const room = intervention?.kind === 'cut' ? intervention.afterBytes - sent : Infinity;
    if (chunk.length > room) chunk = chunk.subarray(0, room);
    await draining;
    if (response.destroyed) return;
    draining = Promise.race([written(response, chunk), closed]);
    sent += chunk.length;
    exchange.countOut(chunk.length);
    if (sent >= (intervention?.kind === 'cut' ? intervention.afterBytes : Infinity)) {
      await draining;
      request.socket.destroy();
      return;
    }
  }
  await draining;
  response.end();
}

function written(response: ServerResponse, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.write(chunk, () => resolve());
  });
}
