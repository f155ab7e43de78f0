import { join } from 'node:path';
import type { SetManifest } from '../../archive/index.ts';
import { manifestName, parseManifest } from '../../archive/index.ts';
import type { Finding } from '../../contract/index.ts';
import {
  openTargets,
  readHistory,
  readHistoryFile,
  stateDirectory,
  writeHistory,
  type Targets,
} from '../../ledger/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { RecordedBaseline } from '../../transfer/index.ts';
import { toMessage } from '../observer.ts';
import { acknowledgedHoldings } from './acknowledged-holdings.ts';
import { keepSet, recordAgain } from './again.ts';
import type { MirrorTask } from './task.ts';

/** What the receiver is taken to hold, and where this set stands in its line. */
export interface Baseline {
  readonly carried: ReadonlySet<Digest>;
  /** What all sets before carried, whatever became of them: the history goes on from it. */
  readonly base: ReadonlySet<Digest>;
  /** What the receiver's registry had and lost. */
  readonly gone: ReadonlySet<Digest>;
  readonly generation: number;
  readonly parent?: { readonly setId: string; readonly generation: number };
  readonly findings: readonly Finding[];
  /** The same in few words, for the journal. */
  readonly recorded: RecordedBaseline;
}

const targetsOf = (task: MirrorTask): Targets =>
  openTargets({ fs: task.services.fs, stateDirectory: stateDirectory(task.services.environment) });

const folderHistory = (directory: string): string => join(directory, 'working-dir', '.history');

/**
 * The holdings that an export builds on (oc-mirror-v2.md 4.5): by name with `--target`,
 * otherwise the history in the folder. `--since` takes an older state, `--self-contained` none.
 */
export async function readBaseline(task: MirrorTask, directory: string): Promise<Baseline> {
  const { request, services } = task;
  const since = request.since === undefined ? undefined : new Date(`${request.since}T00:00:00Z`);
  const query = { now: services.clock.now(), ...(since !== undefined && { since }) };
  const { target } = request;
  const previous =
    target === undefined ? await previousInFolder(task, directory) : await previousOfTarget(task, target);
  const history = await readHistory(services.fs, historyDirectory(task, directory, target), query);
  const base = request.selfContained ? new Set<Digest>() : history.digests;
  const held =
    target === undefined || request.selfContained
      ? undefined
      : await acknowledgedHoldings(task, target, base, since);
  const carried = held?.digests ?? base;
  const parent = held === undefined ? await parentOf(task, previous, since) : held.parent;
  return {
    carried,
    base,
    gone: held?.gone ?? new Set(),
    generation: Math.max(previous?.generation ?? 0, history.generation) + 1,
    ...(parent !== undefined && carried.size > 0 && { parent }),
    findings: [...history.findings, ...(held?.findings ?? [])],
    recorded: { target, history: request.selfContained ? undefined : history.file },
  };
}

function parentOf(
  task: MirrorTask,
  previous: Baseline['parent'],
  since: Date | undefined,
): Promise<Baseline['parent']> {
  return since === undefined ? Promise.resolve(previous) : parentBefore(task, since);
}

/**
 * The set that an older state ends with: the newest set is none that it builds on. A folder remembers the states of
 * its receiver and not which sets they came from, so there it is left open.
 */
async function parentBefore(task: MirrorTask, since: Date): Promise<Baseline['parent']> {
  const { target } = task.request;
  if (target === undefined) return undefined;
  const { exports } = await targetsOf(task).read(target);
  const last = exports.findLast(({ time }) => Date.parse(time) < since.getTime());
  return last === undefined ? undefined : { setId: last.setId, generation: last.generation };
}

/** What a set builds on whose run was cut off before its history was written. Without a record: nothing. */
export async function readRecorded(
  task: MirrorTask,
  directory: string,
  recorded: RecordedBaseline | undefined,
): Promise<ReadonlySet<Digest>> {
  if (recorded?.history === undefined) return new Set();
  return readHistoryFile(
    task.services.fs,
    historyDirectory(task, directory, recorded.target),
    recorded.history,
  );
}

function historyDirectory(task: MirrorTask, directory: string, target: string | undefined): string {
  return target === undefined ? folderHistory(directory) : targetsOf(task).historyDirectory(target);
}

async function previousInFolder(task: MirrorTask, directory: string): Promise<Baseline['parent']> {
  const path = join(directory, manifestName);
  const bytes = await task.services.fs.readFile(path).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const { setId, generation } = parseManifest(bytes);
  return { setId, generation };
}

async function previousOfTarget(task: MirrorTask, name: string): Promise<Baseline['parent']> {
  const last = (await targetsOf(task).read(name)).exports.at(-1);
  return last === undefined ? undefined : { setId: last.setId, generation: last.generation };
}

/** What a set that stands whole on its medium adds to which holdings. */
export interface SetHistory {
  readonly target: string | undefined;
  readonly base: ReadonlySet<Digest>;
  readonly added: ReadonlySet<Digest>;
  /** The run was cut off behind the commit: some of it may be recorded already. */
  readonly afterCrash: boolean;
}

/**
 * Records what a set carries, when it stands whole on its medium; what was recorded before a crash is not
 * recorded again. A history that cannot be written loses nothing (the next set carries more), so it is told
 * and does not take the set back; false says that it is still to be written.
 */
export async function commitHistory(
  task: MirrorTask,
  directory: string,
  manifest: SetManifest,
  history: SetHistory,
): Promise<boolean> {
  try {
    // The receiver was taken to have it since it was made first.
    if (task.again !== undefined) {
      if (task.request.target !== undefined) await recordAgain(task, directory, task.request.target);
      return true;
    }
    await writeHistories(task, directory, manifest, history);
    return true;
  } catch (error) {
    const message = toMessage(error);
    task.observer({
      type: 'finding',
      level: 'warning',
      message: { code: 'RUN_WITHOUT_HISTORY', params: { message: message.code }, affected: message.affected },
    });
    return false;
  }
}

async function writeHistories(
  task: MirrorTask,
  directory: string,
  manifest: SetManifest,
  { target, base, added, afterCrash }: SetHistory,
): Promise<void> {
  const now = task.services.clock.now();
  const wanted = new Set([...base, ...added]);
  const isThere = async (folder: string): Promise<boolean> => {
    if (!afterCrash) return false;
    const { digests } = await readHistory(task.services.fs, folder, { now });
    return digests.size === wanted.size && digests.isSubsetOf(wanted);
  };
  const folder = folderHistory(directory);
  if (!(await isThere(folder))) await writeHistory(task.services.fs, folder, { base, added, now });
  if (target === undefined) return;
  const targets = targetsOf(task);
  await keepSet(task, directory, target, manifest);
  const known = (await targets.read(target)).exports.at(-1)?.setId === manifest.setId;
  if (known && (await isThere(targets.historyDirectory(target)))) return;
  await targets.commitExport(target, {
    set: {
      setId: manifest.setId,
      ...(manifest.parent !== undefined && { parentSetId: manifest.parent.setId }),
      bytes: manifest.totals.bytes,
      images: manifest.images.length,
      chunks: manifest.chunks.length,
    },
    base,
    added,
    now,
  });
}
