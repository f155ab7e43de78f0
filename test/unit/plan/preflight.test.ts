import { describe, expect, it } from 'vitest';
import { checkArchiveSize, checkClock } from '../../../core/plan/preflight/limits.ts';
import { checkFileLimit, checkSpace, fileLimitOf, readSpace } from '../../../core/plan/preflight/space.ts';
import { requireWritable } from '../../../core/plan/preflight/writable.ts';
import { systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import type { Plan } from '../../../core/plan/index.ts';
import { digestOf } from '../../../core/reference/index.ts';

const format = (bytes: number): string => `${bytes}`;
const mebibyte = 1024 * 1024;

const planWithBlob = (size: number): Plan => ({
  images: [],
  blobs: [
    {
      descriptor: { mediaType: 'x', digest: digestOf('a'), size },
      origins: [],
      repositories: [],
      expected: false,
    },
    {
      descriptor: { mediaType: 'x', digest: digestOf('b'), size: size * 2 },
      origins: [],
      repositories: [],
      expected: true,
    },
  ],
  unplanned: [],
  findings: [],
  totals: { images: 0, blobs: 2, blobBytes: 0, manifests: 0, manifestBytes: 0, expectedBytes: 0 },
});

const fileSystem = (type: number): FileSystem => ({
  ...systemFileSystem,
  statfs: (() => Promise.resolve({ type, bavail: 10, bsize: mebibyte })) as unknown as FileSystem['statfs'],
});

describe('when space is checked', () => {
  it('asks the nearest existing folder', async () => {
    const facts = await readSpace(fileSystem(0xef53), '/does/not/exist/yet');
    expect(facts).toEqual({ freeBytes: 10 * mebibyte });
  });

  it('counts one percent and 64 MiB on top', () => {
    const check = { directory: '/d', format, needed: 100 * mebibyte };
    expect(checkSpace({ ...check, facts: { freeBytes: 170 * mebibyte } })).toEqual([]);
    expect(checkSpace({ ...check, facts: { freeBytes: 160 * mebibyte } })[0]).toMatchObject({
      level: 'error',
      code: 'SPACE_TOO_SMALL',
    });
  });

  it('knows FAT32’s limit before the first byte, and counts only what moves', async () => {
    const facts = await readSpace(fileSystem(0x4d44), '/');
    const tooLarge = planWithBlob(4 * 1024 * mebibyte);
    expect(checkFileLimit(tooLarge, facts, undefined, format)[0]?.code).toBe('BLOB_EXCEEDS_FILE_LIMIT');
    expect(checkFileLimit(tooLarge, facts, undefined, format)[0]).toMatchObject({
      level: 'warning',
      params: { fileSystem: 'FAT32', parts: 2 },
    });
    // The smaller limit is the one that counts.
    expect(checkFileLimit(tooLarge, facts, mebibyte, format)[0]?.code).toBe('BLOB_EXCEEDS_CHOSEN_LIMIT');
    expect(checkFileLimit(planWithBlob(3 * 1024 * mebibyte), facts, undefined, format)).toEqual([]);
  });

  it('knows the limit that was chosen for the run, on any file system', () => {
    const check = (size: number) => checkFileLimit(planWithBlob(size), {}, mebibyte, format);
    expect(check(mebibyte)).toEqual([
      {
        level: 'warning',
        code: 'BLOB_EXCEEDS_CHOSEN_LIMIT',
        params: { image: digestOf('a'), size: `${mebibyte}`, limit: `${mebibyte}`, parts: 2 },
        affected: [digestOf('a')],
      },
    ]);
    expect(check(mebibyte - 2048)).toEqual([]);
    expect(check(9999 * mebibyte)).toMatchObject([{ level: 'error', code: 'BLOB_NEEDS_TOO_MANY_PARTS' }]);
    expect(checkFileLimit(planWithBlob(1), {}, 0, format)).toMatchObject([{ level: 'error' }]);
  });

  it('lets the smaller of the two limits count', () => {
    const limited = { name: 'FAT32', fileLimit: 100 };
    expect(fileLimitOf(undefined, {})).toBeUndefined();
    expect(fileLimitOf(undefined, { limited })).toBe(100);
    expect(fileLimitOf(99, { limited })).toBe(99);
    expect(fileLimitOf(101, { limited })).toBe(100);
    expect(fileLimitOf(101, undefined)).toBe(101);
  });
});

describe('when a layer is larger than archiveSize', () => {
  it('warns, and with --strict-archive refuses', () => {
    expect(checkArchiveSize(planWithBlob(11), 10, false, format)[0]?.level).toBe('warning');
    expect(checkArchiveSize(planWithBlob(11), 10, true, format)[0]?.level).toBe('error');
    expect(checkArchiveSize(planWithBlob(10), 10, true, format)).toEqual([]);
  });
});

describe('when clocks differ', () => {
  it('warns above five minutes, in either direction', () => {
    const now = new Date('2026-01-01T00:00:00Z');
    const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
    expect(checkClock('h', later(4), now)).toEqual([]);
    expect(checkClock('h', later(-90), now)[0]?.params['difference']).toBe('90 min');
    expect(checkClock('h', undefined, now)).toEqual([]);
  });
});

describe('when the target folder cannot be written', () => {
  it('says so with the folder and the cause', async () => {
    const readOnly: FileSystem = {
      ...systemFileSystem,
      open: (() => Promise.reject(Object.assign(new Error('x'), { code: 'EROFS' }))) as FileSystem['open'],
    };
    await expect(requireWritable(readOnly, '/media/disk')).rejects.toMatchObject({
      code: 'DIRECTORY_NOT_WRITABLE',
      params: { directory: '/media/disk', message: 'EROFS' },
    });
  });
});
