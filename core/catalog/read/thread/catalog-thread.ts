import { SluiceError } from '../../../contract/index.ts';
import { startThread, type Clock } from '../../../ports/index.ts';
import { storageFailed } from '../store/storage.ts';
import type { ThreadFailure, ThreadMessage, ThreadRequest, ThreadTask } from './messages.ts';

/** A thread that reads one catalogue. Its failures are those of `takeLayer` and `readFiles`, and of memory and time. */
export interface CatalogThread {
  /** Reads a layer; says whether those below cannot matter any more. */
  takeLayer(path: string, digest: string): Promise<boolean>;
  /** Reads the blobs and leaves index and content in the work folder. Says how many files there were. */
  finish(of: Omit<Extract<ThreadRequest, { kind: 'finish' }>, 'kind'>): Promise<number>;
  end(): Promise<void>;
}

export interface ThreadOptions {
  readonly task: ThreadTask;
  /** For the words. */
  readonly catalog: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (done: number, total: number) => void;
}

/** Longest silence. The slowest single step, a document of 16 MB YAML, takes a tenth of it. */
const patience = 120_000;
/** The catalogue itself takes a tenth of it; the rest is for single large blobs. */
const memory = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 32 };

export function startCatalogThread(options: ThreadOptions): CatalogThread {
  const { task, catalog, clock, signal, onProgress } = options;
  const worker = startThread(new URL('./catalog-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: memory,
  });
  let heard = clock.monotonic();
  const failure = Promise.withResolvers<never>();
  // Nobody may be waiting when the thread fails; whoever asks next is told.
  failure.promise.catch(() => undefined);
  let settle: ((message: ThreadMessage) => void) | undefined;
  worker.on('message', (message: ThreadMessage) => {
    heard = clock.monotonic();
    if (message.kind === 'progress') onProgress(message.done, message.total);
    else if (message.kind === 'failed') failure.reject(toError(message.failure, options));
    else settle?.(message);
  });
  worker.on('error', (error: Error & { code?: string }) => {
    const exhausted = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    failure.reject(exhausted ? refused('CATALOG_TOO_DEMANDING', catalog) : error);
  });
  worker.on('exit', () => failure.reject(new Error('the thread that reads the catalogue has ended')));

  async function ask(request: ThreadRequest): Promise<ThreadMessage> {
    signal?.throwIfAborted();
    heard = clock.monotonic();
    const over = new AbortController();
    const answer = new Promise<ThreadMessage>((resolve) => {
      settle = resolve;
    });
    // A thread has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(request);
    const stop = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    try {
      return await Promise.race([answer, failure.promise, silence(stop)]);
    } finally {
      over.abort();
    }
  }

  /** Rejects when nothing was heard for too long, and when the caller gives up. */
  async function silence(stop: AbortSignal): Promise<never> {
    for (;;) {
      const left = heard + patience - clock.monotonic();
      if (left <= 0) throw refused('CATALOG_STALLED', catalog, { seconds: patience / 1000 });
      await clock.sleep(left, stop);
    }
  }

  return {
    takeLayer: async (path, digest) => {
      const message = await ask({ kind: 'layer', path, digest });
      return message.kind === 'layer' && message.covered;
    },
    finish: async (of) => {
      const message = await ask({ kind: 'finish', ...of });
      return message.kind === 'finished' ? message.files : 0;
    },
    end: async () => {
      await worker.terminate();
    },
  };
}

function refused(
  code: 'CATALOG_TOO_DEMANDING' | 'CATALOG_STALLED',
  catalog: string,
  params: Readonly<Record<string, number>> = {},
): SluiceError {
  return new SluiceError(code, { params: { catalog, ...params }, stage: 'collect', affected: [catalog] });
}

function toError(failure: ThreadFailure, { catalog, task }: ThreadOptions): SluiceError {
  if ('code' in failure) {
    const { code, params, detail } = failure;
    return new SluiceError(code, {
      params,
      stage: 'collect',
      affected: [catalog],
      ...(detail !== undefined && { detail }),
    });
  }
  return storageFailed({ catalog, directory: task.workFolder }, failure.system, failure.detail);
}
