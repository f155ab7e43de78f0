import type { ServerResponse } from 'node:http';
import type { BlobChunks } from '../store/store.ts';
import { flipped, type Exchange, type Headers } from './exchange.ts';

/**
 * Streams a body, one chunk after the other: the next is asked for only when the kernel
 * has taken this one, so its memory can be used again. Applies the exchange's `cut` and
 * `corrupt` interventions.
 */
export async function streamOut(
  exchange: Exchange,
  status: number,
  headers: Headers,
  chunks: BlobChunks,
): Promise<void> {
  const { request, response, intervention } = exchange;
  const limit = intervention?.kind === 'cut' ? intervention.afterBytes : Infinity;
  response.writeHead(status, { 'docker-distribution-api-version': 'registry/2.0', ...headers });
  const closed = new Promise<void>((resolve) => {
    response.once('close', resolve);
  });
  let sent = 0;
  for await (const whole of chunks) {
    const kept = whole.length > limit - sent ? whole.subarray(0, limit - sent) : whole;
    const chunk = intervention?.kind === 'corrupt' ? flipped(kept, intervention.offset - sent) : kept;
    await Promise.race([written(response, chunk), closed]);
    if (response.destroyed) return;
    sent += chunk.length;
    exchange.countOut(chunk.length);
    if (sent >= limit) {
      request.socket.destroy();
      return;
    }
  }
  // A store that ends early must not look like a complete body to a client that reuses the connection.
  if (sent < Number(headers['content-length'] ?? 0)) request.socket.destroy();
  else response.end();
}

function written(response: ServerResponse, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.write(chunk, () => resolve());
  });
}
