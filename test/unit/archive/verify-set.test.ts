import { readFile, truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { linkFiles, openSet, verifySet, type VerifyReport } from '../../../core/archive/index.ts';
import { linkLimit } from '../../../core/archive/layout/links.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { listTar, rawEntry, writeTar } from '../../support/archive-tar.ts';
import {
  flipBit,
  manifestInput,
  pieces,
  temporaryFolder,
  testBlob,
  testWriter,
} from '../../support/archive-world.ts';

const blobs = [10, 1_300_000, 700, 513].map((size, seed) => testBlob(size, seed + 1));

async function written(): Promise<string> {
  const folder = await temporaryFolder();
  const writer = await testWriter(folder, { payloadLimit: 1_300_500 });
  const layers = new Set(blobs.map(({ digest }) => digest));
  await writer.appendFiles(linkFiles('lab/one', { tags: new Map(), revisions: new Set(), layers }));
  for (const { digest, bytes } of blobs) await writer.appendBlob(digest, bytes.length, pieces(bytes));
  await writer.appendFiles([{ name: 'working-dir/signatures/x', bytes: Buffer.from('signed') }]);
  await writer.seal();
  await writer.commit({ manifest: manifestInput(), sideFiles: [], previous: 'keep' });
  await writer.close();
  return folder;
}

async function verify(folder: string, withoutManifest = false): Promise<VerifyReport> {
  if (withoutManifest) await unlink(join(folder, 'sluice-set.json'));
  const opened = await openSet(systemFileSystem, folder);
  const report = await verifySet(opened);
  await opened.close();
  return report;
}

const codesOf = (report: VerifyReport): string[] =>
  [...report.problems, ...report.chunks.flatMap((chunk) => chunk.findings)]
    .filter(({ level }) => level === 'error')
    .map(({ code }) => code);

describe('when a whole set is verified', () => {
  it('finds nothing wrong and has a line for every chunk', async () => {
    const report = await verify(await written());
    expect(report.ok).toBe(true);
    expect(report.chunks.map(({ name, sum, findings }) => [name, sum, findings])).toEqual([
      ['mirror_000001.tar', 'matches', []],
      ['mirror_000002.tar', 'matches', []],
    ]);
    expect(report.chunks.reduce((sum, { blobs: count }) => sum + count, 0)).toBe(blobs.length);
    expect(report.bytes).toBe(report.chunks.reduce((sum, { size }) => sum + size, 0));
  });

  it('reports its progress up to the last byte, and stops when told to', async () => {
    const opened = await openSet(systemFileSystem, await written());
    const seen: number[] = [];
    const { bytes } = await verifySet(opened, { onProgress: (progress) => seen.push(progress.bytes) });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(bytes);
    const controller = new AbortController();
    const stopped = verifySet(opened, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('cancelled')),
    });
    await expect(stopped).rejects.toThrow('cancelled');
    await opened.close();
  });
});

describe('when a byte of a set changed', () => {
  const names = ['a blob', 'a file', 'a link file', 'the padding', 'a header', 'the end mark'] as const;
  const expected: Readonly<Record<(typeof names)[number], string>> = {
    'a blob': 'ARCHIVE_BLOB_DAMAGED',
    'a file': 'ARCHIVE_FILE_DAMAGED',
    'a link file': 'ARCHIVE_LINK_INVALID',
    'the padding': 'ARCHIVE_PADDING_DIRTY',
    'a header': 'ARCHIVE_CHECKSUM_WRONG',
    'the end mark': 'ARCHIVE_TRAILING_DATA',
  };

  async function damage(folder: string, what: (typeof names)[number]): Promise<string> {
    for (const chunk of ['mirror_000001.tar', 'mirror_000002.tar']) {
      const path = join(folder, chunk);
      const { length } = await readFile(path);
      for (const { name, offset, size, start } of await listTar(path)) {
        const isBlob = name.includes('/blobs/');
        const at = {
          'a blob': isBlob && size > 1_000_000 ? offset + 1_200_000 : -1,
          'a file': name.startsWith('working-dir/') ? offset : -1,
          'a link file': name.endsWith('/link') ? offset + 10 : -1,
          'the padding': isBlob && size === 10 ? offset + 300 : -1,
          'a header': isBlob && size === 700 ? start + 130 : -1,
          'the end mark': isBlob && size === 700 ? length - 3 : -1,
        }[what];
        if (at < 0) continue;
        await flipBit(path, at);
        return chunk;
      }
    }
    throw new Error(`nothing to damage: ${what}`);
  }

  it.each(names)('names the chunk and %s by its sum and by its content', async (what) => {
    const folder = await written();
    const chunk = await damage(folder, what);
    const report = await verify(folder);
    expect(report.ok).toBe(false);
    expect(codesOf(report)).toEqual(expect.arrayContaining([expected[what], 'ARCHIVE_CHUNK_DAMAGED']));
    expect(report.chunks.filter(({ sum }) => sum === 'differs').map(({ name }) => name)).toEqual([chunk]);
    for (const { findings, name } of report.chunks) {
      expect(findings.flatMap(({ affected }) => affected).every((affected) => affected === name)).toBe(true);
    }
  });

  it.each(names.filter((name) => name !== 'a file'))('finds %s without any manifest', async (what) => {
    const folder = await written();
    await damage(folder, what);
    const report = await verify(folder, true);
    expect(report.ok).toBe(false);
    expect(codesOf(report)).toContain(expected[what]);
  });

  it('names exactly the damaged blob', async () => {
    const folder = await written();
    await damage(folder, 'a blob');
    const report = await verify(folder);
    expect(report.chunks.flatMap(({ damagedBlobs }) => damagedBlobs)).toEqual([blobs[1]?.digest]);
  });

  it('names damaged blobs behind a damaged header too', async () => {
    const folder = await written();
    const path = join(folder, 'mirror_000002.tar');
    const [first, second] = await listTar(path);
    await flipBit(path, (first?.start ?? 0) + 130);
    await flipBit(path, second?.offset ?? 0);
    const report = await verify(folder);
    expect(codesOf(report)).toContain('ARCHIVE_CHECKSUM_WRONG');
    expect(report.chunks.flatMap(({ damagedBlobs }) => damagedBlobs)).toEqual([blobs[3]?.digest]);
  });

  it('finds every single flipped byte of a small set', { timeout: 60_000 }, async () => {
    const folder = await temporaryFolder();
    const writer = await testWriter(folder);
    const blob = testBlob(40, 1);
    await writer.appendBuffers([blob]);
    await writer.seal();
    const { manifest } = await writer.commit({ manifest: manifestInput(), sideFiles: [], previous: 'keep' });
    await writer.close();
    const path = join(folder, 'mirror_000001.tar');
    for (let offset = 0; offset < (manifest.chunks[0]?.size ?? 0); offset += 1) {
      await flipBit(path, offset);
      expect((await verify(folder)).ok, `byte ${offset}`).toBe(false);
      await flipBit(path, offset);
    }
    expect((await verify(folder)).ok).toBe(true);
  });
});

describe('when chunks are missing or cut', () => {
  it('verifies the rest all the same', async () => {
    const folder = await written();
    await unlink(join(folder, 'mirror_000001.tar'));
    const report = await verify(folder);
    expect(report.ok).toBe(false);
    expect(codesOf(report)).toEqual(['ARCHIVE_CHUNK_MISSING']);
    expect(report.chunks.map(({ name, sum }) => [name, sum])).toEqual([['mirror_000002.tar', 'matches']]);
  });

  it('says where a chunk ends too early', async () => {
    const folder = await written();
    await truncate(join(folder, 'mirror_000001.tar'), 5000);
    const codes = codesOf(await verify(folder));
    expect(codes).toEqual(
      expect.arrayContaining(['ARCHIVE_CHUNK_SIZE', 'ARCHIVE_ENTRY_CUT', 'ARCHIVE_CHUNK_DAMAGED']),
    );
  });

  it('accepts an archive of another maker that is whole', async () => {
    const folder = await temporaryFolder();
    await writeTar(join(folder, 'mirror_000001.tar'), [rawEntry({ name: 'working-dir/x', body: 'x' })]);
    const report = await verify(folder);
    expect(report).toMatchObject({ ok: true, chunks: [{ sum: 'unlisted', entries: 1, blobs: 0 }] });
  });
});

describe('when a link file is as large as a layer', () => {
  const { digest } = testBlob(10, 1);
  const link = 'docker/registry/v2/repositories/lab/one/_manifests/tags/1.0/current/link';
  const size = 16 * 1024 * 1024;

  it.each([
    ['nothing but zeros', '\0'],
    ['its digest again and again', `${digest}\n`],
  ])('names it as invalid and keeps none of it: %s', async (_, text) => {
    const folder = await temporaryFolder();
    const body = Buffer.alloc(size, text);
    await writeTar(join(folder, 'mirror_000001.tar'), [rawEntry({ name: link, body })]);
    const opened = await openSet(systemFileSystem, folder);
    // What is kept of a link is joined when its end is reached.
    const joined = vi.spyOn(Buffer, 'concat');
    const report = await verifySet(opened);
    await opened.close();
    const kept = joined.mock.results.map((result) => (result.value as Buffer).length);
    joined.mockRestore();
    expect(Math.max(0, ...kept)).toBeLessThanOrEqual(linkLimit);
    expect(report).toMatchObject({
      ok: false,
      chunks: [
        {
          sum: 'unlisted',
          entries: 1,
          findings: [{ code: 'ARCHIVE_LINK_INVALID', params: { entry: link, offset: 0 } }],
        },
      ],
    });
  });
});
