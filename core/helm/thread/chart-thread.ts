import type { Worker } from 'node:worker_threads';
import { SluiceError } from '../../contract/index.ts';
import { startThread, type Clock } from '../../ports/index.ts';
import type { ChartSource } from '../chart/index.ts';
import type { ChartContext, CollectedChart } from '../collect-chart.ts';
import type { OpenedChart, ThreadMessage, ThreadRequest } from './messages.ts';

/** A thread that understands and renders charts: one that is made to be costly holds up nothing but other charts. */
export interface ChartThread {
  /** Which chart it is. Charts wait for one another. Throws as `collect`. */
  open(source: ChartSource, signal?: AbortSignal): Promise<OpenedChart>;
  /**
   * The images of one chart; `contextOf` is asked when it is known which chart it is. Charts wait for one another.
   * Throws what `openChart`, `collectChart` and `contextOf` throw, HELM_CHART_TOO_DEMANDING, and the signal's reason.
   */
  collect(
    source: ChartSource,
    contextOf: (chart: OpenedChart) => ChartContext,
    signal?: AbortSignal,
  ): Promise<CollectedChart>;
  end(): Promise<void>;
}

/** The steps that a chart may take (`template/budget.ts`) are over in a tenth of it, also on a slow machine. */
const patience = 120_000;
/** The largest charts there are take a tenth of it. */
const memory = { maxOldGenerationSizeMb: 1024 };

/** The thread itself starts with the first chart, and anew after one that had to be given up. */
export function createChartThread(clock: Clock): ChartThread {
  let worker: Worker | undefined;
  let closed = false;
  let before: Promise<unknown> = Promise.resolve();

  /** Ends the thread; the next question starts another. */
  async function giveUp(): Promise<void> {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  async function ask(request: ThreadRequest, chart: string, signal?: AbortSignal): Promise<ThreadMessage> {
    signal?.throwIfAborted();
    if (closed) throw new Error('the thread that renders charts has ended');
    worker ??= startThread(new URL('./chart-worker.ts', import.meta.url), { resourceLimits: memory });
    const over = new AbortController();
    const stop = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    let message: ThreadMessage | undefined;
    try {
      message = await Promise.race([
        reply(worker, request, over.signal),
        clock.sleep(patience, stop).then(() => undefined),
      ]);
    } catch (error) {
      await giveUp();
      throw isOutOfMemory(error) ? tooDemanding(chart) : error;
    } finally {
      over.abort();
    }
    if (message !== undefined) return message;
    await giveUp();
    throw tooDemanding(chart);
  }

  async function open(source: ChartSource, signal?: AbortSignal): Promise<OpenedChart> {
    const message = await ask({ kind: 'open', source }, source.place, signal);
    if (message.kind !== 'opened') throw errorOf(message);
    return message.chart;
  }

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const working = before.then(work);
    before = working.catch(() => undefined);
    return working;
  }

  return {
    open: (source, signal) => inTurn(() => open(source, signal)),
    collect: (source, contextOf, signal) =>
      inTurn(async () => {
        const chart = await open(source, signal);
        const context = contextOf(chart);
        const name = `${chart.name} ${chart.version}`;
        const message = await ask({ kind: 'collect', context }, name, signal);
        if (message.kind !== 'collected') throw errorOf(message);
        return message.collected;
      }),
    end: async () => {
      closed = true;
      await giveUp();
    },
  };
}

function reply(worker: Worker, request: ThreadRequest, over: AbortSignal): Promise<ThreadMessage> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the thread that renders charts has ended'));
    worker.once('message', resolve).once('error', reject).once('exit', ended);
    over.addEventListener('abort', () =>
      worker.off('message', resolve).off('error', reject).off('exit', ended),
    );
    // A thread has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(request);
  });
}

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooDemanding(chart: string): SluiceError {
  return new SluiceError('HELM_CHART_TOO_DEMANDING', {
    params: { chart, seconds: patience / 1000 },
    stage: 'collect',
  });
}

function errorOf(message: ThreadMessage): Error {
  if (message.kind !== 'failed')
    return new Error(`the thread that renders charts answered "${message.kind}"`);
  const { code, ...details } = message.failure;
  return new SluiceError(code, details);
}
