import type { FileSystem } from '../ports/index.ts';
import { nameOfStatfsType, traitsOf } from './file-systems.ts';
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
  const name = mount?.fileSystem ?? (space === undefined ? undefined : nameOfStatfsType(space.type));
  const traits = name === undefined ? undefined : traitsOf(name);
  const shown = traits?.name ?? name;
  return {
    ...(space !== undefined && {
      freeBytes: space.bavail * space.bsize,
      totalBytes: space.blocks * space.bsize,
    }),
    ...(shown !== undefined && { fileSystem: shown }),
    ...(traits?.fileLimit !== undefined && { fileLimit: traits.fileLimit }),
    readOnly: mount?.readOnly ?? false,
  };
}
