import { openSet, type SetManifest } from '../../core/archive/index.ts';
import { systemFileSystem, type FileSystem } from '../../core/ports/index.ts';
import type { Digest } from '../../core/reference/index.ts';

/** What a set in a folder carries. */
export interface Carried {
  readonly manifest: SetManifest;
  /** Layers and configurations in it, with their bytes. Manifests are not among them. */
  readonly blobs: ReadonlyMap<Digest, number>;
}

/** Opens a set of Sluice and tells its content. */
export async function carriedBlobs(directory: string, fs: FileSystem = systemFileSystem): Promise<Carried> {
  const set = await openSet(fs, directory);
  try {
    const { manifest } = set;
    if (manifest === undefined) throw new Error('a set of ours has a manifest');
    const blobs = [...set.blobs].filter(([digest]) => !Object.hasOwn(manifest.closures, digest));
    return { manifest, blobs: new Map(blobs.map(([digest, { size }]) => [digest, size])) };
  } finally {
    await set.close();
  }
}

/** Bytes of these blobs together. */
export function bytesOf(blobs: ReadonlyMap<Digest, number>): number {
  return [...blobs.values()].reduce((sum, size) => sum + size, 0);
}
