import { SluiceError } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { storageFault } from '../storage-fault.ts';

/**
 * A stick that is unmounted while it is written leaves an empty folder of the machine's own disk in its place, and
 * every file that is made there from then on would fill that one.
 */
export interface SameDisk {
  /** Throws ARCHIVE_WRITE_FAILED when the folder is not on the disk any more that it was on. */
  confirm(): Promise<void>;
}

/** Remembers the disk that `directory` is on now. */
export async function rememberDisk(fs: FileSystem, directory: string): Promise<SameDisk> {
  const { dev } = await fs.stat(directory);
  return {
    confirm: async () => {
      const found = await fs.stat(directory).catch((error: unknown) => {
        throw storageFault(error, directory, 'write');
      });
      if (found.dev === dev) return;
      throw new SluiceError('ARCHIVE_WRITE_FAILED', {
        params: { file: directory, reason: 'ENODEV' },
        affected: [directory],
      });
    },
  };
}
