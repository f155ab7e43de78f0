import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { existingParent } from './space.ts';

/**
 * Proves that `directory` can be written, or made, by writing a file there or in its nearest parent. Throws DIRECTORY_NOT_WRITABLE; a full
 * disk is none of it, `checkSpace` tells that better.
 */
export async function requireWritable(fs: FileSystem, directory: string): Promise<void> {
  try {
    // A folder that does not exist yet is not made: a plan leaves nothing behind.
    const probe = join(await existingParent(fs, directory), `.sluice-probe-${process.pid}`);
    const handle = await fs.open(probe, 'w');
    try {
      await handle.write(Buffer.from('sluice'), 0, 6, 0);
    } finally {
      await handle.close();
      await fs.unlink(probe);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') return;
    throw new SluiceError('DIRECTORY_NOT_WRITABLE', {
      params: { directory, message: code ?? String(error) },
      stage: 'preflight',
      side: 'sink',
      affected: [directory],
      cause: error,
    });
  }
}
