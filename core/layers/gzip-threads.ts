import { startThread } from '../ports/index.ts';

/** Compresses blocks in threads of its own, so that the thread that asks can do other work. */
export interface GzipThreads {
  /** As `gzipBlock`, of a block in shared memory. Rejects when the thread fails or was ended. */
  compress(block: Uint8Array): Promise<Uint8Array>;
  end(): Promise<void>;
}

/** A thread holds one block and its tables; larger generations would only keep garbage longer. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 };

/** Starts so many threads, which take blocks in turn. */
export function startGzipThreads(count: number): GzipThreads {
  const threads = Array.from({ length: count }, startGzipThread);
  let next = 0;
  return {
    compress: async (block) => {
      const thread = threads[next++ % count];
      if (thread === undefined) throw new RangeError('there is no thread to compress in');
      return thread.compress(block);
    },
    end: async () => {
      await Promise.all(threads.map(({ end }) => end()));
    },
  };
}

function startGzipThread(): GzipThreads {
  const worker = startThread(new URL('./gzip-worker.ts', import.meta.url), { resourceLimits });
  // A thread answers in the order it was asked.
  const waiting: PromiseWithResolvers<Uint8Array>[] = [];
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on('message', (member: Uint8Array) => waiting.shift()?.resolve(member));
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the thread that compresses has ended')));
  return {
    compress: async (block) => {
      if (failure !== undefined) throw failure;
      const answer = Promise.withResolvers<Uint8Array>();
      waiting.push(answer);
      // A thread has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage(block);
      return answer.promise;
    },
    end: async () => {
      await worker.terminate();
    },
  };
}
