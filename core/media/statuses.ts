import { formatBytes, type ErrorCode, type ErrorParameters, type PathPurpose } from '../contract/index.ts';
import type { DriveProbe, MediaDrive } from './drive.ts';
import { traitsOf } from './file-systems.ts';

/** What a drive is wanted for. */
export interface DriveWish {
  readonly purpose: PathPurpose;
  /** Bytes that are to be written, when known. */
  readonly need?: number;
  /** Bytes of the largest piece that cannot be divided over files, when known. */
  readonly largestFile?: number;
  /** Drive that is read from. */
  readonly sourceId?: string;
}

/** What speaks for or against a drive. `error`: it cannot be used so; `warning` and `note` are only told. */
export interface DriveVerdict {
  readonly level: 'error' | 'warning' | 'note';
  readonly code: ErrorCode;
  readonly params: ErrorParameters;
}

/** Fewer free files than this may not be enough: a set has chunks, tables, and the resources of a run. */
const fewFiles = 200;
const mebibyte = 1024 * 1024;

/** Bytes that must be free to write `need`: as the plan's own check counts them, one percent and 64 MiB more. */
export function bytesNeeded(need: number): number {
  return Math.ceil(need * 1.01) + 64 * mebibyte;
}

/** Everything there is to say about a drive for a wish; gui.md 1.1 "compatibility statuses as data". Errors come first. */
export function driveStatuses(
  drive: MediaDrive,
  wish: DriveWish,
  platform: DriveProbe['platform'],
): DriveVerdict[] {
  const writes = wish.purpose === 'archive-out' || wish.purpose === 'output-folder';
  const verdicts = [
    ...contentVerdicts(drive, platform),
    ...(writes ? [...placeVerdicts(drive, wish), ...spaceVerdicts(drive, wish)] : []),
    ...(writes ? careVerdicts(drive) : []),
  ];
  const rank = { error: 0, warning: 1, note: 2 };
  return verdicts.sort((a, b) => rank[a.level] - rank[b.level]);
}

const say = (level: DriveVerdict['level'], code: ErrorCode, params: ErrorParameters = {}): DriveVerdict => ({
  level,
  code,
  params,
});

/** Can its files be reached at all? */
function contentVerdicts(drive: MediaDrive, platform: DriveProbe['platform']): DriveVerdict[] {
  const { device } = drive;
  const fileSystem = drive.fileSystem ?? '';
  if (drive.content === 'encrypted') return [say('error', 'DRIVE_ENCRYPTED', { device })];
  if (drive.content === 'nothing') {
    const advice = {
      linux: 'DRIVE_NO_FILE_SYSTEM',
      macos: 'DRIVE_NO_FILE_SYSTEM_MACOS',
      windows: 'DRIVE_NO_FILE_SYSTEM_WINDOWS',
    } as const;
    return [say('error', advice[platform], { device, disk: drive.disk })];
  }
  const verdicts: DriveVerdict[] = [];
  if (drive.mountPoint === undefined) {
    const code = drive.kind === 'practice' ? 'DRIVE_PRACTICE_UNPLUGGED' : 'DRIVE_NOT_MOUNTED';
    verdicts.push(say('warning', code, { device }));
  }
  if (drive.content === 'unknown') {
    verdicts.push(say('warning', 'DRIVE_CONTENT_UNKNOWN', { device }));
  } else if (drive.kind !== 'practice' && (fileSystem === '' || traitsOf(fileSystem) === undefined)) {
    verdicts.push(say('warning', 'DRIVE_FILE_SYSTEM_UNKNOWN', { fileSystem: fileSystem || '-' }));
  }
  return verdicts;
}

/** May this drive be written to? */
function placeVerdicts(drive: MediaDrive, wish: DriveWish): DriveVerdict[] {
  const { device } = drive;
  const verdicts: DriveVerdict[] = [];
  if (drive.system) verdicts.push(say('error', 'DRIVE_SYSTEM'));
  if (wish.sourceId !== undefined && wish.sourceId === drive.id) {
    verdicts.push(say('error', 'DRIVE_HOLDS_SOURCE'));
  }
  if (drive.readOnly) verdicts.push(say('error', 'DRIVE_READ_ONLY', { device }));
  else if (drive.writable === false && !drive.system) {
    verdicts.push(say('error', 'DRIVE_NO_PERMISSION', { mountPoint: drive.mountPoint ?? device }));
  }
  if (drive.kind === 'network') verdicts.push(say('note', 'DRIVE_NETWORK'));
  else if (!drive.removable && !drive.system && drive.kind !== 'practice') {
    verdicts.push(say('note', 'DRIVE_FIXED'));
  }
  return verdicts;
}

/** Is there room, in bytes, in files, and within one file? */
function spaceVerdicts(drive: MediaDrive, wish: DriveWish): DriveVerdict[] {
  const verdicts: DriveVerdict[] = [];
  if (wish.need !== undefined) {
    const needed = bytesNeeded(wish.need);
    const shown = formatBytes(needed);
    if (drive.capacity > 0 && drive.capacity < needed) {
      verdicts.push(
        say('error', 'DRIVE_TOO_SMALL', { capacity: formatBytes(drive.capacity), needed: shown }),
      );
    } else if (drive.free !== undefined && drive.free < needed) {
      verdicts.push(say('error', 'DRIVE_SPACE_LOW', { free: formatBytes(drive.free), needed: shown }));
    }
  }
  if (drive.files !== undefined && drive.files.free < fewFiles) {
    verdicts.push(say('warning', 'DRIVE_FILES_LOW', { free: drive.files.free }));
  }
  const traits = drive.fileSystem === undefined ? undefined : traitsOf(drive.fileSystem);
  if (traits?.fileLimit !== undefined) {
    const params = { fileSystem: traits.name, limit: formatBytes(traits.fileLimit) };
    // A tar header goes before each blob.
    if (wish.largestFile !== undefined && wish.largestFile + 2048 > traits.fileLimit) {
      const largest = formatBytes(wish.largestFile);
      verdicts.push(say('warning', 'DRIVE_FILE_LIMIT', { ...params, largest }));
    } else {
      verdicts.push(say('note', 'DRIVE_FILES_DIVIDED', params));
    }
  }
  return verdicts;
}

/** What is to be minded afterwards. */
function careVerdicts(drive: MediaDrive): DriveVerdict[] {
  const traits = drive.fileSystem === undefined ? undefined : traitsOf(drive.fileSystem);
  if (traits?.kind !== 'disk' || traits.journal || !drive.removable) return [];
  return [say('warning', 'DRIVE_NO_JOURNAL', { fileSystem: traits.name })];
}

/** A drive that can be taken without asking: removable, mounted, and nothing against it but that it must be ejected properly. */
export function isSafeChoice(drive: MediaDrive, verdicts: readonly DriveVerdict[]): boolean {
  const carried = drive.removable || drive.kind === 'practice';
  return (
    carried &&
    drive.mountPoint !== undefined &&
    verdicts.every(({ level, code }) => level === 'note' || code === 'DRIVE_NO_JOURNAL')
  );
}

/** The one safe drive, when there is exactly one; never a guess between two. */
export function suggestDrive(
  drives: readonly { readonly drive: MediaDrive; readonly verdicts: readonly DriveVerdict[] }[],
): MediaDrive | undefined {
  const safe = drives.filter(({ drive, verdicts }) => isSafeChoice(drive, verdicts));
  return safe.length === 1 ? safe[0]?.drive : undefined;
}
