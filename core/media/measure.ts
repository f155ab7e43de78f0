import { constants } from 'node:fs';
import type { Clock, FileSystem } from '../ports/index.ts';
import type { MediaDrive } from './drive.ts';
import { traitsOf } from './file-systems.ts';

type Measured = Pick<MediaDrive, 'free' | 'files' | 'writable'> & { readonly total?: number };

export type Measure = (mountPoint: string, fileSystem: string | undefined) => Promise<Measured>;

/** Milliseconds that a list waits for one file system. */
const patience = 2000;

/**
 * Asks mounted file systems for their space. One that does not answer (a share whose server is gone, a stick in trouble)
 * is not asked again before it has answered: each question would hold a thread for ever.
 */
export function createMeasure(fs: FileSystem, clock: Clock): Measure {
  const open = new Map<string, Promise<Measured>>();
  return async (mountPoint, fileSystem) => {
    const asked = open.get(mountPoint);
    if (asked !== undefined) return {};
    const answer = ask(fs, mountPoint, fileSystem)
      .catch((): Measured => ({}))
      .finally(() => open.delete(mountPoint));
    open.set(mountPoint, answer);
    const answered = new AbortController();
    const late = clock
      .sleep(patience, answered.signal)
      .catch(() => undefined)
      .then((): Measured => ({}));
    try {
      return await Promise.race([answer, late]);
    } finally {
      answered.abort();
    }
  };
}

async function ask(fs: FileSystem, mountPoint: string, fileSystem: string | undefined): Promise<Measured> {
  const space = await fs.statfs(mountPoint);
  const writable = await fs.access(mountPoint, constants.W_OK).then(
    () => true,
    () => false,
  );
  const counts = fileSystem !== undefined && traitsOf(fileSystem)?.countsFiles === true && space.files > 0;
  return {
    free: space.bavail * space.bsize,
    total: space.blocks * space.bsize,
    writable,
    ...(counts && { files: { total: space.files, free: space.ffree } }),
  };
}
