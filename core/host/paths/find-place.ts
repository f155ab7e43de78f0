import { join, relative } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { displayText } from './display.ts';
import type { DrivePlace, PathLore } from './facts.ts';
import { isInside } from './fence.ts';
import type { TokenEntry } from './token-store.ts';

/**
 * The entry with the path that its medium has now. A path on a drive belongs to that drive: when another drive is mounted
 * there, or none (an empty mount point looks like a folder), it is not the one that was chosen; when the drive is mounted
 * elsewhere, it is found there. Throws PATH_DRIVE_AWAY.
 */
export async function findPlace(lore: PathLore, entry: TokenEntry): Promise<TokenEntry> {
  const { fs, driveOf, mountPointOf } = lore;
  if (driveOf === undefined || mountPointOf === undefined) return entry;
  const there = await fs.realpath(entry.path).catch(() => undefined);
  let place: DrivePlace | undefined;
  try {
    place = there === undefined ? undefined : await driveOf(there);
    if (entry.drive === undefined) return place === undefined ? entry : withDrive(entry, place);
    if (place?.id === entry.drive.id) return entry;
    const mountPoint = await mountPointOf(entry.drive.id);
    if (mountPoint !== undefined) {
      const wanted = join(mountPoint, entry.drive.within);
      const path = await fs.realpath(wanted).catch(() => wanted);
      return { ...entry, path: isInside(path, mountPoint) ? path : wanted };
    }
  } catch {
    // Drives cannot be told now: what stands under the path has to do.
    return entry;
  }
  const path = displayText(entry.path);
  throw new SluiceError('PATH_DRIVE_AWAY', { params: { path }, affected: [path] });
}

function withDrive(entry: TokenEntry, { id, mountPoint }: DrivePlace): TokenEntry {
  return isInside(entry.path, mountPoint)
    ? { ...entry, drive: { id, within: relative(mountPoint, entry.path) } }
    : entry;
}
