import { setFlagsFromString } from 'node:v8';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread of its own. Each one that runs TypeScript as it stands brings Node's WebAssembly parser along, and
 * threads share its machine code. When V8 collects what nobody runs any more it sometimes finds a piece gone already,
 * and ends the whole process: "Check failed: jit_page_->allocations_.erase(addr) == 1" (seen with Node 24.21). The
 * few hundred kB that it would free are kept instead.
 */
export function startThread(
  script: URL,
  options: Pick<WorkerOptions, 'resourceLimits' | 'workerData'>,
): Worker {
  setFlagsFromString('--no-wasm-code-gc');
  return new Worker(script, options);
}
