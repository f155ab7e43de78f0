import type { MediaDrive } from '../drive.ts';
import { traitsOf } from '../file-systems.ts';
import type { Mount } from '../mounts.ts';

/** Mounts that programs make for themselves: containers, portals, automounters. */
const ownedByPrograms = /^\/(?:proc|sys|dev|run\/user|run\/containers|var\/lib)(?:\/|$)/;

/** Network shares, as drives: good to write to, though not to be unplugged and carried. */
export function networkShares(mounts: readonly Mount[]): Omit<MediaDrive, 'free' | 'files' | 'writable'>[] {
  const shares = new Map<string, Omit<MediaDrive, 'free' | 'files' | 'writable'>>();
  for (const { fileSystem, source, mountPoint, readOnly, root } of mounts) {
    if (traitsOf(fileSystem)?.kind !== 'network' || mountPoint === '/' || root !== '/') continue;
    if (ownedByPrograms.test(mountPoint)) continue;
    shares.set(mountPoint, {
      id: `share-${source}-${mountPoint}`,
      device: source,
      disk: source,
      label: source,
      model: '',
      kind: 'network',
      removable: false,
      system: false,
      content: 'file-system',
      capacity: 0,
      fileSystem,
      readOnly,
      mountPoint,
    });
  }
  return [...shares.values()];
}
