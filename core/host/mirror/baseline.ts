import { join } from 'node:path';
import type { CommittedSet } from '../../archive/index.ts';
import { manifestName, parseManifest } from '../../archive/index.ts';
import type { Finding } from '../../contract/index.ts';
import { openTargets, readHistory, stateDirectory, writeHistory, type Targets } from '../../ledger/index.ts';
import type { Digest } from '../../reference/index.ts';
import { toMessage } from '../observer.ts';
import type { MirrorTask } from './task.ts';

/** What the receiver is taken to hold, and where this set stands in its line. */
export interface Baseline {
  readonly carried: ReadonlySet<Digest>;
  readonly generation: number;
  readonly parent?: { readonly setId: string; readonly generation: number };
  readonly findings: readonly Finding[];
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
  const from = target === undefined ? folderHistory(directory) : targetsOf(task).historyDirectory(target);
  const history = await readHistory(services.fs, from, query);
  const carried = request.selfContained ? new Set<Digest>() : history.digests;
  return {
    carried,
    generation: Math.max(previous?.generation ?? 0, history.generation) + 1,
    ...(previous !== undefined && carried.size > 0 && { parent: previous }),
    findings: history.findings,
  };
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

/**
 * Records what this set carries, when it stands whole on its medium. A history that cannot be
 * written loses nothing (the next set carries more), so it is told and does not fail the run.
 */
export async function commitHistory(
  task: MirrorTask,
  directory: string,
  baseline: Baseline,
  set: CommittedSet,
  added: ReadonlySet<Digest>,
): Promise<void> {
  const { services, request, observer } = task;
  const now = services.clock.now();
  const { manifest } = set;
  try {
    await writeHistory(services.fs, folderHistory(directory), { base: baseline.carried, added, now });
    if (request.target === undefined) return;
    await targetsOf(task).commitExport(request.target, {
      set: {
        setId: manifest.setId,
        ...(manifest.parent !== undefined && { parentSetId: manifest.parent.setId }),
        bytes: manifest.totals.bytes,
        images: manifest.images.length,
        chunks: manifest.chunks.length,
      },
      base: baseline.carried,
      added,
      now,
    });
  } catch (error) {
    const message = toMessage(error);
    observer({
      type: 'finding',
      level: 'warning',
      message: { code: 'RUN_WITHOUT_HISTORY', params: { message: message.code }, affected: message.affected },
    });
  }
}
