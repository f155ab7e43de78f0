import { probeWriting, type FileSystem } from '../../ports/index.ts';
import { notWritable } from './not-writable.ts';
import { existingParent } from './space.ts';

/**
 * Proves that `directory` can be written, or made, by writing a file there or in its nearest parent. Throws DIRECTORY_NOT_WRITABLE; a full
 * disk is none of it, `checkSpace` tells that better.
 */
export async function requireWritable(fs: FileSystem, directory: string): Promise<void> {
  try {
    // A folder that does not exist yet is not made: a plan leaves nothing behind.
    await probeWriting(fs, await existingParent(fs, directory));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') return;
    throw notWritable(directory, error);
  }
}
