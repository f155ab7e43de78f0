import { join } from 'node:path';
import type { FileSystem } from '../../ports/index.ts';
import { errno, storageFault } from '../storage-fault.ts';
import { finishCommit } from './finish.ts';
import { readRecord, recordName, stagedPrefix } from './record.ts';

/** What `recoverCommit` found and did. */
export type Recovery =
  /** No commit had been begun. */
  | { readonly outcome: 'nothing' }
  /** A commit had been prepared but not decided: its side files were removed, the old set stands, the partial chunks stay. */
  | { readonly outcome: 'rolled-back' }
  /** A decided commit was finished: the new set stands. */
  | { readonly outcome: 'finished'; readonly setId: string };

/**
 * Brings a directory out of an interrupted commit. Safe to call at any time that no writer is at
 * work there, and safe to be interrupted itself. Throws ARCHIVE_COMMIT_UNRECOVERABLE or what the
 * disk answers.
 */
export async function recoverCommit(fs: FileSystem, directory: string): Promise<Recovery> {
  try {
    const record = await readRecord(fs, directory);
    if (record !== undefined) {
      await finishCommit(fs, directory, record);
      return { outcome: 'finished', setId: record.setId };
    }
    const leftovers = (await fs.readdir(directory)).filter(isLeftover);
    for (const name of leftovers) await fs.unlink(join(directory, name));
    return { outcome: leftovers.length === 0 ? 'nothing' : 'rolled-back' };
  } catch (error) {
    if (errno(error) === 'ENOENT' && !(await isDirectory(fs, directory))) return { outcome: 'nothing' };
    throw storageFault(error, directory, 'write');
  }
}

/** Staged side files, and the temporary files of their and the record's durable writing. */
function isLeftover(name: string): boolean {
  if (name.startsWith(stagedPrefix) || name.startsWith(`.${stagedPrefix}`)) return true;
  return name.startsWith(`.${recordName}.`) && name.endsWith('.tmp');
}

async function isDirectory(fs: FileSystem, path: string): Promise<boolean> {
  return fs.stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
