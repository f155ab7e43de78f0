import { parentPort, workerData } from 'node:worker_threads';
import { runBatch } from './run-batch.ts';
import { fuzzTargets } from './targets.ts';
import type { FuzzAnswer, FuzzRequest } from './messages.ts';

// Gives parsers their inputs in a thread of its own, which can be ended when a parser does not.
const { progress } = workerData as { readonly progress: Int32Array };

// A thread has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const say = (answer: FuzzAnswer): void => parentPort?.postMessage(answer);

async function run({ target, seed, count }: FuzzRequest): Promise<FuzzAnswer> {
  const found = fuzzTargets[target];
  if (found === undefined) throw new RangeError(`no target ${target}`);
  const begin = (index: number): void => void Atomics.store(progress, 0, index);
  return { ok: true, ...(await runBatch(found, { seed, count, begin })) };
}

parentPort?.on('message', (request: FuzzRequest) => {
  run(request).then(say, (error: unknown) => {
    say({ ok: false, message: error instanceof Error ? error.message : String(error) });
  });
});
