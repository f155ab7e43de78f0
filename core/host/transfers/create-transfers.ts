import {
  SluiceError,
  type PathToken,
  type Transfer,
  type TransferState,
  type TransferTask,
} from '../../contract/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import { toMessage } from '../observer.ts';
import { rateMeter } from '../progress-sampler.ts';
import type { HostServices } from '../services.ts';
import { doTask, type PlacedTask, type Phase, type TaskContext, type Waiting } from './do-task.ts';

/** Sets that are being moved, and those that were since the program started. */
export interface Transfers {
  /** Throws CARRY_AT_WORK when another uses one of the folders. */
  start(
    task: TransferTask,
    placed: PlacedTask,
    display: Pick<Transfer, 'source' | 'target'>,
  ): Promise<Transfer>;
  /** Stops it and waits for its end. Throws CARRY_UNKNOWN. */
  stop(id: string): Promise<Transfer>;
  /** Newest first. */
  list(): readonly Transfer[];
  busy(): boolean;
  /** Stops all of them and waits. */
  close(): Promise<void>;
}

export interface TransfersOptions {
  readonly clock: HostServices['clock'];
  readonly events: Pick<EventHub, 'publish'>;
  /** Of this machine's site at the moment. */
  readonly services: () => Promise<HostServices>;
  readonly driveOf: (path: string) => Promise<string | undefined>;
  readonly dropFromCache: TaskContext['dropFromCache'];
  readonly giveSet: (folder: string) => Promise<PathToken>;
}

/** Milliseconds between two snapshots: at most ten a second (DESIGN section 3). */
const interval = 200;
/** Ended ones are forgotten beyond this number. */
const mostKept = 30;

interface Running {
  readonly folders: readonly string[];
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export function createTransfers(options: TransfersOptions): Transfers {
  const { clock, events } = options;
  const transfers = new Map<string, Transfer>();
  const running = new Map<string, Running>();
  let last = 0;
  const tell = (transfer: Transfer, state: TransferState): Transfer => {
    const next = { ...transfer, state };
    transfers.set(transfer.id, next);
    events.publish('transfer.changed', next);
    return next;
  };
  const requireFree = (folders: readonly string[]): void => {
    const taken = [...running.values()].flatMap((one) => one.folders);
    const directory = folders.find((folder) => taken.includes(folder));
    if (directory === undefined) return;
    throw new SluiceError('CARRY_AT_WORK', { params: { directory }, affected: [directory], retryable: true });
  };
  const work = async (
    transfer: Transfer,
    placed: PlacedTask,
    signal: AbortSignal,
  ): Promise<TransferState> => {
    try {
      const services = await options.services();
      const result = await doTask[placed.kind](placed, {
        services,
        signal,
        dropFromCache: options.dropFromCache,
        giveSet: options.giveSet,
        ...teller(clock, (state) => void tell(transfer, state)),
      });
      return { kind: 'done', result };
    } catch (error) {
      return signal.aborted ? { kind: 'stopped' } : { kind: 'failed', error: toMessage(error) };
    }
  };
  const forgetOld = (): void => {
    const ended = [...transfers.keys()].filter((id) => !running.has(id));
    for (const id of ended.slice(0, Math.max(0, transfers.size - mostKept))) transfers.delete(id);
  };
  const stop = async (id: string): Promise<Transfer> => {
    const one = running.get(id);
    one?.stop.abort(new Error('stopped'));
    await one?.ended;
    const transfer = transfers.get(id);
    if (transfer === undefined) throw new SluiceError('CARRY_UNKNOWN');
    return transfer;
  };
  return {
    async start(task, placed, display) {
      const folders = [placed.source, placed.target];
      const found = await Promise.all(folders.map((path) => options.driveOf(path).catch(() => undefined)));
      // Nothing is awaited between this and the entry: of two that ask at once one is refused.
      requireFree(folders);
      last += 1;
      const transfer: Transfer = {
        id: `transfer-${last}`,
        task,
        ...display,
        driveIds: [...new Set(found.filter((id) => id !== undefined))],
        startedAt: clock.now().toISOString(),
        state: { kind: 'running', phase: firstPhase[task.kind], bytes: 0, total: 0, rate: 0 },
      };
      const controller = new AbortController();
      tell(transfer, transfer.state);
      const ended = work(transfer, placed, controller.signal).then((state) => {
        running.delete(transfer.id);
        tell(transfer, state);
        forgetOld();
      });
      running.set(transfer.id, { folders, stop: controller, ended });
      return transfer;
    },
    stop,
    list: () => [...transfers.values()].reverse(),
    busy: () => running.size > 0,
    async close() {
      await Promise.all([...running.keys()].map(stop));
    },
  };
}

const firstPhase: Readonly<Record<TransferTask['kind'], Phase>> = {
  fill: 'copy',
  collect: 'copy',
  send: 'copy',
  receive: 'copy',
  protect: 'verify',
  check: 'check',
  mend: 'check',
};

/** Tells some snapshots of many. */
function teller(
  clock: HostServices['clock'],
  tell: (state: TransferState) => void,
): Pick<TaskContext, 'onProgress' | 'onWaiting'> {
  let meter = rateMeter(clock);
  let told = Number.NEGATIVE_INFINITY;
  let current: Phase | undefined;
  let waiting: Waiting;
  const state = { phase: 'copy' as Phase, bytes: 0, total: 0, rate: 0 };
  const show = (): void => {
    told = clock.monotonic();
    tell({ kind: 'running', ...state, ...(waiting !== undefined && { waiting }) });
  };
  return {
    onProgress: (phase, bytes, total) => {
      if (phase !== current) meter = rateMeter(clock);
      current = phase;
      if (clock.monotonic() - told < interval && bytes < total) return;
      Object.assign(state, { phase, bytes: Math.max(0, bytes), total, rate: meter(bytes) });
      show();
    },
    onWaiting: (next) => {
      const isSame = next === waiting;
      waiting = next;
      if (!isSame && next !== undefined) show();
    },
  };
}
