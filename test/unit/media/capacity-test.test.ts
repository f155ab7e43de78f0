import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CapacityReport } from '../../../core/contract/index.ts';
import { testCapacity, type CapacityProgress, type CapacityTestOptions } from '../../../core/media/index.ts';
import { systemClock, systemFileSystem, systemRandom } from '../../../core/ports/index.ts';
import { lyingMedium, type Lies } from '../../support/lying-medium.ts';

const KiB = 1024;
const fileSize = 64 * KiB;
const bytes = 512 * KiB;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'sluice-capacity-'));
  await writeFile(join(folder, 'mine.txt'), 'not the test’s');
});
afterEach(async () => {
  expect(await readdir(folder)).toEqual(['mine.txt']);
  await rm(folder, { recursive: true });
});

const options = (changes: Partial<CapacityTestOptions> = {}): CapacityTestOptions => ({
  fs: systemFileSystem,
  clock: systemClock,
  random: systemRandom,
  signal: new AbortController().signal,
  dropFromCache: () => Promise.resolve({ pastCache: true }),
  bytes,
  fileSize,
  ...changes,
});
const test = (
  lies: Omit<Lies, 'fileSize'>,
  changes: Partial<CapacityTestOptions> = {},
): Promise<CapacityReport> =>
  testCapacity(folder, options({ fs: lyingMedium({ fileSize, ...lies }), ...changes }));
const codes = ({ findings }: CapacityReport): string[] => findings.map(({ code }) => code);

describe('a medium that keeps what it is given', () => {
  it('is good, and each of its bytes was written and compared', async () => {
    const seen: CapacityProgress[] = [];
    const report = await testCapacity(folder, options({ onProgress: (progress) => seen.push(progress) }));
    expect(report).toMatchObject({
      verdict: 'good',
      planned: bytes,
      written: bytes,
      right: bytes,
      findings: [],
    });
    expect(report.firstWrong).toBeUndefined();
    expect(report.holds).toBeUndefined();
    for (const phase of ['writing', 'reading'] as const) {
      expect(seen.filter((each) => each.phase === phase).at(-1)).toEqual({ phase, bytes, total: bytes });
    }
  });

  it('is good when it reads and writes in small pieces', async () => {
    expect(await test({ most: 700 })).toMatchObject({ verdict: 'good', right: bytes });
  });

  it('is not called good when nobody knows where the bytes came from', async () => {
    const report = await test({}, { dropFromCache: () => Promise.reject(new Error('no dd')) });
    expect(report).toMatchObject({ verdict: 'unproven', pastCache: false, right: bytes });
    expect(codes(report)).toEqual(['MEDIA_TEST_FROM_CACHE']);
  });

  it('fills all free space but a reserve when no amount is named', async () => {
    const { bytes: _, ...all } = options({ fs: lyingMedium({ fileSize, free: 16 * KiB * KiB + 200 * KiB }) });
    expect(await testCapacity(folder, all)).toMatchObject({ verdict: 'good', written: 200 * KiB });
  });
});

describe('a medium that lies', () => {
  it.each([
    [200 * KiB, 'less than half of what it says'],
    [384 * KiB, 'more than half'],
    [100 * KiB + 512, 'an odd number of sectors'],
  ])('that begins again after %i bytes (%s) is named with its real capacity', async (wrapsAfter) => {
    const report = await test({ wrapsAfter });
    expect(report).toMatchObject({ verdict: 'bad', holds: wrapsAfter, right: wrapsAfter, firstWrong: 0 });
    expect(report.displaced).toBe(bytes - wrapsAfter);
    expect(codes(report)).toEqual(['MEDIA_TEST_WRAPS']);
  });

  it('that keeps nothing behind its real end is named with what it kept', async () => {
    const report = await test({ dropsAfter: 130 * KiB });
    expect(report).toMatchObject({
      verdict: 'bad',
      right: 130 * KiB,
      holds: 130 * KiB,
      blank: bytes - 130 * KiB,
    });
    expect(report.firstWrong).toBeGreaterThanOrEqual(130 * KiB);
    expect(report.firstWrong).toBeLessThan(130 * KiB + 8);
    expect(codes(report)).toEqual(['MEDIA_TEST_LOSES']);
  });

  it('that changes a bit is named with the address of the byte', async () => {
    const report = await test({ flips: [300_001, 70_003] });
    expect(report).toMatchObject({ verdict: 'bad', firstWrong: 70_003, altered: 1024, displaced: 0 });
    expect(codes(report)).toEqual(['MEDIA_TEST_ALTERS']);
  });

  it('that does not give back what it took is named', async () => {
    const report = await test({ unreadableFrom: 256 * KiB });
    expect(report).toMatchObject({
      verdict: 'bad',
      right: 256 * KiB,
      unreadable: 256 * KiB,
      firstWrong: 256 * KiB,
    });
  });

  it('that is full too early is tested as far as it goes, and told', async () => {
    const report = await test({ fullAfter: 100 * KiB + 100 });
    expect(report).toMatchObject({ verdict: 'good', planned: bytes, written: 100 * KiB, right: 100 * KiB });
    expect(codes(report)).toEqual(['MEDIA_TEST_FILLED_EARLY']);
  });
});

describe('when there is no result', () => {
  it.each(['writing', 'reading'] as const)('an abort while %s leaves nothing behind', async (phase) => {
    const stop = new AbortController();
    const onProgress = (progress: CapacityProgress): void => {
      if (progress.phase === phase && progress.bytes > bytes / 2) stop.abort(new Error('cancelled'));
    };
    await expect(test({}, { signal: stop.signal, onProgress })).rejects.toThrow('cancelled');
  });

  it('a medium that is pulled out ends the test; the next test removes what is left of this one', async () => {
    await expect(test({ pulledAfter: 5 })).rejects.toMatchObject({ code: 'MEDIA_TEST_GONE' });
    // As a process leaves it that was killed: its number is nobody's any more.
    const left = join(folder, '.sluice-media-test-4194999-3');
    await mkdir(left);
    await writeFile(join(left, 'block-000001.bin'), 'x');
    await test({});
    expect(existsSync(left)).toBe(false);
  });

  it('never removes what is not the test’s own', async () => {
    const left = join(folder, '.sluice-media-test-4194999-3');
    await mkdir(left);
    await writeFile(join(left, 'photo.jpg'), 'x');
    await test({});
    expect(await readdir(left)).toEqual(['photo.jpg']);
    await rm(left, { recursive: true });
  });

  it.each([
    ['more bytes are wanted than are free', { free: 256 * KiB }, 'MEDIA_TEST_NO_SPACE'],
    ['it takes no byte at all', { fullAfter: 0 }, 'MEDIA_TEST_NO_SPACE'],
  ])('says so when %s', async (_, lies, code) => {
    await expect(test(lies)).rejects.toMatchObject({ code });
  });

  it.each([
    ['EROFS', 'MEDIA_TEST_NOT_WRITABLE'],
    ['EIO', 'MEDIA_TEST_FAILED'],
    ['ENODEV', 'MEDIA_TEST_GONE'],
  ])('says so when its folder cannot be made: %s', async (code, expected) => {
    const fs = { ...systemFileSystem, mkdir: () => Promise.reject(Object.assign(new Error(code), { code })) };
    await expect(testCapacity(folder, options({ fs }))).rejects.toMatchObject({ code: expected });
  });

  it('says so when there is no such folder', async () => {
    await expect(testCapacity(join(folder, 'none'), options())).rejects.toMatchObject({
      code: 'MEDIA_TEST_GONE',
    });
  });
});
