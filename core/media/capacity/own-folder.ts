import { join } from 'node:path';
import { removeLeftovers, syncDirectory, withTemporary, type FileSystem } from '../../ports/index.ts';

const prefix = '.sluice-media-test-';
const folderForm = /^\.sluice-media-test-(\d+)-\d+$/;
const fileForm = /^block-\d{6}\.bin$/;

/** Name of the test's file `number`, from 1. Nothing that reads archives looks at such a name. */
export function testFileName(number: number): string {
  return `block-${String(number).padStart(6, '0')}.bin`;
}

/**
 * Runs `work` with a new folder of the test's own in `directory`, and removes it and its files afterwards whatever
 * happened. Folders that tests left whose processes ended are removed first. `onLeft` is told when it could not be
 * removed. Throws what the system says when it cannot be made.
 */
export async function withOwnFolder<Result>(
  fs: FileSystem,
  directory: string,
  onLeft: (folder: string) => void,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  await removeLeftovers(
    fs,
    directory,
    (name) => folderForm.exec(name)?.[1],
    (path) => removeFolder(fs, path),
  );
  return withTemporary(join(directory, prefix), '', async (folder) => {
    await fs.mkdir(folder, { mode: 0o700 });
    try {
      return await work(folder);
    } finally {
      await removeFolder(fs, folder).catch(() => onLeft(folder));
      await syncDirectory(fs, directory).catch(() => undefined);
    }
  });
}

/** Removes the test's files and then the empty folder: what else lies in it stays, and so does the folder then. */
async function removeFolder(fs: FileSystem, folder: string): Promise<void> {
  if (!(await fs.lstat(folder)).isDirectory()) throw new Error(`${folder} is no folder`);
  for (const name of await fs.readdir(folder)) {
    if (fileForm.test(name)) await fs.unlink(join(folder, name));
  }
  const others = await fs.readdir(folder);
  if (others.length > 0) throw new Error(`${folder} holds something else`);
  await fs.rm(folder, { recursive: true });
}
