import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../core/contract/index.ts';
import {
  bytesNeeded,
  driveStatuses,
  fat32FileLimit,
  isSafeChoice,
  suggestDrive,
  type DriveWish,
  type MediaDrive,
} from '../../../core/media/index.ts';
import { checkSpace, readSpace } from '../../../core/plan/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { aDrive } from '../../support/media-samples.ts';

const gib = 1024 ** 3;
const out: DriveWish = { purpose: 'archive-out' };

interface Case {
  readonly name: string;
  readonly drive?: Partial<MediaDrive>;
  readonly wish?: Partial<DriveWish>;
  /** `level CODE`, in order. */
  readonly says: readonly `${'error' | 'warning' | 'note'} ${ErrorCode}`[];
}

const cases: readonly Case[] = [
  { name: 'a good stick', says: [] },
  { name: 'the system drive', drive: { system: true, removable: false }, says: ['error DRIVE_SYSTEM'] },
  {
    name: 'the system drive to read from',
    drive: { system: true },
    wish: { purpose: 'archive-in' },
    says: [],
  },
  { name: 'a built-in disk', drive: { removable: false, kind: 'disk' }, says: ['note DRIVE_FIXED'] },
  {
    name: 'a share',
    drive: { removable: false, kind: 'network', fileSystem: 'nfs4' },
    says: ['note DRIVE_NETWORK'],
  },
  { name: 'a write-protected stick', drive: { readOnly: true }, says: ['error DRIVE_READ_ONLY'] },
  {
    name: 'a write-protected stick to read from',
    drive: { readOnly: true },
    wish: { purpose: 'archive-in' },
    says: [],
  },
  { name: 'somebody else’s stick', drive: { writable: false }, says: ['error DRIVE_NO_PERMISSION'] },
  { name: 'the drive that is read from', wish: { sourceId: 'fs-1' }, says: ['error DRIVE_HOLDS_SOURCE'] },
  { name: 'another drive than the one that is read from', wish: { sourceId: 'fs-2' }, says: [] },
  { name: 'a drive that can never hold it', wish: { need: 64 * gib }, says: ['error DRIVE_TOO_SMALL'] },
  { name: 'a drive that is too full', wish: { need: 60 * gib }, says: ['error DRIVE_SPACE_LOW'] },
  { name: 'a drive with room', wish: { need: 50 * gib }, says: [] },
  {
    name: 'a drive whose free space is not known',
    drive: { free: undefined as never },
    wish: { need: 60 * gib },
    says: [],
  },
  {
    name: 'a FAT32 stick',
    drive: { fileSystem: 'vfat' },
    says: ['warning DRIVE_NO_JOURNAL', 'note DRIVE_FILES_DIVIDED'],
  },
  {
    name: 'a FAT32 stick and a layer at its limit',
    drive: { fileSystem: 'vfat' },
    wish: { largestFile: fat32FileLimit - 2048 },
    says: ['warning DRIVE_NO_JOURNAL', 'note DRIVE_FILES_DIVIDED'],
  },
  {
    name: 'a FAT32 stick and a layer one byte over its limit',
    drive: { fileSystem: 'vfat' },
    wish: { largestFile: fat32FileLimit - 2047 },
    says: ['warning DRIVE_FILE_LIMIT', 'warning DRIVE_NO_JOURNAL'],
  },
  { name: 'an exFAT stick', drive: { fileSystem: 'exfat' }, says: ['warning DRIVE_NO_JOURNAL'] },
  {
    name: 'an exFAT stick to read from',
    drive: { fileSystem: 'exfat' },
    wish: { purpose: 'archive-in' },
    says: [],
  },
  { name: 'an ext2 stick', drive: { fileSystem: 'ext2' }, says: ['warning DRIVE_NO_JOURNAL'] },
  { name: 'an XFS stick', drive: { fileSystem: 'xfs' }, says: [] },
  {
    name: 'a stick that is not mounted',
    drive: { mountPoint: undefined as never },
    says: ['warning DRIVE_NOT_MOUNTED'],
  },
  {
    name: 'an empty stick',
    drive: { content: 'nothing', fileSystem: undefined as never, mountPoint: undefined as never },
    says: ['error DRIVE_NO_FILE_SYSTEM'],
  },
  {
    name: 'a locked stick',
    drive: { content: 'encrypted', fileSystem: 'crypto_LUKS', mountPoint: undefined as never },
    says: ['error DRIVE_ENCRYPTED'],
  },
  {
    name: 'a stick that this user may not look at',
    drive: { content: 'unknown', fileSystem: undefined as never, mountPoint: undefined as never },
    says: ['warning DRIVE_NOT_MOUNTED', 'warning DRIVE_CONTENT_UNKNOWN'],
  },
  {
    name: 'a strange file system',
    drive: { fileSystem: 'minix' },
    says: ['warning DRIVE_FILE_SYSTEM_UNKNOWN'],
  },
  {
    name: 'a drive that runs out of inodes',
    drive: { files: { total: 1000, free: 12 } },
    says: ['warning DRIVE_FILES_LOW'],
  },
  { name: 'a drive with inodes', drive: { files: { total: 100_000, free: 90_000 } }, says: [] },
  {
    name: 'everything at once, errors first',
    drive: { fileSystem: 'vfat', readOnly: true, mountPoint: undefined as never },
    wish: { need: 63 * gib, sourceId: 'fs-1' },
    says: [
      'error DRIVE_HOLDS_SOURCE',
      'error DRIVE_READ_ONLY',
      'error DRIVE_SPACE_LOW',
      'warning DRIVE_NOT_MOUNTED',
      'warning DRIVE_NO_JOURNAL',
      'note DRIVE_FILES_DIVIDED',
    ],
  },
];

describe('what is said of a drive', () => {
  it.each(cases)('$name', ({ drive, wish, says }) => {
    const verdicts = driveStatuses(aDrive(drive), { ...out, ...wish }, 'linux');
    expect(verdicts.map(({ level, code }) => `${level} ${code}`)).toEqual(says);
  });

  it('gives the advice of its own system when there is no file system', () => {
    const empty = aDrive({ content: 'nothing' });
    expect(driveStatuses(empty, out, 'macos')[0]?.code).toBe('DRIVE_NO_FILE_SYSTEM_MACOS');
    expect(driveStatuses(empty, out, 'windows')[0]?.code).toBe('DRIVE_NO_FILE_SYSTEM_WINDOWS');
  });

  it('counts space as the plan’s own check does', () => {
    const need = 10 * gib;
    const check = (freeBytes: number) =>
      checkSpace({ directory: '/x', facts: { freeBytes }, needed: need, format: String });
    expect(check(bytesNeeded(need))).toEqual([]);
    expect(check(bytesNeeded(need) - 1)).toHaveLength(1);
  });

  it('knows the same limit of FAT32 as the plan', async () => {
    const fs = {
      ...systemFileSystem,
      statfs: () => Promise.resolve({ type: 0x4d44, bavail: 1, bsize: 1 }),
    } as unknown as typeof systemFileSystem;
    expect((await readSpace(fs, '/')).limited?.fileLimit).toBe(fat32FileLimit);
  });
});

describe('the suggestion', () => {
  const judged = (...drives: readonly MediaDrive[]) =>
    drives.map((drive) => ({ drive, verdicts: driveStatuses(drive, { ...out, need: gib }, 'linux') }));

  it('is the one safe drive', () => {
    const stick = aDrive({ fileSystem: 'exfat' });
    const system = aDrive({ id: 'fs-2', system: true, removable: false });
    expect(suggestDrive(judged(system, stick))?.id).toBe('fs-1');
  });

  it('is none when two are safe', () => {
    expect(suggestDrive(judged(aDrive(), aDrive({ id: 'fs-2' })))).toBeUndefined();
  });

  it.each<[string, Partial<MediaDrive>]>([
    ['is built in', { removable: false, kind: 'disk' }],
    ['is not mounted', { mountPoint: undefined as never }],
    ['has few inodes', { files: { total: 9, free: 9 } }],
    ['has an unknown file system', { fileSystem: 'minix' }],
    ['is full', { free: 0 }],
  ])('is never a drive that %s', (_, changes) => {
    const [only] = judged(aDrive(changes));
    expect(only === undefined || isSafeChoice(only.drive, only.verdicts)).toBe(false);
  });
});
