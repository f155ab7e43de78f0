import { join } from 'node:path';
import type { FileSystem } from './file-system.ts';
import { removeLeftovers, withTemporary } from './temporary-files.ts';

const prefix = '.sluice-probe-';

/**
 * Writes a few bytes into a new file in `folder` and removes it. Throws what the system says when that cannot be done.
 * Nothing that is there is touched, but probes of processes that are gone: no link that stands for the name is
 * followed, and two probes never meet.
 */
export async function probeWriting(fs: FileSystem, folder: string): Promise<void> {
  while (!(await withTemporary(join(folder, prefix), '', (path) => probe(fs, path))));
  await removeLeftovers(fs, folder, (name) => /^\.sluice-probe-(\d+)(?:-\d+)?$/.exec(name)?.[1]);
}

/** False when something of that name is there. */
async function probe(fs: FileSystem, path: string): Promise<boolean> {
  try {
    const handle = await fs.open(path, 'wx', 0o600);
    try {
      await handle.write(Buffer.from('sluice'), 0, 6, 0);
    } finally {
      await handle.close();
      await fs.unlink(path);
    }
    return true;
  } catch (error) {
    // Left behind by a process of this number, or put there by somebody.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
