import { join } from 'node:path';
import type { FileSystem } from '../../ports/index.ts';
import { errno, storageFault } from '../storage-fault.ts';

/** Bytes of a plain file; undefined when there is none. Throws ARCHIVE_READ_FAILED. */
export async function fileSize(
  fs: FileSystem,
  directory: string,
  name: string,
): Promise<number | 'not a file' | undefined> {
  try {
    const stats = await fs.lstat(join(directory, name));
    return stats.isFile() ? stats.size : 'not a file';
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw storageFault(error, name, 'read');
  }
}
