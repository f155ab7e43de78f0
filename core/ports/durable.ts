import { constants } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { FileSystem } from './file-system.ts';
import { removeLeftovers, withTemporary } from './temporary-files.ts';

/**
 * Writes a whole file so that at every instant either the old or the new content
 * stands under the final name: temp, write, fsync, close, rename, fsync directory.
 * The directory is made when it is missing. What earlier writes of the same file left
 * when their process ended is removed.
 */
export async function writeDurably(
  fs: FileSystem,
  path: string,
  content: string | Uint8Array,
  mode = 0o644,
): Promise<void> {
  const directory = dirname(path);
  await makeFolders(fs, directory);
  await removeTemporaries(fs, directory, (name) => name === basename(path));
  // Two writes of the same file at the same time must not share what they write to.
  await withTemporary(join(directory, `.${basename(path)}.`), '.tmp', async (temporary) => {
    try {
      await writeSynced(fs, temporary, content, mode);
      await fs.rename(temporary, path);
    } catch (error) {
      await fs.unlink(temporary).catch(() => undefined);
      throw error;
    }
  });
  await syncDirectory(fs, directory);
}

async function writeSynced(
  fs: FileSystem,
  path: string,
  content: string | Uint8Array,
  mode: number,
): Promise<void> {
  // A new file: no link that somebody put there under this name is written through.
  const handle = await fs.open(path, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes what `writeDurably` left in `directory` when its process was cut off, of files whose names `isOurs` says are meant. */
export async function removeTemporaries(
  fs: FileSystem,
  directory: string,
  isOurs: (name: string) => boolean,
): Promise<void> {
  await removeLeftovers(fs, directory, (temporary) => {
    const [, name, pid] = /^\.(.+)\.(\d+)(?:-\d+)?\.tmp$/s.exec(temporary) ?? [];
    return name !== undefined && isOurs(name) ? pid : undefined;
  });
}

/** Makes a folder and what is missing above it, so that a power cut takes none of them away again. */
export async function makeFolders(fs: FileSystem, path: string, mode?: number): Promise<void> {
  const highest = await fs.mkdir(path, { recursive: true, ...(mode !== undefined && { mode }) });
  if (highest === undefined) return;
  for (let made = resolve(path); made.length >= highest.length; made = dirname(made)) {
    await syncDirectory(fs, dirname(made));
  }
}

/** How systems say that a folder cannot be opened, or not synced. That it is gone, or its disk, is none of them. */
const cannotSync = new Set(['EINVAL', 'EPERM', 'ENOTSUP', 'EACCES', 'EISDIR']);

/** Makes renames in `directory` durable; tolerates the file systems (exFAT, some network mounts) that cannot. */
export async function syncDirectory(fs: FileSystem, directory: string): Promise<void> {
  try {
    const handle = await fs.open(directory, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!cannotSync.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/**
 * Reads a whole file, refusing one that is larger than `limit` bytes, or neither file nor folder, with a RangeError:
 * a pipe would be waited for, and a device never ends.
 */
export async function readBounded(fs: FileSystem, path: string, limit: number): Promise<Buffer> {
  // Not waiting while it is opened: what was opened is asked what it is, so that nothing can be put in between.
  const handle = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat();
    if (!found.isFile() && !found.isDirectory()) throw new RangeError(`${path} is no file`);
    if (found.size > limit)
      throw new RangeError(`${path} has ${found.size} bytes; at most ${limit} are read`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
