import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { makeFolders, syncDirectory, type FileSystem } from '../../ports/index.ts';
import { errno } from '../storage-fault.ts';
import { removeIfPresent } from '../write/chunk-pool.ts';
import { recordName, type CommitRecord } from './record.ts';

/**
 * Carries out a recorded commit from wherever it stopped. Every step looks at what is there before
 * it acts, so that it may run any number of times. Throws ARCHIVE_COMMIT_UNRECOVERABLE when a file
 * is neither at its old nor at its new place.
 */
export async function finishCommit(fs: FileSystem, directory: string, record: CommitRecord): Promise<void> {
  await moveAside(fs, directory, record);
  for (const { from, to } of record.renames) {
    await moveOnce(fs, directory, join(directory, from), join(directory, to));
  }
  await syncDirectory(fs, directory);
  if (record.previous.action === 'remove' && record.previous.files.length > 0) {
    await fs.rm(join(directory, record.previous.folder), { recursive: true, force: true });
  }
  await removeIfPresent(fs, join(directory, recordName));
  await syncDirectory(fs, directory);
}

async function moveAside(fs: FileSystem, directory: string, record: CommitRecord): Promise<void> {
  const { folder, files } = record.previous;
  // Once the first new file stands, all old ones have been moved: a name may now be the new set's.
  if (files.length === 0 || (await anyPlaced(fs, directory, record))) return;
  const target = join(directory, folder);
  await makeFolders(fs, target);
  for (const file of files) {
    if (await exists(fs, join(target, file))) continue;
    await moveOnce(fs, directory, join(directory, file), join(target, file));
  }
  await syncDirectory(fs, target);
  await syncDirectory(fs, directory);
}

/** Whether a new file already stands under its final name: its temporary name is gone. */
async function anyPlaced(fs: FileSystem, directory: string, record: CommitRecord): Promise<boolean> {
  const first = record.renames[0];
  return first !== undefined && !(await exists(fs, join(directory, first.from)));
}

async function moveOnce(fs: FileSystem, directory: string, from: string, to: string): Promise<void> {
  try {
    await fs.rename(from, to);
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
    if (!(await exists(fs, to))) {
      throw new SluiceError('ARCHIVE_COMMIT_UNRECOVERABLE', {
        params: { directory, file: from },
        affected: [from],
      });
    }
  }
}

async function exists(fs: FileSystem, path: string): Promise<boolean> {
  try {
    await fs.lstat(path);
    return true;
  } catch (error) {
    if (errno(error) === 'ENOENT') return false;
    throw error;
  }
}
