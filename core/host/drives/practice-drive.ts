import { mountOfPath, readMounts, type MediaDrive } from '../../media/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { isInside } from '../paths/fence.ts';

/** The practice environment's disk: a folder that plays a medium. It can be ejected and plugged in again like one. */
export interface PracticeDrive {
  /** Undefined while nobody practises. Without mount point while it is unplugged. */
  drive(): Promise<MediaDrive | undefined>;
  /** Whether a path lies on it, plugged in or not. */
  holds(path: string): boolean;
  plug(): void;
  unplug(): void;
}

export const practiceDriveId = 'practice';

/** `folder` answers with the disk's folder while the practice environment is on. */
export function createPracticeDrive(
  fs: FileSystem,
  folder: () => Promise<string | undefined> | string | undefined,
): PracticeDrive {
  let plugged = true;
  let last: string | undefined;
  return {
    async drive() {
      const place = await folder();
      const real = place === undefined ? undefined : await fs.realpath(place).catch(() => undefined);
      last = real;
      if (real === undefined) return undefined;
      const space = await fs.statfs(real).catch(() => undefined);
      const fileSystem = mountOfPath(await readMounts(fs), real)?.fileSystem;
      const measured = space !== undefined && {
        capacity: space.blocks * space.bsize,
        free: space.bavail * space.bsize,
      };
      return {
        id: practiceDriveId,
        device: practiceDriveId,
        disk: practiceDriveId,
        label: '',
        model: '',
        kind: 'practice',
        removable: true,
        system: false,
        content: 'file-system',
        capacity: 0,
        ...measured,
        ...(fileSystem !== undefined && { fileSystem }),
        readOnly: false,
        ...(plugged && { mountPoint: real }),
      };
    },
    holds: (path) => last !== undefined && isInside(path, last),
    plug: () => {
      plugged = true;
    },
    unplug: () => {
      plugged = false;
    },
  };
}
