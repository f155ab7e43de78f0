import { join } from 'node:path';
import { z } from 'zod';
import { SluiceError } from '../contract/index.ts';
import type { FileSystem } from '../ports/index.ts';
import type { Digest } from '../reference/index.ts';
import { writeHistory } from './history.ts';
import { reading } from './io.ts';
import { makeStateFolder } from './state-directory.ts';
import { readState, writeState } from './state-file.ts';

const exportSchema = z.object({
  /** 1 for the first archive made for the target. */
  generation: z.number().int().positive(),
  setId: z.string(),
  /** The set this one builds on; absent when it carries everything. */
  parentSetId: z.string().optional(),
  /** RFC 3339, UTC. */
  time: z.string(),
  /** Bytes of content in the archive. */
  bytes: z.number().nonnegative(),
  images: z.number().int().nonnegative(),
  chunks: z.number().int().nonnegative(),
});

/** One archive made for a target. */
export type TargetExport = Readonly<z.infer<typeof exportSchema>>;

const targetSchema = z.object({
  format: z.literal(1),
  name: z.string(),
  /** Of the newest archive; 0 before the first. */
  generation: z.number().int().nonnegative(),
  /** Oldest first. */
  exports: z.array(exportSchema),
});

/** What was made for a target until now. */
export type Target = Readonly<z.infer<typeof targetSchema>>;

export interface CommittedExport {
  readonly set: Omit<TargetExport, 'generation' | 'time'>;
  readonly base: Iterable<Digest>;
  readonly added: Iterable<Digest>;
  readonly now: Date;
}

export interface Targets {
  /** Generation 0 when nothing was made for it yet. Throws LEDGER_TARGET_NAME_INVALID, LEDGER_STATE_DAMAGED. */
  read(name: string): Promise<Target>;
  /** Sorted by name. */
  list(): Promise<readonly Target[]>;
  /** For `readHistory`: the same file format as `working-dir/.history`. Throws LEDGER_TARGET_NAME_INVALID. */
  historyDirectory(name: string): string;
  /**
   * Records a finished archive: call it last, when the archive is complete on its medium. A set that is recorded
   * already, before a crash, does not count twice. Answers the target as it is now.
   */
  commitExport(name: string, finished: CommittedExport): Promise<Target>;
}

// Also a folder's name on every file system: no upper case (two names must not become
// one), no trailing dot, and none of the device names that Windows reserves.
const nameForm = /^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/;
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

export function isTargetName(name: string): boolean {
  return nameForm.test(name) && !name.includes('..') && !deviceName.test(name);
}

/** Everything that is kept about a target. Throws LEDGER_TARGET_NAME_INVALID. */
export function targetFolder(stateDirectory: string, name: string): string {
  if (!isTargetName(name)) throw targetNameInvalid(name);
  return join(stateDirectory, 'targets', name);
}

export function targetNameInvalid(name: string): SluiceError {
  return new SluiceError('LEDGER_TARGET_NAME_INVALID', { params: { name: name.slice(0, 100) } });
}

/** What was exported for whom: `targets/<name>/target.json` and `targets/<name>/history/`. */
export function openTargets({
  fs,
  stateDirectory,
}: {
  readonly fs: FileSystem;
  readonly stateDirectory: string;
}): Targets {
  const root = join(stateDirectory, 'targets');
  const folder = (name: string): string => targetFolder(stateDirectory, name);
  const read = async (name: string): Promise<Target> =>
    (await readState(fs, join(folder(name), 'target.json'), targetSchema)) ?? {
      format: 1,
      name,
      generation: 0,
      exports: [],
    };

  return {
    read,
    async list() {
      const names = (await reading(root, () => fs.readdir(root))) ?? [];
      const targets: Target[] = [];
      for (const name of names.filter(isTargetName).sort()) targets.push(await read(name));
      return targets;
    },
    historyDirectory: (name) => join(folder(name), 'history'),
    async commitExport(name, { set, base, added, now }) {
      const before = await read(name);
      const known = before.exports.at(-1)?.setId === set.setId;
      const made: TargetExport = { ...set, generation: before.generation + 1, time: now.toISOString() };
      const after: Target = known
        ? before
        : { ...before, generation: made.generation, exports: [...before.exports, made] };
      // The counter first: after a crash in between, the next archive has a new number and
      // carries this one's content again. The other way round two sets would share a number.
      if (!known) await writeState(fs, join(folder(name), 'target.json'), after);
      await makeStateFolder(fs, join(folder(name), 'history'));
      await writeHistory(fs, join(folder(name), 'history'), { base, added, now });
      return after;
    },
  };
}
