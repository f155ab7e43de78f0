import { SluiceError } from '../../contract/index.ts';
import type { DriveProbe, MediaDrive } from '../../media/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { isInside } from '../paths/fence.ts';
import type { PracticeDrive } from './practice-drive.ts';

/** The drives of this machine as the rest of the host asks for them. */
export interface DriveTable {
  /** Undefined on operating systems whose drives we cannot list. */
  readonly probe: DriveProbe | undefined;
  /** Asks the system. The practice disk, when there is one, comes first. Throws DRIVES_TOOL_MISSING, DRIVES_TOOL_FAILED. */
  list(): Promise<readonly MediaDrive[]>;
  /** The practice disk alone: it is there even where drives cannot be listed. */
  practice(): Promise<MediaDrive | undefined>;
  /** The same drives as at the last list when nothing was plugged in or mounted since: their free space may be old. */
  known(): Promise<readonly MediaDrive[]>;
  /** Throws DRIVE_GONE. */
  find(id: string): Promise<MediaDrive>;
  /** The drive that a path lies on; undefined for the machine's own disk, and for what is no drive. Throws as `list`. */
  driveOf(path: string): Promise<MediaDrive | undefined>;
}

export function createDriveTable(
  fs: FileSystem,
  probe: DriveProbe | undefined,
  practice: PracticeDrive,
): DriveTable {
  let kept: { readonly signature: string; readonly drives: readonly MediaDrive[] } | undefined;
  let asking: Promise<readonly MediaDrive[]> | undefined;
  const ask = async (): Promise<readonly MediaDrive[]> => {
    if (probe === undefined) throw new SluiceError('DRIVES_UNSUPPORTED');
    // Taken before the list: what happens meanwhile shows as a change afterwards.
    const signature = await probe.signature();
    const drives = await probe.list();
    kept = { signature, drives };
    return drives;
  };
  /** Pages, jobs and the watch may ask at the same time: the system is asked once. */
  const fresh = (): Promise<readonly MediaDrive[]> => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
  const withPractice = async (drives: readonly MediaDrive[]): Promise<readonly MediaDrive[]> => {
    const own = await practice.drive();
    return own === undefined ? drives : [own, ...drives];
  };
  const known = async (): Promise<readonly MediaDrive[]> => {
    if (kept !== undefined && probe !== undefined && kept.signature === (await probe.signature())) {
      return kept.drives;
    }
    return fresh();
  };
  return {
    probe,
    list: async () => withPractice(await fresh()),
    practice: () => practice.drive(),
    known: async () => withPractice(await known()),
    async find(id) {
      const own = await practice.drive();
      if (own?.id === id) return own;
      // A list that was asked for before something was mounted does not know it.
      await asking?.catch(() => undefined);
      const found = (await fresh()).find((drive) => drive.id === id);
      if (found === undefined) throw new SluiceError('DRIVE_GONE');
      return found;
    },
    async driveOf(path) {
      const own = await practice.drive();
      if (practice.holds(path)) return own?.mountPoint === undefined ? undefined : own;
      if (probe === undefined) return undefined;
      const real = await fs.realpath(path).catch(() => undefined);
      if (real === undefined) return undefined;
      if (practice.holds(real)) return own?.mountPoint === undefined ? undefined : own;
      let found: MediaDrive | undefined;
      for (const drive of await known()) {
        const { mountPoint } = drive;
        if (mountPoint === undefined || !isInside(real, mountPoint)) continue;
        if (mountPoint.length >= (found?.mountPoint?.length ?? 0)) found = drive;
      }
      return found?.system === true ? undefined : found;
    },
  };
}
