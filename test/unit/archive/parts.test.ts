import { copyFile, readFile, readdir, rename, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  chunkFilesOf,
  glanceAtSet,
  openSet,
  parseManifest,
  verifySet,
  type VerifyReport,
} from '../../../core/archive/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { codeOf, flipBit, temporaryFolder, testBlob, writeSet } from '../../support/archive-world.ts';
import { joinedParts, partedBlobs, partLimit, partNames, writePartedSet } from '../../support/parted-set.ts';

const [, second = '', third = '', fourth = ''] = partNames;
const large = partedBlobs[1] ?? testBlob(0, 0);

async function written(): Promise<string> {
  const folder = await temporaryFolder();
  await writePartedSet(folder);
  return folder;
}

/** What opening the set finds, as `level code file`. */
async function problemsIn(folder: string): Promise<string[]> {
  const opened = await openSet(systemFileSystem, folder);
  await opened.close();
  return opened.problems.map(({ level, code, affected }) => `${level} ${code} ${affected.join(' ')}`);
}

async function verify(folder: string): Promise<VerifyReport> {
  const opened = await openSet(systemFileSystem, folder);
  try {
    return await verifySet(opened);
  } finally {
    await opened.close();
  }
}

const found = (report: VerifyReport): string[] =>
  report.chunks.flatMap(({ findings }) =>
    findings.map(({ code, affected }) => `${code} ${affected.join(' ')}`),
  );

const sums = (report: VerifyReport): (string | undefined)[] | undefined =>
  report.chunks.find(({ parts }) => parts !== undefined)?.parts?.map(({ sum }) => sum);

async function withoutManifest(folder: string): Promise<string> {
  for (const name of ['sluice-set.json', 'sluice-index.jsonl']) await unlink(join(folder, name));
  return folder;
}

describe('when a layer is larger than a file may be', () => {
  it('is laid down in parts that together are the chunk of a medium without limits', async () => {
    const folder = await written();
    const unlimited = await temporaryFolder();
    // The same blob alone in its chunk: there because of archiveSize.
    const { manifest: whole } = await writeSet(unlimited, partedBlobs, { payloadLimit: partLimit });
    expect((await readdir(folder)).filter((name) => name.startsWith('mirror_')).sort()).toEqual([
      'mirror_000001.tar',
      ...partNames,
    ]);
    expect((await joinedParts(folder)).equals(await readFile(join(unlimited, 'mirror_000002.tar')))).toBe(
      true,
    );
    const manifest = parseManifest(await readFile(join(folder, 'sluice-set.json')));
    const { parts = [], ...chunk } = manifest.chunks[1] ?? { size: 0 };
    expect(chunk).toEqual(whole.chunks[1]);
    expect(parts.map(({ size }) => size)).toEqual([
      partLimit,
      partLimit,
      partLimit,
      chunk.size - 3 * partLimit,
    ]);
    expect(chunkFilesOf(manifest).map(({ name }) => name)).toEqual(['mirror_000001.tar', ...partNames]);
    expect(manifest.index).toEqual(whole.index);
  });

  it('is named so that oc-mirror does not take a part for a chunk', () => {
    for (const name of partNames) expect(name).not.toMatch(/mirror_[0-9]{6}\.tar/);
  });

  it('is read and verified as one, without a second copy', async () => {
    const folder = await written();
    const before = await readdir(folder);
    const opened = await openSet(systemFileSystem, folder);
    expect(opened.problems).toEqual([]);
    expect(opened.chunks.map(({ name, parts }) => [name, parts?.length])).toEqual([
      ['mirror_000001.tar', undefined],
      ['mirror_000002.tar', 4],
    ]);
    for (const { digest, bytes } of partedBlobs)
      expect((await opened.readBlob(digest, bytes.length)).equals(bytes)).toBe(true);
    const report = await verifySet(opened);
    expect([report.ok, found(report), sums(report)]).toEqual([true, [], Array(4).fill('matches')]);
    await opened.close();
    expect(await readdir(folder)).toEqual(before);
    const glance = await glanceAtSet(systemFileSystem, folder);
    expect(glance?.problems).toEqual([]);
    expect(glance?.chunks.map(({ size }) => size)).toEqual(opened.chunks.map(({ size }) => size));
  });

  it('is found by the names of the parts alone when the side files are lost', async () => {
    const folder = await withoutManifest(await written());
    expect(await problemsIn(folder)).toEqual([`note ARCHIVE_WITHOUT_MANIFEST ${folder}`]);
    const opened = await openSet(systemFileSystem, folder);
    expect((await opened.readBlob(large.digest, 2e6)).equals(large.bytes)).toBe(true);
    await opened.close();
    const report = await verify(folder);
    expect([report.ok, sums(report)]).toEqual([true, Array(4).fill('unlisted')]);
  });

  it('is read from the chunk that somebody joined the parts to', async () => {
    const folder = await written();
    await writeFile(join(folder, 'mirror_000002.tar'), await joinedParts(folder));
    expect(await problemsIn(folder)).toEqual(partNames.map((name) => `warning ARCHIVE_PART_FOREIGN ${name}`));
    for (const name of partNames) await unlink(join(folder, name));
    expect(await problemsIn(folder)).toEqual([]);
    expect((await verify(folder)).ok).toBe(true);
  });

  it('is moved aside with its parts when a new set takes its place', async () => {
    const folder = await written();
    await writeSet(folder, partedBlobs.slice(0, 1), { manifest: { setId: 'the-next-one', generation: 2 } });
    expect((await readdir(folder)).filter((name) => name.startsWith('mirror_'))).toEqual([
      'mirror_000001.tar',
    ]);
    expect((await verify(join(folder, 'generation-000001'))).ok).toBe(true);
  });
});

describe('when something is wrong with a part', () => {
  const cases: readonly [
    string,
    (path: (name: string) => string) => Promise<void>,
    string[],
    (string | undefined)[],
  ][] = [
    [
      'missing',
      (path) => unlink(path(second)),
      [`error ARCHIVE_PART_MISSING ${second}`],
      ['matches', 'matches', 'matches'],
    ],
    [
      'the first missing',
      (path) => unlink(path(partNames[0] ?? '')),
      [`error ARCHIVE_PART_MISSING ${partNames[0]}`],
      ['matches', 'matches', 'matches'],
    ],
    [
      'cut short',
      (path) => truncate(path(third), 1000),
      [`error ARCHIVE_PART_SIZE ${third}`],
      ['matches', 'matches', 'differs', 'matches'],
    ],
    [
      'empty',
      (path) => truncate(path(fourth), 0),
      [`error ARCHIVE_PART_SIZE ${fourth}`],
      ['matches', 'matches', 'matches', 'differs'],
    ],
    [
      'too long',
      (path) => truncate(path(second), partLimit + 1),
      [`error ARCHIVE_PART_SIZE ${second}`],
      ['matches', 'matches', 'matches', 'matches'],
    ],
    [
      'there twice, under the name of another',
      (path) => copyFile(path(second), path(third)),
      [`error ARCHIVE_PART_EXCHANGED ${third}`],
      ['matches', 'matches', 'differs', 'matches'],
    ],
    [
      'exchanged with another',
      async (path) => {
        await rename(path(second), path('x'));
        await rename(path(third), path(second));
        await rename(path('x'), path(third));
      },
      [`error ARCHIVE_PART_EXCHANGED ${second}`, `error ARCHIVE_PART_EXCHANGED ${third}`],
      ['matches', 'differs', 'differs', 'matches'],
    ],
    [
      'of another set',
      async (path) => {
        const other = await temporaryFolder();
        await writeSet(other, [testBlob(1_300_000, 99)], { fileLimit: partLimit });
        await copyFile(join(other, 'mirror_000001.part-0002'), path(second));
      },
      [`error ARCHIVE_PART_DAMAGED ${second}`],
      ['matches', 'differs', 'matches', 'matches'],
    ],
    [
      'a link',
      async (path) => {
        await rename(path(second), path('x'));
        await symlink(path('x'), path(second));
      },
      [`error ARCHIVE_CHUNK_KIND ${second}`],
      ['matches', 'matches', 'matches'],
    ],
    [
      'one too many',
      (path) => copyFile(path(fourth), path('mirror_000002.part-0005')),
      ['warning ARCHIVE_PART_FOREIGN mirror_000002.part-0005'],
      ['matches', 'matches', 'matches', 'matches'],
    ],
  ];

  it.each(cases)(
    '%s: it is named when the set is opened, and the others are judged',
    async (_, spoil, wanted, judged) => {
      const folder = await written();
      await spoil((name) => join(folder, name));
      expect(await problemsIn(folder)).toEqual(wanted);
      const report = await verify(folder);
      expect(report.ok).toBe(wanted.every((line) => !line.startsWith('error')));
      expect(sums(report)).toEqual(judged);
    },
  );

  it('names the part in which a bit was flipped, when the set is verified', async () => {
    const folder = await written();
    await flipBit(join(folder, third), 300_000);
    expect(await problemsIn(folder)).toEqual([]);
    const report = await verify(folder);
    expect(report.ok).toBe(false);
    expect(found(report)).toEqual([
      'ARCHIVE_BLOB_DAMAGED mirror_000002.tar',
      `ARCHIVE_PART_DAMAGED ${third}`,
    ]);
    expect(sums(report)).toEqual(['matches', 'matches', 'differs', 'matches']);
  });

  it('names a gap between parts and a cut end even without side files', async () => {
    const gap = await withoutManifest(await written());
    await unlink(join(gap, second));
    expect((await problemsIn(gap)).filter((line) => line.includes('PART'))).toEqual([
      `error ARCHIVE_PART_MISSING ${second}`,
    ]);
    const end = await withoutManifest(await written());
    await unlink(join(end, fourth));
    expect((await problemsIn(end))[0]).toBe('error ARCHIVE_ENTRY_CUT mirror_000002.tar');
  });

  it('refuses a manifest whose parts are not their chunk', async () => {
    const folder = await written();
    const path = join(folder, 'sluice-set.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(`"name": "${third}"`, `"name": "${second}"`));
    expect(await codeOf(openSet(systemFileSystem, folder))).toBe('ARCHIVE_MANIFEST_INVALID');
  });
});
