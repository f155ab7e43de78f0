import { readFile, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  collectMedium,
  fillMedium,
  makeRepair,
  openSet,
  piecesOf,
  receiveFromDrop,
  sendToDrop,
  verifySet,
  type Pieces,
} from '../../../core/archive/index.ts';
import { systemClock, systemFileSystem } from '../../../core/ports/index.ts';
import { temporaryFolder } from '../../support/archive-world.ts';
import { joinedParts, partLimit, partNames, writePartedSet } from '../../support/parted-set.ts';
import { mend, spoilBlocks, sumsOf } from '../../support/repair-world.ts';

const signal = new AbortController().signal;

async function written(): Promise<string> {
  const folder = await temporaryFolder();
  await writePartedSet(folder);
  return folder;
}

async function expectWhole(folder: string): Promise<void> {
  const opened = await openSet(systemFileSystem, folder);
  expect(opened.problems).toEqual([]);
  expect((await verifySet(opened)).ok).toBe(true);
  await opened.close();
}

async function pieces(folder: string): Promise<Pieces> {
  const found = await piecesOf(systemFileSystem, folder);
  if (found === undefined) throw new Error('no set');
  return found;
}

describe('when a chunk in parts travels', () => {
  it('goes onto several media, each part by itself, and comes together in whatever order they arrive', async () => {
    const folder = await written();
    const set = { directory: folder, pieces: await pieces(folder) };
    // What a medium keeps free, its side files, and two parts.
    const free = (): Promise<number> => Promise.resolve(4 * 1024 * 1024 + 8 * 64 * 1024 + 2 * partLimit);
    const media: string[] = [];
    const carried = new Set<string>();
    for (let left = 1; left > 0 && media.length < 9;) {
      const medium = await temporaryFolder();
      const filled = await fillMedium(systemFileSystem, set, medium, { carried, free, signal });
      for (const name of filled.chunks) carried.add(name);
      left = filled.left.length;
      media.push(medium);
    }
    expect(media.length).toBeGreaterThan(1);
    for (const medium of media)
      expect((await readdir(medium)).some((name) => name.includes('.part-'))).toBe(true);
    const target = await temporaryFolder();
    const missing: (readonly string[])[] = [];
    for (const medium of media.toReversed()) {
      const from = { directory: medium, pieces: await pieces(medium) };
      missing.push((await collectMedium(systemFileSystem, from, target, { signal })).missing);
    }
    expect(missing[0]).toContain(partNames[0]);
    expect(missing.at(-1)).toEqual([]);
    expect((await joinedParts(target)).equals(await joinedParts(folder))).toBe(true);
    await expectWhole(target);
  });

  it('goes through a drop folder', async () => {
    const [folder, drop] = [await written(), await temporaryFolder()];
    await sendToDrop(systemFileSystem, folder, drop, { signal });
    const target = join(await temporaryFolder(), 'received');
    await receiveFromDrop(systemFileSystem, drop, target, { clock: systemClock, signal });
    expect(await sumsOf(target)).toEqual(await sumsOf(folder));
    await expectWhole(target);
  });

  it('is mended by repair blocks: a part that is gone, and one that is damaged', async () => {
    const folder = await written();
    const { files } = await pieces(folder).then(({ chunks }) => ({ files: chunks.map(({ name }) => name) }));
    expect(files).toEqual(['mirror_000001.tar', ...partNames]);
    await makeRepair(systemFileSystem, folder, { percent: 40 });
    const before = await sumsOf(folder);
    await unlink(join(folder, partNames[1] ?? ''));
    await spoilBlocks(join(folder, partNames[2] ?? ''), 4096, 3, 2);
    expect((await mend(folder)).mended).toEqual([partNames[1], partNames[2]]);
    expect(await sumsOf(folder)).toEqual(before);
    expect((await readFile(join(folder, partNames[1] ?? ''))).length).toBe(partLimit);
  });
});
