import { join } from 'node:path';
import { type Finding, SluiceError } from '../contract/index.ts';
import type { Clock, Environment, FileSystem, Random } from '../ports/index.ts';
import { redactedCommand } from './command-line.ts';
import { reading, writing } from './io.ts';
import { acquireLock, type Lock, lockHolder } from './lock.ts';
import { isFinished, type RunRecord, runSchema, type RunState, type RunSummary } from './run-record.ts';
import { makeStateFolder } from './state-directory.ts';
import { readState, writeState } from './state-file.ts';

export interface NewRun {
  readonly key: string;
  readonly kind: string;
  /** As typed; secrets are taken out before it is stored. */
  readonly command: readonly string[];
  readonly source: string;
  readonly target: string;
}

/** A run that this process works on. It holds the run's lock until `end` or `release`. */
export interface Run {
  readonly id: string;
  /** As last recorded. */
  readonly record: () => RunRecord;
  readonly directory: string;
  /** For `openJournal`. */
  readonly journalPath: string;
  readonly lost: Lock['lost'];
  /** Records more about the run while it works, durably. */
  update(summary: RunSummary): Promise<void>;
  /**
   * Records how it ended, deletes the journal of a finished run, gives the lock back. Close the journal first.
   * `summary` takes the place of what earlier attempts left there.
   */
  end(state: Exclude<RunState, 'running'>, summary?: RunSummary): Promise<void>;
  /** Gives the lock back without a word about the outcome: the run shows as interrupted. */
  release(): Promise<void>;
}

export interface ListedRun {
  /** Its state is `interrupted` when it says `running` and nobody works on it. */
  readonly record: RunRecord;
  /** Whether a living process works on it. */
  readonly alive: boolean;
  readonly directory: string;
}

export interface RunList {
  /** Newest first. */
  readonly runs: readonly ListedRun[];
  /** LEDGER_RUN_UNREADABLE for each folder that is no run. */
  readonly findings: readonly Finding[];
}

export interface Runs {
  /** Makes a run and takes its lock. Throws LEDGER_WRITE_FAILED. */
  create(run: NewRun): Promise<Run>;
  /** Goes on with a run. Throws LEDGER_RUN_UNKNOWN, LEDGER_RUN_FINISHED, LEDGER_LOCKED, LEDGER_STATE_DAMAGED. */
  resume(id: string, command?: readonly string[]): Promise<Run>;
  /** The newest run of the same work that is not finished; it may be alive, then `resume` throws LEDGER_LOCKED. */
  findUnfinished(key: string): Promise<ListedRun | undefined>;
  list(): Promise<RunList>;
  /**
   * Deletes what a crash left behind: the journal of a finished run, and the folder of one that was cut off before it
   * was recorded; one without a begun record is kept for an hour. Answers how many. `create` does it as well.
   */
  tidy(): Promise<number>;
}

export interface RunsOptions {
  readonly fs: FileSystem;
  readonly stateDirectory: string;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly random: Random;
}

const idForm = runSchema.shape.id;

/** What takes longer than this between a run's folder and its record was cut off. Milliseconds. */
const longestBeginning = 60 * 60_000;

/** The registry of runs: `runs/<id>/` with run.json, journal.jsonl while unfinished, and a lock while worked on. */
export function openRuns(options: RunsOptions): Runs {
  const { fs, clock, random } = options;
  const root = join(options.stateDirectory, 'runs');
  const recordPath = (id: string): string => join(root, id, 'run.json');
  const journalPath = (id: string): string => join(root, id, 'journal.jsonl');
  const lockPath = (id: string): string => join(root, id, 'lock');

  const open = async (id: string, record: RunRecord, lock: Lock): Promise<Run> => {
    let current = record;
    const write = async (change: Partial<RunRecord>): Promise<void> => {
      if (lock.lost.aborted) throw lock.lost.reason;
      const next = { ...current, ...change, updated: clock.now().toISOString() };
      await writeState(fs, recordPath(id), next);
      current = next;
    };
    await write({});
    return {
      id,
      record: () => current,
      directory: join(root, id),
      journalPath: journalPath(id),
      lost: lock.lost,
      update: (summary) => write({ summary: { ...current.summary, ...summary } }),
      async end(state, summary = {}) {
        try {
          await write({ state, summary });
          // Only after run.json says so durably: a run without a journal must never look unfinished.
          if (isFinished(state)) await remove(fs, journalPath(id));
        } finally {
          await lock.release();
        }
      },
      release: () => lock.release(),
    };
  };

  const locked = async (
    id: string,
    command: readonly string[],
    recordOf: () => Promise<RunRecord>,
  ): Promise<Run> => {
    const lock = await acquireLock({ ...options, path: lockPath(id), command: command.join(' ') });
    try {
      return await open(id, await recordOf(), lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  };

  const inspect = async (id: string): Promise<ListedRun | undefined> => {
    const record = await readState(fs, recordPath(id), runSchema);
    if (record === undefined) return undefined;
    const alive = (await lockHolder({ ...options, path: lockPath(id) })) !== undefined;
    const state = record.state === 'running' && !alive ? 'interrupted' : record.state;
    return { record: { ...record, state }, alive, directory: join(root, id) };
  };

  /** Newest first. */
  const folders = async (): Promise<string[]> => {
    const names = (await reading(root, () => fs.readdir(root))) ?? [];
    return names
      .filter((name) => idForm.safeParse(name).success)
      .sort()
      .reverse();
  };

  const list = async (): Promise<RunList> => {
    const runs: ListedRun[] = [];
    const findings: Finding[] = [];
    for (const id of await folders()) {
      const path = join(root, id);
      try {
        const run = await inspect(id);
        if (run !== undefined) runs.push(run);
      } catch {
        findings.push({
          level: 'warning',
          code: 'LEDGER_RUN_UNREADABLE',
          params: { path },
          affected: [path],
        });
      }
    }
    return { runs, findings };
  };

  /** Whether a folder holds what was begun and never recorded, and nobody is at it. */
  const isCutOff = async (id: string): Promise<boolean> => {
    const names = await namesIn(id);
    if (!names.every(isBeginning)) return false;
    if ((await lockHolder({ ...options, path: lockPath(id) })) !== undefined) return false;
    // A record is begun only under a held lock. Without one, another run may be about to put its lock there.
    const isYoung = clock.now().getTime() - beginningOf(id) < longestBeginning;
    if (!names.some(isBegunRecord)) return !isYoung;
    // It may have been recorded and given back since the names were read.
    return (await namesIn(id)).every(isBeginning);
  };

  const namesIn = async (id: string): Promise<readonly string[]> =>
    await fs.readdir(join(root, id)).catch(() => ['unreadable']);

  const tidy = async (): Promise<number> => {
    let removed = 0;
    const { runs } = await list();
    for (const { record, alive } of runs) {
      if (alive || !isFinished(record.state)) continue;
      if (await remove(fs, journalPath(record.id))) removed += 1;
    }
    for (const id of await folders()) {
      if (!(await isCutOff(id))) continue;
      await writing(root, () => fs.rm(join(root, id), { recursive: true, force: true }));
      removed += 1;
    }
    return removed;
  };

  return {
    list,
    tidy,
    async create(run) {
      // That the disk does not let go of something old is no reason against a new run.
      await tidy().catch(() => undefined);
      const now = clock.now().toISOString();
      const id = `${now.slice(0, 19).replace(/[-:]/g, '')}Z-${random.bytes(4).toString('hex')}`;
      const command = redactedCommand(run.command);
      await makeStateFolder(fs, join(root, id));
      const record: RunRecord = {
        format: 1,
        id,
        key: run.key,
        kind: run.kind,
        command: [...command],
        source: run.source,
        target: run.target,
        state: 'running',
        attempts: 1,
        started: now,
        updated: now,
        summary: {},
      };
      return await locked(id, command, () => Promise.resolve(record));
    },
    async resume(id, command) {
      if (!idForm.safeParse(id).success || (await readState(fs, recordPath(id), runSchema)) === undefined) {
        throw new SluiceError('LEDGER_RUN_UNKNOWN', { params: { id: id.slice(0, 100) } });
      }
      // Read again under the lock: whoever held it may just have finished.
      return await locked(id, redactedCommand(command ?? ['resume', id]), async () => {
        const record = await readState(fs, recordPath(id), runSchema);
        if (record === undefined) throw new SluiceError('LEDGER_RUN_UNKNOWN', { params: { id } });
        if (isFinished(record.state)) {
          throw new SluiceError('LEDGER_RUN_FINISHED', { params: { id, state: record.state } });
        }
        return { ...record, state: 'running', attempts: record.attempts + 1 };
      });
    },
    async findUnfinished(key) {
      const { runs } = await list();
      return runs.find(({ record }) => record.key === key && !isFinished(record.state));
    },
  };
}

/** When a run was made, by its name (`20261122T171838Z-0a1b2c3d`). Milliseconds. */
function beginningOf(id: string): number {
  return Date.parse(id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-.*$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** A run's lock, or its record before it has its name. */
function isBeginning(name: string): boolean {
  return /^lock(?:\.|$)/.test(name) || isBegunRecord(name);
}

function isBegunRecord(name: string): boolean {
  return /^\.run\.json\..*\.tmp$/.test(name);
}

async function remove(fs: FileSystem, path: string): Promise<boolean> {
  return (await reading(path, () => fs.stat(path))) !== undefined
    ? await writing(path, () => fs.unlink(path).then(() => true))
    : false;
}
