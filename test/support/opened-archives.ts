import { openSet, type OpenedSet, type SetManifestInput } from '../../core/archive/index.ts';
import { systemFileSystem } from '../../core/ports/index.ts';
import { temporaryFolder, testBlob, writeSet } from './archive-world.ts';

/** What `threeChunks` holds. */
export const blobs = [1, 2, 3].map((seed) => testBlob(3000, seed));
/** Level and code of each problem. */
export const codes = (opened: OpenedSet): string[] =>
  opened.problems.map(({ level, code }) => `${level} ${code}`);

/** A set of three chunks with one blob each. */
export async function threeChunks(manifest: Partial<SetManifestInput> = {}): Promise<string> {
  const folder = await temporaryFolder();
  await writeSet(folder, blobs, { payloadLimit: 3000, manifest });
  return folder;
}

/** What a folder is found to hold. */
export async function look(folder: string): Promise<OpenedSet> {
  const opened = await openSet(systemFileSystem, folder);
  await opened.close();
  return opened;
}
