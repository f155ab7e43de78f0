import type { IncomingMessage } from 'node:http';

/** Bytes gathered before they are written at once, and the amount at which the sender has to wait. */
const batchBytes = 1024 * 1024;
const pauseBytes = 4 * batchBytes;

/** `cut`: the connection ended before the body did; what arrived has been written. */
export type BodyEnd = 'complete' | 'cut';

export interface ReceiveOptions {
  /** Destroys the connection once so many bytes arrived; they are kept. For fault tests. */
  readonly cutAfter?: number;
}

/**
 * Passes a request body to `write` in large batches, one at a time, and pauses the
 * sender only when the disk is behind: no await per chunk of the socket.
 */
export function receiveBody(
  request: IncomingMessage,
  write: (batch: readonly Buffer[]) => Promise<void>,
  options: ReceiveOptions = {},
): Promise<BodyEnd> {
  const limit = options.cutAfter ?? Infinity;
  return new Promise((resolve, reject) => {
    let batch: Buffer[] = [];
    let batched = 0;
    let received = 0;
    let writing = false;
    let end: BodyEnd | undefined;
    const pump = (): void => {
      if (writing) return;
      if (batched === 0) {
        if (end !== undefined) resolve(end);
        return;
      }
      if (batched < batchBytes && end === undefined) return;
      const taken = batch;
      batch = [];
      batched = 0;
      writing = true;
      write(taken).then(
        () => {
          writing = false;
          if (request.isPaused()) request.resume();
          pump();
        },
        (error: unknown) => {
          request.removeAllListeners('data');
          request.resume();
          reject(error);
        },
      );
    };
    request.on('data', (chunk: Buffer) => {
      const kept = received + chunk.length > limit ? chunk.subarray(0, limit - received) : chunk;
      received += kept.length;
      if (kept.length > 0) batch.push(kept);
      batched += kept.length;
      if (received >= limit) {
        // The end of the body may have been read along with these bytes.
        end = 'cut';
        request.socket.destroy();
      } else if (batched >= pauseBytes) request.pause();
      pump();
    });
    request.on('end', () => {
      end ??= 'complete';
      pump();
    });
    request.on('error', () => undefined);
    request.on('close', () => {
      end ??= request.complete ? 'complete' : 'cut';
      pump();
    });
  });
}

/** A small body as one buffer; undefined when it is larger than `limit` bytes or was cut. */
export async function receiveSmall(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  const end = await receiveBody(request, (batch) => {
    for (const part of batch) {
      size += part.length;
      if (size <= limit) parts.push(part);
    }
    return Promise.resolve();
  });
  return end === 'cut' || size > limit ? undefined : Buffer.concat(parts);
}
