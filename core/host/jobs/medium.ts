import { join } from 'node:path';
import { manifestName, readSetManifest } from '../../archive/index.ts';
import { SluiceError, type MirrorReport } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import type { Medium } from './job-record.ts';
import type { JobParts } from './parts.ts';

/** What stands in a medium's place. */
export type MediumState = 'same' | 'absent' | 'other';

export interface MediaOptions {
  readonly fs: FileSystem;
  readonly mediumOf: JobParts['mediumOf'];
  /** Where a running attempt saw its folders last, by path. */
  readonly seenAt?: ReadonlyMap<string, FolderPlace>;
}

/** Which folder it is, while its medium stays mounted: another one at the same path differs. */
export interface FolderPlace {
  readonly device: number;
  readonly inode: number;
}

/** Files that only Sluice or oc-mirror put into a folder. */
const ownFile =
  /^(?:\.sluice-lock|\.partial-\d{6}(?:-\d{4})?|mirror_\d{6}\.(?:tar|part-\d{4})|sluice-set\.json)$/;

/** Notes by what the medium with `folder` can be known again. */
export async function describeMedium(
  options: MediaOptions,
  folder: string,
  use: Medium['use'],
): Promise<Medium> {
  const driveId = await options.mediumOf(folder).catch(() => undefined);
  const setId = use === 'read' ? await setIdIn(options.fs, folder) : undefined;
  return {
    folder,
    use,
    ...(driveId !== undefined && { driveId }),
    ...(setId !== undefined && { setId }),
    names: await ownFiles(options.fs, folder),
  };
}

/**
 * Whether the medium is in its place: the same one, none, or another. Asks for the drive's identity; may take a
 * moment. `byUser`: somebody says that it is the right folder, which counts where the system knows no identity.
 */
export async function mediumState(
  options: MediaOptions,
  medium: Medium,
  byUser = false,
): Promise<MediumState> {
  const { fs } = options;
  const stats = await fs.stat(medium.folder).catch(() => undefined);
  if (stats?.isDirectory() !== true) return 'absent';
  if (medium.driveId !== undefined) {
    try {
      const found = await options.mediumOf(medium.folder);
      if (found === medium.driveId) return 'same';
      // The folder lies on the system disk then: the drive that was mounted over it is gone.
      return found === undefined ? 'absent' : 'other';
    } catch {
      // Below, what lies in the folder decides.
    }
  }
  // A run removes its lock and renames its files: as long as it is the same folder, that says nothing.
  const seen = options.seenAt?.get(medium.folder);
  if (seen !== undefined && seen.device === stats.dev && seen.inode === stats.ino) return 'same';
  if (medium.setId !== undefined)
    return (await setIdIn(fs, medium.folder)) === medium.setId ? 'same' : 'other';
  if (medium.names.length === 0 || byUser) return 'same';
  const names = await ownFiles(fs, medium.folder);
  return names.some((name) => medium.names.includes(name)) ? 'same' : 'other';
}

/** A cheap look at the folder, for every few seconds of a run. */
export interface MediumGlance extends FolderPlace {
  readonly names: readonly string[];
}

/** Undefined when the folder cannot be reached: its medium is gone. */
export async function glanceAt(fs: FileSystem, folder: string): Promise<MediumGlance | undefined> {
  try {
    const [stats, names] = [await fs.stat(folder), await fs.readdir(folder)];
    return stats.isDirectory()
      ? { device: stats.dev, inode: stats.ino, names: names.filter((name) => ownFile.test(name)) }
      : undefined;
  } catch {
    return undefined;
  }
}

async function ownFiles(fs: FileSystem, folder: string): Promise<string[]> {
  const names = await fs.readdir(folder).catch(() => []);
  return names.filter((name) => ownFile.test(name)).sort();
}

async function setIdIn(fs: FileSystem, folder: string): Promise<string | undefined> {
  const there = await fs.stat(join(folder, manifestName)).catch(() => undefined);
  if (there === undefined) return undefined;
  return readSetManifest(fs, folder).then(
    (manifest) => manifest?.setId,
    () => undefined,
  );
}

/** What the system says when a device goes away under a program, besides that a path is not there. */
const goneReasons = new Set(['EIO', 'ENODEV', 'ENXIO', 'EROFS', 'ENOENT', 'ENOTDIR', 'ESTALE', 'ESHUTDOWN']);

/** Whether a failure may come from a medium that was pulled out: then it is worth waiting until the system notices. */
export function speaksOfMedium(error: unknown): boolean {
  if (error instanceof SluiceError) {
    const { code, params, cause } = error;
    if (code === 'LEDGER_LOCK_LOST' || code === 'ARCHIVE_SET_ABSENT' || code === 'PATH_GONE') return true;
    return goneReasons.has(String(params['reason'])) || (cause !== undefined && speaksOfMedium(cause));
  }
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code !== undefined && goneReasons.has(code);
}

/** Reading fails image by image, so a run whose source went away comes to its end and lists them. */
export function lostSource(report: Pick<MirrorReport, 'failures'>): boolean {
  return report.failures.some(({ error }) => isReadFailure(error.code));
}

export function isReadFailure(code: string): boolean {
  return code === 'ARCHIVE_READ_FAILED' || code === 'ARCHIVE_SET_ABSENT';
}
