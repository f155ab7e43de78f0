import { dirname, join, basename } from 'node:path';
import type { FileSystem } from './file-system.ts';

/**
 * Writes a whole file so that at every instant either the old or the new content
 * stands under the final name: temp, write, fsync, close, rename, fsync directory.
 * The directory is made when it is missing.
 */
export async function writeDurably(
  fs: FileSystem,
  path: string,
  content: string | Uint8Array,
  mode = 0o644,
): Promise<void> {
  const directory = dirname(path);
  await fs.mkdir(directory, { recursive: true });
  const temporary = join(directory, `.${basename(path)}.${process.pid}.tmp`);
  const handle = await fs.open(temporary, 'w', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await fs.unlink(temporary).catch(() => undefined);
    throw error;
  }
  await handle.close();
  await fs.rename(temporary, path);
  await syncDirectory(fs, directory);
}

/** Makes renames in `directory` durable; tolerates the file systems (exFAT, some network mounts) that cannot. */
export async function syncDirectory(fs: FileSystem, directory: string): Promise<void> {
  const handle = await fs.open(directory, 'r').catch(() => undefined);
  if (handle === undefined) return;
  try {
    await handle.sync();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EINVAL' && code !== 'EPERM' && code !== 'ENOTSUP') throw error;
  } finally {
    await handle.close();
  }
}

/** Reads a whole file, refusing one that is larger than `limit` bytes with a RangeError. */
export async function readBounded(fs: FileSystem, path: string, limit: number): Promise<Buffer> {
  const handle = await fs.open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size > limit) throw new RangeError(`${path} has ${size} bytes; at most ${limit} are read`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
