import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { readMarker, setIdForm, type DropMarker } from './marker.ts';

/** A set that lies in a drop folder with its marker. */
export interface DroppedSet {
  readonly folder: string;
  readonly marker: DropMarker;
}

/** Folders that are looked into. */
const mostFolders = 10_000;

/**
 * The set to receive: the only one in `dropFolder` that has its marker, the one with the id `setId`, or the one whose own
 * folder `dropFolder` is. Undefined when no marker is there yet. Throws DROP_SEVERAL, DROP_MARKER_INVALID, and the
 * system's error.
 */
export async function findDroppedSet(
  fs: FileSystem,
  dropFolder: string,
  setId: string | undefined,
): Promise<DroppedSet | undefined> {
  const isWanted = ({ marker }: DroppedSet): boolean => setId === undefined || marker.setId === setId;
  const here = await readMarker(fs, dropFolder);
  if (here !== undefined) {
    const found = { folder: dropFolder, marker: here };
    return isWanted(found) ? found : undefined;
  }
  const found: DroppedSet[] = [];
  for (const name of (await fs.readdir(dropFolder)).sort().slice(0, mostFolders)) {
    if (!setIdForm.test(name) || (setId !== undefined && name !== setId)) continue;
    const folder = join(dropFolder, name);
    if (!(await fs.lstat(folder)).isDirectory()) continue;
    const marker = await readMarker(fs, folder);
    if (marker !== undefined) found.push({ folder, marker });
  }
  const wanted = found.filter(isWanted);
  if (wanted.length > 1) {
    const sets = wanted.map(({ marker }) => marker.setId);
    const params = { folder: dropFolder, count: sets.length };
    throw new SluiceError('DROP_SEVERAL', { params, affected: sets });
  }
  return wanted[0];
}
