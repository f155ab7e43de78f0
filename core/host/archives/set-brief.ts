import { join } from 'node:path';
import { glanceAtSet, manifestName, readSetManifest, type SetManifest } from '../../archive/index.ts';
import type { SetBrief } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { findingMessage } from '../observer.ts';

/** Tells what set lies in a folder; undefined when none does. Throws ARCHIVE_READ_FAILED. */
export type SetBriefs = (folder: string) => Promise<SetBrief | undefined>;

/** Drives are listed often: manifests that did not change are not read again. */
const mostKept = 64;
/** A list of drives must not wait for tens of megabytes: such a set is named without its details. */
const largestManifest = 64 * 1024 * 1024;

export function createSetBriefs(fs: FileSystem): SetBriefs {
  const kept = new Map<string, { readonly stamp: string; readonly manifest: SetManifest | undefined }>();
  const readManifest = async (_: FileSystem, folder: string): Promise<SetManifest | undefined> => {
    const { size, mtimeMs, ino } = await fs.stat(join(folder, manifestName));
    if (size > largestManifest) return undefined;
    const stamp = `${size} ${mtimeMs} ${ino}`;
    const known = kept.get(folder);
    if (known?.stamp === stamp) return known.manifest;
    const manifest = await readSetManifest(fs, folder);
    kept.delete(folder);
    kept.set(folder, { stamp, manifest });
    const oldest = kept.keys().next();
    if (kept.size > mostKept && oldest.done !== true) kept.delete(oldest.value);
    return manifest;
  };
  return async (folder) => {
    const glance = await glanceAtSet(fs, folder, readManifest);
    if (glance === undefined) return undefined;
    const { manifest, kind, chunks } = glance;
    const broken = glance.problems.some(({ level }) => level === 'error');
    const unfinished = glance.problems.some(({ code }) => code === 'ARCHIVE_SET_UNFINISHED');
    return {
      kind,
      ...(manifest !== undefined && {
        setId: manifest.setId,
        generation: manifest.generation,
        ...(manifest.parent !== undefined && { parentGeneration: manifest.parent.generation }),
        createdAt: manifest.createdAt,
        target: manifest.target,
      }),
      complete:
        broken || (unfinished && manifest === undefined) ? 'incomplete' : (manifest?.complete ?? 'unknown'),
      releases: [...new Set(manifest?.releases.map(({ version }) => version))],
      bytes: chunks.reduce((sum, { size }) => sum + size, 0),
      chunks: manifest?.chunks.length ?? chunks.length,
      problems: glance.problems.filter(({ level }) => level !== 'note').map(findingMessage),
    };
  };
}
