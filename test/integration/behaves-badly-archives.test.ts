import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawEntry } from '../support/archive-tar.ts';
import { operator, readsWell } from '../support/cli-operator.ts';
import { createCliWorld, type CliWorld } from '../support/cli-world.ts';

// Disks that come through guarded doors broken, or made by somebody hostile: see behaves-badly.test.ts.

let world: CliWorld;
let goodStage: Record<string, string>;
const multi = 'quay.io/practice/multi:1.0';
const zstd = 'quay.io/practice/zstd:1.0';
const { fresh, images, mirrorTo } = operator(() => world);

beforeAll(async () => {
  world = await createCliWorld();
  goodStage = await world.stage(await world.upstream());
});
afterAll(() => world.close());

describe('when an archive is broken', () => {
  let whole: string;
  let chunk: Buffer;
  beforeAll(async () => {
    whole = fresh();
    await mirrorTo(whole, await images(multi, zstd), goodStage);
    chunk = await readFile(`${whole}/mirror_000001.tar`);
  });

  /** A folder with `bytes` as its only chunk, with or without the side files. */
  async function archive(bytes: Uint8Array | undefined, sideFiles = false): Promise<string> {
    const folder = fresh();
    await mkdir(folder);
    if (sideFiles) {
      for (const name of ['sluice-set.json', 'sluice-index.jsonl'])
        await writeFile(`${folder}/${name}`, await readFile(`${whole}/${name}`));
    }
    if (bytes !== undefined) await writeFile(`${folder}/mirror_000001.tar`, bytes);
    return folder;
  }
  const tar = (entry: Parameters<typeof rawEntry>[0]): Buffer =>
    Buffer.concat([rawEntry(entry), Buffer.alloc(1024)]);
  const flipped = (at: number): Buffer => {
    const copy = Buffer.from(chunk);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };

  const cases: readonly [string, () => Promise<string>, string][] = [
    ['absent', async () => fresh(), 'ARCHIVE_SET_ABSENT'],
    ['an empty folder', () => archive(undefined), 'ARCHIVE_SET_ABSENT'],
    ['an empty file', () => archive(Buffer.alloc(0)), 'ARCHIVE_EMPTY'],
    ['no tar', () => archive(Buffer.alloc(20_000, 'x')), 'ARCHIVE_HEADER_INVALID'],
    ['compressed', () => archive(gzipSync(chunk)), 'ARCHIVE_COMPRESSED'],
    ['cut short', () => archive(chunk.subarray(0, 30_000)), 'ARCHIVE_ENTRY_CUT'],
    ['without its chunk', () => archive(undefined, true), 'ARCHIVE_CHUNK_MISSING'],
    ['climbing out', () => archive(tar({ name: 'docker/../../evil' })), 'ARCHIVE_NAME_TRAVERSAL'],
    ['with an absolute name', () => archive(tar({ name: '/tmp/evil' })), 'ARCHIVE_NAME_ABSOLUTE'],
    [
      'with a symbolic link',
      () => archive(tar({ name: 'a', type: '2', linkName: '/etc/passwd' })),
      'ARCHIVE_ENTRY_KIND',
    ],
    [
      'with a hard link',
      () => archive(tar({ name: 'a', type: '1', linkName: '/etc/passwd' })),
      'ARCHIVE_ENTRY_KIND',
    ],
  ];
  it.each(cases)('%s: inspect, verify and import say so, and nothing is pushed', async (_, make, code) => {
    const folder = await make();
    for (const command of ['inspect', 'verify']) {
      const shown = await world.run([command, folder]);
      readsWell(shown);
      expect(shown.all).toContain(code);
      expect(shown.all).not.toContain('ARCHIVE_WITHOUT_MANIFEST');
      expect(shown.code).toBe(1);
    }
    const host = await world.registry();
    const shown = await world.run([
      'mirror',
      '-c',
      await images(multi),
      '--dest-tls-verify=false',
      '--from',
      `file://${folder}`,
      `docker://${host}`,
    ]);
    readsWell(shown);
    expect(shown.errors).toContain(code);
    expect(shown.code).toBe(1);
    expect(await fetch(`http://${host}/v2/_catalog`).then((answer) => answer.json())).toEqual({
      repositories: [],
    });
  });

  it('with one flipped byte: verify names the chunk and counts the good blobs', async () => {
    const shown = await world.run(['verify', await archive(flipped(10_000), true)]);
    readsWell(shown);
    expect(shown.output).toMatch(/✗ mirror_000001\.tar .* (\d+) of \d+ blobs good/);
    expect(shown.output).toMatch(
      /ARCHIVE_BLOB_DAMAGED: sha256:[0-9a-f]{64} is damaged in mirror_000001\.tar/,
    );
    expect(shown.output).toContain('ARCHIVE_CHUNK_DAMAGED: mirror_000001.tar');
    expect(shown.code).toBe(1);
  });

  it('with one flipped byte: an import pushes none of it, and says which image is missing', async () => {
    const folder = await archive(flipped(10_000), true);
    const host = await world.registry();
    const shown = await world.run([
      'mirror',
      '-c',
      await images(multi, zstd),
      '--dest-tls-verify=false',
      '--from',
      `file://${folder}`,
      `docker://${host}`,
    ]);
    readsWell(shown);
    expect(shown.code).toBe(8);
    expect(shown.output).toMatch(/✗ additional images: 1 copied, 0 already there, 1 failed/);
    expect(shown.output).toContain('run "sluice verify"');
  });
});
