import type { Worker } from 'node:worker_threads';
import {
  formatBytes,
  SluiceError,
  type ConfigView,
  type ErrorCode,
  type WireError,
} from '../../contract/index.ts';
import { startThread } from '../../ports/index.ts';
import type { HostServices } from '../services.ts';
import { workOnConfig, type ConfigReply, type ConfigWork } from './config-work.ts';

/**
 * What is understood at once: about 0.15 s of work. Longer texts, many edits, and what a hostile hand has made
 * may take many seconds, in which the host has to go on answering. An edit reads the text several times.
 */
const inlineLength = 64 * 1024;
const inlineWork = 192 * 1024;
const readsOfAnEdit = 6;
const inlineEdits = 20;
const patience = 30_000;

/**
 * Understands a configuration, large ones in a thread of their own. Throws what an edit throws, CONFIG_TOO_SLOW
 * after 30 s, and the signal's reason at once.
 */
export async function readConfig(
  { clock }: Pick<HostServices, 'clock'>,
  work: ConfigWork,
  signal: AbortSignal,
): Promise<ConfigView> {
  const { length } = work.yaml;
  const { length: edits } = work.edits;
  const isSmall = length <= inlineLength && edits <= inlineEdits;
  if (isSmall && length * (edits * readsOfAnEdit + 1) <= inlineWork) return workOnConfig(work);
  signal.throwIfAborted();
  const over = new AbortController();
  const worker = startThread(new URL('./config-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  try {
    const reply = await Promise.race([
      ask(worker, work),
      clock.sleep(patience, AbortSignal.any([signal, over.signal])).then(() => undefined),
    ]);
    if (reply === undefined) throw tooSlow(length);
    if ('error' in reply) throw fromWire(reply.error);
    return reply.view;
  } finally {
    over.abort();
    await worker.terminate();
  }
}

function ask(worker: Worker, work: ConfigWork): Promise<ConfigReply> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error: Error & { code?: string }) => {
      // Out of the memory it was given: as good as without end.
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooSlow(work.yaml.length) : error);
    });
    // A thread has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(work);
  });
}

function tooSlow(length: number): SluiceError {
  return new SluiceError('CONFIG_TOO_SLOW', {
    params: { size: formatBytes(length), seconds: patience / 1000 },
    stage: 'configure',
  });
}

function fromWire({ code, params, affected, detail }: WireError): SluiceError {
  // The thread runs this same program: its codes are ours.
  return new SluiceError(code as ErrorCode, {
    params,
    affected,
    stage: 'configure',
    ...(detail !== undefined && { detail }),
  });
}
