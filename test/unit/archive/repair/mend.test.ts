import { appendFile, link, readFile, rename, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeRepair, mendRepair, openSet, verifySet } from '../../../../core/archive/index.ts';
import { volumeName } from '../../../../core/archive/repair/names.ts';
import { systemFileSystem } from '../../../../core/ports/index.ts';
import { codeOf, temporaryFolder, testBlob, writeSet } from '../../../support/archive-world.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { check, chunkNames, mend, repairWorld, spoilBlocks, sumsOf } from '../../../support/repair-world.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const [one = '', two = '', three = ''] = chunkNames;

describe('repair blocks beside a set', () => {
  it('leave every byte of the set as it was, and readers do not mind them', async () => {
    const { folder, sums } = await repairWorld();
    expect(await sumsOf(folder)).toEqual(sums);
    const set = await openSet(systemFileSystem, folder);
    expect(set.problems).toEqual([]);
    expect((await verifySet(set)).ok).toBe(true);
    await set.close();
    expect(await check(folder)).toMatchObject({ whole: true, mendable: true, lostBlocks: 0 });
    expect((await mend(folder)).mended).toEqual([]);
  });

  it('are the same bytes whenever they are made', async () => {
    const [first, second] = [await repairWorld(), await repairWorld()];
    for (const name of [volumeName(1), volumeName(9), 'sluice-repair-table-2.bin']) {
      expect((await readFile(first.path(name))).equals(await readFile(second.path(name)))).toBe(true);
    }
  });

  it('move aside with the set when the next one takes its place', async () => {
    const { folder } = await repairWorld();
    const before = await sumsOf(folder);
    await writeSet(folder, [testBlob(1000, 77)], { manifest: { setId: 'the-next-set', generation: 2 } });
    expect(await codeOf(check(folder))).toBe('REPAIR_ABSENT');
    const old = join(folder, 'generation-000001');
    expect(await sumsOf(old)).toEqual(before);
    expect(await check(old)).toMatchObject({ whole: true });
  });
});

describe('damage', () => {
  const mended = async (
    damage: (world: Awaited<ReturnType<typeof repairWorld>>) => Promise<void>,
    percent = 10,
  ) => {
    const world = await repairWorld(percent);
    await damage(world);
    const report = await mend(world.folder);
    expect(await sumsOf(world.folder)).toEqual(world.sums);
    expect(await check(world.folder)).toMatchObject({ whole: true });
    expect(report.verification.ok).toBe(true);
    return report;
  };

  it('of scattered blocks is found, named and mended', async () => {
    const world = await repairWorld();
    await spoilBlocks(world.path(one), 4096, 3, 1);
    await spoilBlocks(world.path(three), 4096, 10, 4);
    expect(await check(world.folder)).toMatchObject({
      whole: false,
      mendable: true,
      lostBlocks: 5,
      files: expect.arrayContaining([
        { name: one, state: 'damaged', damagedBlocks: 1, blocks: expect.any(Number) },
        { name: three, state: 'damaged', damagedBlocks: 4, blocks: expect.any(Number) },
        { name: two, state: 'whole', damagedBlocks: 0, blocks: expect.any(Number) },
      ]),
    });
    const { mended: names } = await mend(world.folder);
    expect(names).toEqual([one, three]);
    expect(await sumsOf(world.folder)).toEqual(world.sums);
  });

  it('of as many blocks as there are repair blocks is mended; of one more it is refused, and nothing is touched', async () => {
    const world = await repairWorld();
    const { rows, repairs } = world.made.geometry;
    await spoilBlocks(world.path(two), 4096, 0, rows * repairs);
    expect(await check(world.folder)).toMatchObject({
      mendable: true,
      worst: { lost: repairs, spare: repairs },
    });
    await mend(world.folder);
    expect(await sumsOf(world.folder)).toEqual(world.sums);
    await spoilBlocks(world.path(two), 4096, 0, rows * repairs + 1);
    const damaged = await sumsOf(world.folder);
    await expect(mend(world.folder)).rejects.toMatchObject({
      code: 'REPAIR_TOO_MUCH',
      params: { lost: repairs + 1, spare: repairs },
      affected: [two],
    });
    expect(await sumsOf(world.folder)).toEqual(damaged);
  });

  it('in random places, repair blocks too, is mended up to the limit', { timeout: 60_000 }, async () => {
    const world = await repairWorld();
    const { rows, repairs, positions, blocks } = world.made.geometry;
    const random = seededRandom('random damage');
    for (let round = 0; round < 6; round += 1) {
      const row = random.between(0, rows - 1);
      let left = repairs;
      const spoiled = random.between(0, 5);
      for (let each = 0; each < spoiled; each += 1) {
        await writeFile(world.path(volumeName(1 + ((each * 3) % repairs))), random.bytes(rows * 4096));
        left -= 1;
      }
      const lost = new Set<number>();
      while (lost.size < left) lost.add(random.between(0, positions - 2));
      await spoilSetBlocks(
        world.folder,
        [...lost].map((position) => position * rows + row),
        blocks,
      );
      await mend(world.folder);
      expect(await sumsOf(world.folder), `round ${round}`).toEqual(world.sums);
      await makeRepair(systemFileSystem, world.folder, { percent: 10 });
    }
  });

  it('a chunk that was cut off', async () => {
    const { mended: names } = await mended(({ path }) => truncate(path(two), 200_003), 25);
    expect(names).toEqual([two]);
  });
  it('a chunk that is empty', () => mended(({ path }) => truncate(path(one), 0), 50));
  it('a chunk that did not arrive', () => mended(({ path }) => unlink(path(three)), 50));
  it('rubbish behind a chunk', () => mended(({ path }) => appendFile(path(one), 'rubbish')));
  it('two chunks in each other’s place', async () => {
    await mended(async ({ path }) => {
      await rename(path(one), path('x'));
      await rename(path(two), path(one));
      await rename(path('x'), path(two));
    }, 100);
  });
  it('the manifest, the index and a side file', async () => {
    const { mended: names } = await mended(async ({ path }) => {
      await unlink(path('sluice-set.json'));
      await truncate(path('sluice-index.jsonl'), 10);
      await writeFile(path('imageset-config.yaml'), 'kind: Other\n');
    });
    expect(names).toEqual(['sluice-index.jsonl', 'imageset-config.yaml', 'sluice-set.json']);
  });
  it('repair files that did not arrive', () =>
    mended(async ({ path }) => {
      for (const number of [1, 4, 5, 9]) await unlink(path(volumeName(number)));
      await truncate(path(volumeName(2)), 100);
      await spoilBlocks(path(one), 4096, 0, 6);
    }));
});

describe('a large file is mended in place', () => {
  it('only its damaged blocks are written', { timeout: 60_000 }, async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, [testBlob(4_400_000, 1), testBlob(2_000_000, 2)]);
    await makeRepair(systemFileSystem, folder, { percent: 5 });
    const sums = await sumsOf(folder);
    await spoilBlocks(join(folder, one), 4096, 700, 3);
    await truncate(join(folder, one), 6_390_000);
    const { fs, calls } = faultyFileSystem();
    await mend(folder, fs);
    expect(await sumsOf(folder)).toEqual(sums);
    const writes = calls.filter((call) => call === `write ${one}`);
    const missing = Math.ceil(((await readFile(join(folder, one))).length - 6_390_000) / 4096);
    // The block that was cut in two is one more; the zeros at the end of a tar file are right as they are.
    expect(writes.length).toBeGreaterThan(3);
    expect(writes.length).toBeLessThanOrEqual(3 + missing + 1);
  });

  it('a kill at any moment leaves it mendable', { timeout: 120_000 }, async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, [testBlob(4_400_000, 1), testBlob(9_000, 2)], { payloadLimit: 4_400_100 });
    await makeRepair(systemFileSystem, folder, { percent: 5 });
    const sums = await sumsOf(folder);
    const hurt = async (): Promise<void> => {
      await spoilBlocks(join(folder, one), 4096, 100, 6);
      await truncate(join(folder, one), 4_390_000);
      await unlink(join(folder, two));
    };
    await hurt();
    const { fs, calls } = faultyFileSystem();
    await mend(folder, fs);
    // oc-mirror would open whatever has a chunk's name in its name.
    const foreign = calls.filter(
      (call) => /mirror_\d{6}\.tar/.test(call) && !/ mirror_\d{6}\.tar$/.test(call),
    );
    expect(foreign).toEqual([]);
    for (let at = 1; at <= calls.length; at += 1) {
      await hurt();
      const faulty = faultyFileSystem({ at, kind: 'kill', torn: true });
      expect(await codeOf(mend(folder, faulty.fs)), `call ${at}: ${calls[at - 1]}`).not.toBe('none');
      await mend(folder);
      expect(await sumsOf(folder), `call ${at}: ${calls[at - 1]}`).toEqual(sums);
    }
  });
});

describe('what is not mended', () => {
  it('a folder without repair blocks', async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, [testBlob(1000, 1)]);
    expect(await codeOf(mend(folder))).toBe('REPAIR_ABSENT');
  });

  it('a newer set in the place of the one that the repair blocks are of', async () => {
    const world = await repairWorld();
    const other = await temporaryFolder();
    await writeSet(other, [testBlob(1000, 9)], { manifest: { setId: 'another-set-altogether' } });
    await rename(join(other, 'sluice-set.json'), world.path('sluice-set.json'));
    await expect(mend(world.folder)).rejects.toMatchObject({
      code: 'REPAIR_OTHER_SET',
      params: { found: 'another-set-altogether' },
    });
  });

  it('through a link, or a file with a second name', async () => {
    const world = await repairWorld(50);
    const outside = join(await temporaryFolder(), 'outside');
    await writeFile(outside, 'not to be touched');
    await unlink(world.path(one));
    await symlink(outside, world.path(one));
    expect(await codeOf(mend(world.folder))).toBe('REPAIR_FILE_KIND');
    expect(await readFile(outside, 'utf8')).toBe('not to be touched');
    await unlink(world.path(one));
    await link(outside, world.path(one));
    await mend(world.folder);
    expect(await readFile(outside, 'utf8')).toBe('not to be touched');
    expect(await sumsOf(world.folder)).toEqual(world.sums);
  });

  it('after a stop, until it is asked for again', async () => {
    const world = await repairWorld();
    await spoilBlocks(world.path(one), 4096, 0, 5);
    const stop = new AbortController();
    const stopped = mendRepair(systemFileSystem, world.folder, {
      signal: stop.signal,
      onProgress: ({ phase }) => {
        if (phase === 'mending') stop.abort(new Error('stopped'));
      },
    });
    await expect(stopped).rejects.toThrow('stopped');
    await mend(world.folder);
    expect(await sumsOf(world.folder)).toEqual(world.sums);
  });
});

/** Spoils blocks by their number over all files, as the repair table counts them. */
async function spoilSetBlocks(folder: string, numbers: readonly number[], blocks: number): Promise<void> {
  const { files } = await check(folder);
  for (const number of numbers.filter((each) => each < blocks)) {
    let first = 0;
    for (const file of files) {
      if (number < first + file.blocks) {
        await spoilBlocks(join(folder, file.name), 4096, number - first, 1);
        break;
      }
      first += file.blocks;
    }
  }
}
