import { constants } from 'node:fs';
import type { FileSystem } from '../ports/index.ts';
import type { MediaDrive } from './drive.ts';
import { traitsOf } from './file-systems.ts';

type Measured = Pick<MediaDrive, 'free' | 'files' | 'writable'> & { readonly total?: number };

export type Measure = (mountPoint: string, fileSystem: string | undefined) => Promise<Measured>;

/**
 * Asks mounted file systems for their space. One that does not answer (a share whose server is gone, a stick in trouble)
 * is not asked again before it has answered: each question would hold a thread for ever.
 */
export function createMeasure(fs: FileSystem, patience = 2000): Measure {
  const open = new Map<string, Promise<Measured>>();
  return async (mountPoint, fileSystem) => {
    const asked = open.get(mountPoint);
    if (asked !== undefined) return {};
    const answer = ask(fs, mountPoint, fileSystem)
      .catch((): Measured => ({}))
      .finally(() => open.delete(mountPoint));
    open.set(mountPoint, answer);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Measured>((resolve) => {
      timer = setTimeout(() => resolve({}), patience);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
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
