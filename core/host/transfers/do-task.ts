import type {
  TransferKind,
  TransferResult,
  TransferState,
  CarriedSetView,
  PathToken,
} from '../../contract/index.ts';
import {
  carryStatus,
  collectFromMedium,
  fillNextMedium,
  type CarryNotice,
  type CarryStatus,
} from '../carry/index.ts';
import { dropReceive, dropSend, type MissingFile } from '../drop-commands.ts';
import { repairCheck, repairMake, repairMend, type RepairProgress } from '../repair-commands.ts';
import type { HostServices } from '../services.ts';

type RunningState = Extract<TransferState, { readonly kind: 'running' }>;
export type Phase = RunningState['phase'];
export type Waiting = RunningState['waiting'];

/** What is to be done, with its folders as paths. Of work beside a set both are its folder. */
export interface PlacedTask {
  readonly kind: TransferKind;
  readonly source: string;
  readonly target: string;
  readonly capacity?: number | undefined;
  readonly percent?: number | undefined;
  readonly wait?: boolean | undefined;
}

export interface TaskContext {
  readonly services: HostServices;
  readonly signal: AbortSignal;
  readonly dropFromCache: (files: readonly string[]) => Promise<{ readonly pastCache: boolean }>;
  /** A token for the folder of a set that is whole now. */
  readonly giveSet: (folder: string) => Promise<PathToken>;
  /** Called for every piece; sample it. */
  readonly onProgress: (phase: Phase, bytes: number, total: number) => void;
  readonly onWaiting: (waiting: Waiting) => void;
}

type Doing = (task: PlacedTask, context: TaskContext) => Promise<TransferResult>;

/** Does what `sluice carry`, `drop` and `repair` do, and throws what they throw. */
export const doTask: Readonly<Record<TransferKind, Doing>> = {
  fill: async ({ source, target, capacity }, { services, signal, dropFromCache, onProgress }) => {
    const { number, pastCache, notices, ...status } = await fillNextMedium(
      services,
      { set: source, medium: target, ...(capacity !== undefined && { capacity }) },
      { signal, dropFromCache, onProgress: ({ doing, bytes, total }) => onProgress(doing, bytes, total) },
    );
    return {
      kind: 'fill',
      number,
      pastCache,
      carried: carriedView(status),
      notices: noticeViews(notices),
    };
  },
  collect: async ({ source, target }, context) => {
    const { setId, number, taken, damaged, missing, notices } = await collectFromMedium(
      context.services,
      { medium: source, directory: target },
      {
        signal: context.signal,
        onProgress: ({ doing, bytes, total }) => context.onProgress(doing, bytes, total),
      },
    );
    return {
      kind: 'collect',
      setId,
      ...(number !== undefined && { number }),
      taken: taken.length,
      damaged: [...damaged],
      missing: [...missing],
      ...(missing.length === 0 && { whole: await context.giveSet(target) }),
      notices: noticeViews(notices),
    };
  },
  send: async ({ source, target }, { services, signal, onProgress }) => {
    const { setId, files, bytes, sentBytes } = await dropSend(services, source, target, {
      signal,
      onProgress: (progress) => onProgress('copy', progress.bytes, progress.total),
    });
    return { kind: 'send', setId, files, bytes, sentBytes };
  },
  receive: async ({ source, target, wait }, context) => {
    const { setId, files, bytes } = await dropReceive(context.services, source, target, {
      signal: context.signal,
      onProgress: (progress) => {
        context.onWaiting(undefined);
        context.onProgress('copy', progress.bytes, progress.total);
      },
      onWaiting: (missing) => context.onWaiting(waitingFor(missing)),
      ...(wait === true && { waitFor: Number.POSITIVE_INFINITY }),
    });
    return { kind: 'receive', setId, files, bytes, whole: await context.giveSet(target) };
  },
  protect: async ({ source, percent = defaultPercent }, { services, signal, onProgress }) => {
    const { setId, protectedBytes, repairBytes, files } = await repairMake(services, source, {
      percent,
      signal,
      onProgress: repairTeller(onProgress),
    });
    return { kind: 'protect', setId, protectedBytes, repairBytes, files };
  },
  check: async ({ source }, { services, signal, onProgress }) => {
    const { setId, whole, mendable, files, repairBlocks, lostRepairBlocks } = await repairCheck(
      services,
      source,
      { signal, onProgress: repairTeller(onProgress) },
    );
    return {
      kind: 'check',
      setId,
      whole,
      mendable,
      files: files.flatMap(({ name, state, damagedBlocks, blocks }) =>
        state === 'whole' ? [] : [{ name, state, damagedBlocks, blocks }],
      ),
      repairBlocks,
      lostRepairBlocks,
    };
  },
  mend: async ({ source }, { services, signal, onProgress }) => {
    const { before, mended, verification } = await repairMend(services, source, {
      signal,
      onProgress: repairTeller(onProgress),
    });
    return { kind: 'mend', setId: before.setId, mended: [...mended], bytes: verification.bytes };
  },
};

/** As the command line has it. */
const defaultPercent = 5;
/** Of the files that are waited for. */
const mostNamed = 20;

function waitingFor(missing: readonly MissingFile[] | undefined): Waiting {
  if (missing === undefined) return { count: 0, names: [] };
  return { count: missing.length, names: missing.slice(0, mostNamed).map(({ name }) => name) };
}

const phases = { verifying: 'verify', making: 'make', checking: 'check', mending: 'mend' } as const;

function repairTeller(onProgress: TaskContext['onProgress']): (progress: RepairProgress) => void {
  return ({ phase, bytes, total }) => onProgress(phases[phase], bytes, total);
}

/** Which media were filled with the set in a folder. Throws CARRY_NO_MANIFEST. */
export async function carriedIn(services: HostServices, set: string): Promise<CarriedSetView> {
  return carriedView(await carryStatus(services, set));
}

export function carriedView({ setId, chunks, media, left }: CarryStatus): CarriedSetView {
  return {
    setId,
    chunks,
    media: media.map(({ number, time, chunks: names }) => ({ number, time, chunks: [...names] })),
    left: left.map((each) => ({ ...each })),
  };
}

function noticeViews(notices: readonly CarryNotice[]): CarryNotice[] {
  return notices.map((each) => ({ ...each }));
}
