import { constants } from 'node:fs';
import { basename } from 'node:path';
import { SluiceError, type PathFacts, type SetBrief } from '../../contract/index.ts';
import { fileSystemFacts, volumeFacts, type VolumeFacts } from '../../media/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { displayText } from './display.ts';
import { pathFault } from './path-faults.ts';
import type { TokenEntry } from './token-store.ts';

export interface DrivePlace {
  readonly id: string;
  readonly mountPoint: string;
  /** As the system calls it. */
  readonly fileSystem?: string;
}

/** What the registry learns from its neighbours about a path. */
export interface PathLore {
  readonly fs: FileSystem;
  /** The drive that a path lies on, when it is one that can be known again. Throws when that cannot be told now. */
  readonly driveOf?: (path: string) => Promise<DrivePlace | undefined>;
  /** Where a drive is mounted now. */
  readonly mountPointOf?: (id: string) => Promise<string | undefined>;
  /** The set in a folder, when there is one. */
  readonly briefOf?: (folder: string) => Promise<SetBrief | undefined>;
}

/** Looks at what a token stands for. Throws PATH_GONE, PATH_CHANGED, PATH_NO_PERMISSION, PATH_NOT_FILE, PATH_READ_FAILED. */
export async function describePath(lore: PathLore, entry: TokenEntry): Promise<PathFacts> {
  const { fs } = lore;
  const { path } = entry;
  const shown = displayText(path);
  const real = await fs.realpath(path).catch((error: unknown) => {
    throw pathFault(error, shown);
  });
  if (real !== path) throw new SluiceError('PATH_CHANGED', { params: { path: shown }, affected: [shown] });
  const stat = await fs.stat(path).catch((error: unknown) => {
    throw pathFault(error, shown);
  });
  if (!stat.isDirectory() && !stat.isFile()) {
    throw new SluiceError('PATH_NOT_FILE', { params: { path: shown }, affected: [shown] });
  }
  const [volume, writable, set] = await Promise.all([
    volumeFacts(fs, path),
    fs.access(path, constants.W_OK).then(
      () => true,
      () => false,
    ),
    stat.isDirectory() ? lore.briefOf?.(path).catch(() => undefined) : undefined,
  ]);
  const { readOnly, ...space } =
    volume.fileSystem === undefined ? await fromDrive(lore, path, volume) : volume;
  return {
    token: entry.token,
    purpose: entry.purpose,
    display: shown,
    name: displayText(basename(path) || path),
    kind: stat.isDirectory() ? 'directory' : 'file',
    writable: writable && !readOnly,
    ...space,
    ...(stat.isFile() && { size: stat.size }),
    volume: String(stat.dev),
    ...(entry.drive !== undefined && { driveId: entry.drive.id }),
    ...(set !== undefined && { set }),
  };
}

/** Where the system has no mount table to read, the drive knows its file system. */
async function fromDrive(lore: PathLore, path: string, volume: VolumeFacts): Promise<VolumeFacts> {
  const place = await lore.driveOf?.(path).catch(() => undefined);
  return place?.fileSystem === undefined ? volume : { ...volume, ...fileSystemFacts(place.fileSystem) };
}
