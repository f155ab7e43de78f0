import { readdir, readFile, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeRepair } from '../../../../core/archive/index.ts';
import { systemFileSystem, type FileSystem } from '../../../../core/ports/index.ts';
import { codeOf, temporaryFolder, testBlob, writeSet } from '../../../support/archive-world.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { check, chunkNames, repairWorld, sumsOf } from '../../../support/repair-world.ts';

const make = (folder: string, fs: FileSystem = systemFileSystem, percent = 5) =>
  makeRepair(fs, folder, { percent });

describe('making repair blocks', () => {
  it('tells what was written, which is what lies there', async () => {
    const { folder, made } = await repairWorld(20);
    const names = (await readdir(folder)).filter((name) => name.startsWith('sluice-repair-'));
    expect(names).toHaveLength(made.files);
    let bytes = 0;
    for (const name of names.filter((each) => !each.includes('table')))
      bytes += (await readFile(join(folder, name))).length;
    expect(bytes).toBe(made.repairBytes);
    const { blocks, rows, repairs } = made.geometry;
    expect(rows * repairs).toBeGreaterThanOrEqual(blocks / 5);
    expect(await check(folder)).toMatchObject({
      blocks,
      repairBlocks: rows * repairs,
      tables: { whole: 3, of: 3 },
    });
  });

  it('takes the place of earlier ones', async () => {
    const { folder } = await repairWorld(50);
    const before = (await readdir(folder)).length;
    await make(folder);
    expect((await readdir(folder)).length).toBeLessThan(before);
    expect(await check(folder)).toMatchObject({ whole: true, lostRepairBlocks: 0 });
  });

  it.each([
    ['a damaged chunk', (folder: string) => truncate(join(folder, chunkNames[0] ?? ''), 5000)],
    ['a missing chunk', (folder: string) => unlink(join(folder, chunkNames[1] ?? ''))],
    [
      'a changed side file',
      (folder: string) => writeFile(join(folder, 'imageset-config.yaml'), 'kind: Xmage\n'),
    ],
  ])('is refused for a set with %s, and earlier ones stay', async (_, damage) => {
    const { folder } = await repairWorld();
    const before = await readdir(folder);
    await damage(folder);
    expect(await codeOf(make(folder))).toBe('REPAIR_SET_DAMAGED');
    expect((await readdir(folder)).filter((name) => name.startsWith('sluice-repair'))).toEqual(
      before.filter((name) => name.startsWith('sluice-repair')),
    );
  });

  it('needs a set with a manifest', async () => {
    expect(await codeOf(make(await temporaryFolder()))).toBe('REPAIR_SET_ABSENT');
  });

  it('says beforehand when there is not enough space', async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, [testBlob(100_000, 1)]);
    const fs = { ...systemFileSystem, statfs: () => Promise.resolve({ bavail: 1, bsize: 512 }) };
    expect(await codeOf(make(folder, fs as unknown as FileSystem))).toBe('REPAIR_NO_SPACE');
  });

  it.each(['once', 'always'])('takes no misread byte for the set’s: %s', async (how) => {
    const folder = await temporaryFolder();
    await writeSet(folder, [testBlob(100_000, 1)]);
    // The set was verified already when the reads of whole rows begin; then the medium gives another byte.
    let misread = 0;
    const open: FileSystem['open'] = async (path, flags, mode) => {
      const handle = await systemFileSystem.open(path, flags, mode);
      if (!String(path).endsWith('.tar')) return handle;
      return new Proxy(handle, {
        get: (target, key) => {
          const member: unknown = Reflect.get(target, key, target);
          if (typeof member !== 'function') return member;
          if (key !== 'read') return member.bind(target);
          return async (buffer: Buffer, start: number, length: number, position: number) => {
            const answer = await target.read(buffer, start, length, position);
            const isMaking = (await readdir(folder)).some((name) => name.includes('repair'));
            if (isMaking && (how === 'always' || misread === 0)) {
              misread += 1;
              buffer[start] = (buffer[start] ?? 0) ^ misread;
            }
            return answer;
          };
        },
      });
    };
    expect(await codeOf(make(folder, { ...systemFileSystem, open }))).toBe('REPAIR_UNSTEADY');
    expect(misread).toBeGreaterThan(0);
    expect((await readdir(folder)).filter((name) => name.includes('repair'))).toEqual([]);
  });

  it('leaves the set alone and nothing half-made when the disk fills up', async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, [testBlob(100_000, 1)]);
    const before = await sumsOf(folder);
    const { fs } = faultyFileSystem({ at: 2, only: /^write /, kind: 'fail', code: 'ENOSPC' });
    expect(await codeOf(make(folder, fs))).toBe('ARCHIVE_DISK_FULL');
    expect(await sumsOf(folder)).toEqual(before);
    expect((await readdir(folder)).filter((name) => name.includes('repair'))).toEqual([]);
  });

  it('can be killed at any moment and made again', { timeout: 120_000 }, async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, [testBlob(30_000, 1)]);
    const before = await sumsOf(folder);
    const whole = faultyFileSystem();
    await make(folder, whole.fs);
    for (let at = 1; at <= whole.calls.length; at += 1) {
      await codeOf(make(folder, faultyFileSystem({ at, kind: 'kill', torn: true }).fs));
      const seen = await codeOf(check(folder));
      expect(['none', 'REPAIR_ABSENT', 'REPAIR_TABLE_DAMAGED']).toContain(seen);
      await make(folder);
      expect(await sumsOf(folder)).toEqual(before);
      expect(await check(folder)).toMatchObject({ whole: true, lostRepairBlocks: 0 });
    }
  });
});
