import type { Worker } from 'node:worker_threads';
import { startThread } from '../../../core/ports/index.ts';
import type { FuzzAnswer, FuzzRequest } from './messages.ts';

/** Runs batches one after the other. */
export interface FuzzThread {
  run(request: FuzzRequest): Promise<FuzzAnswer>;
  close(): Promise<void>;
}

/** An input that is not finished with after this long never will be; milliseconds. */
const patience = 60_000;
/** More than any input here can honestly need, MiB. */
const memory = { maxOldGenerationSizeMb: 1024 };

/**
 * A thread that gives parsers their inputs. One that a parser keeps busy for ever, fills with memory, or leaves with
 * nothing that could ever wake it up, is replaced; the answer then names the input.
 */
export function openFuzzThread(): FuzzThread {
  let worker: Worker | undefined;
  const progress = new Int32Array(new SharedArrayBuffer(4));

  const started = (): Worker => {
    worker ??= startThread(new URL('./fuzz-worker.ts', import.meta.url), {
      workerData: { progress },
      resourceLimits: memory,
    });
    return worker;
  };

  const run = async (request: FuzzRequest): Promise<FuzzAnswer> => {
    const thread = started();
    const failed = (what: string): FuzzAnswer => ({
      ok: false,
      message: `input ${Atomics.load(progress, 0)} of seed ${request.seed}: ${what}`,
    });
    const stuck = watch(progress);
    const answer = await new Promise<FuzzAnswer>((resolve) => {
      thread.once('message', resolve);
      thread.once('error', (error: Error) => resolve(failed(String(error))));
      thread.once('exit', () => resolve(failed('waits for what never comes')));
      void stuck.promise.then(() => resolve(failed('does not end')));
      // A thread has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      thread.postMessage(request);
    });
    stuck.stop();
    thread.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
    if (!answer.ok) {
      worker = undefined;
      await thread.terminate();
    }
    return answer;
  };

  return {
    run,
    close: async () => {
      await worker?.terminate();
    },
  };
}

/** Tells when the number has stood still for too long. */
function watch(progress: Int32Array): { readonly promise: Promise<void>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let last = -1;
  let since = Date.now();
  const timer = setInterval(() => {
    const now = Atomics.load(progress, 0);
    if (now !== last) since = Date.now();
    last = now;
    if (Date.now() - since > patience) resolve();
  }, 1000);
  return { promise, stop: () => clearInterval(timer) };
}
