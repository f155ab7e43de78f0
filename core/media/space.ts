import type { FileSystem } from '../ports/index.ts';
import { traitsOf } from './file-systems.ts';
import { mountOfPath, readMounts } from './mounts.ts';

/** What is known of the file system that a path lies on. */
export interface VolumeFacts {
  readonly freeBytes?: number;
  readonly totalBytes?: number;
  /** As people know it. */
  readonly fileSystem?: string;
  /** Largest file it takes, bytes. */
  readonly fileLimit?: number;
  readonly readOnly: boolean;
}

/** Facts of the volume below `path`, which exists and has its links resolved. What cannot be learnt is left out. */
export async function volumeFacts(fs: FileSystem, path: string): Promise<VolumeFacts> {
  const [space, mounts] = await Promise.all([fs.statfs(path).catch(() => undefined), readMounts(fs)]);
  const mount = mountOfPath(mounts, path);
  // Only from the mount table: the numbers of statfs mean something else on every system.
  const name = mount?.fileSystem;
  return {
    ...(space !== undefined && {
      freeBytes: space.bavail * space.bsize,
      totalBytes: space.blocks * space.bsize,
    }),
    ...(name !== undefined && fileSystemFacts(name)),
    readOnly: mount?.readOnly ?? false,
  };
}

/** Name for people and file limit of a file system, by the name that a system gives it. */
export function fileSystemFacts(name: string): Pick<VolumeFacts, 'fileSystem' | 'fileLimit'> {
  const traits = traitsOf(name);
  return {
    fileSystem: traits?.name ?? name,
    ...(traits?.fileLimit !== undefined && { fileLimit: traits.fileLimit }),
  };
}
