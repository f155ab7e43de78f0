import { constants } from 'node:fs';
import { SluiceError } from '../../contract/index.ts';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { storageFault } from '../storage-fault.ts';

/** Opens a plain file for reading; links and special files are refused. Throws ARCHIVE_CHUNK_KIND, ARCHIVE_READ_FAILED. */
export async function openRegular(fs: FileSystem, path: string, name: string): Promise<FileHandle> {
  try {
    const stats = await fs.lstat(path);
    if (!stats.isFile())
      throw new SluiceError('ARCHIVE_CHUNK_KIND', { params: { file: name }, affected: [name] });
    return await fs.open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    throw storageFault(error, name, 'read');
  }
}
