import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { SluiceError } from '../../contract/index.ts';
import type { ChunkHasher } from './chunk-hasher.ts';
import type { HashReply, HashRequest } from './hash-worker.ts';

/** Hashes in a thread of its own, so that chunk sums cost the transfer nothing. Ends with `close`. */
export function createWorkerHasher(): ChunkHasher {
  const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), {
    // It holds a few buffers and nothing else; larger generations would only keep garbage longer.
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 },
  });
  const waiting = new Map<number, { readonly file: string; readonly settle: (reply: HashReply) => void }>();
  let next = 1;
  let ended = false;
  const failAll = (): void => {
    ended = true;
    for (const [id, { settle }] of waiting) settle({ id, reason: 'hash worker ended' });
    waiting.clear();
  };
  worker.unref();
  worker.on('message', (reply: HashReply) => {
    waiting.get(reply.id)?.settle(reply);
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
  });
  worker.on('error', failAll);
  worker.on('exit', failAll);
  // A thread has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const send = (request: HashRequest): void => worker.postMessage(request);
  return {
    advance: (path, length) => send({ kind: 'advance', path, length }),
    finish: (path, length) =>
      new Promise((resolve, reject) => {
        const id = next;
        next += 1;
        const file = basename(path);
        const settle = (reply: HashReply): void => {
          if (reply.sha256 !== undefined) return resolve(reply.sha256);
          const reason = reply.reason ?? 'unknown';
          reject(new SluiceError('ARCHIVE_READ_FAILED', { params: { file, reason }, affected: [file] }));
        };
        if (ended) return settle({ id, reason: 'hash worker ended' });
        waiting.set(id, { file, settle });
        // While an answer is due the process must not end; at other times the worker must not hold it.
        worker.ref();
        send({ kind: 'finish', id, path, length });
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
