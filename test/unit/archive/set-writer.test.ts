import { readFile, readdir, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blobPath, linkFiles, openSet, type WrittenEntry } from '../../../core/archive/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { haveTar, listTar } from '../../support/archive-tar.ts';
import {
  codeOf,
  manifestInput,
  pieces,
  temporaryFolder,
  testBlob,
  testWriter,
  writeSet,
} from '../../support/archive-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

const blobs = [0, 1, 511, 512, 513, 5000, 3_000_000].map((size, seed) => testBlob(size, seed + 1));

describe('when a set is written', () => {
  it('can be opened again with every blob as it was', async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, blobs);
    const opened = await openSet(systemFileSystem, folder);
    expect(opened.problems).toEqual([]);
    for (const { digest, bytes } of blobs) {
      expect((await opened.readBlob(digest, bytes.length)).equals(bytes)).toBe(true);
    }
    await opened.close();
  });

  it('leaves nothing behind but the set', async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, blobs);
    expect((await readdir(folder)).sort()).toEqual([
      'imageset-config.yaml',
      'mirror_000001.tar',
      'sluice-index.jsonl',
      'sluice-set.json',
    ]);
  });

  it('gives the same bytes for the same content', async () => {
    const [first, second] = [await temporaryFolder(), await temporaryFolder()];
    await writeSet(first, blobs);
    await writeSet(second, blobs);
    for (const name of await readdir(first)) {
      expect((await readFile(join(first, name))).equals(await readFile(join(second, name)))).toBe(true);
    }
  });

  it('says where each entry lies, in the order of writing', async () => {
    const folder = await temporaryFolder();
    const recorded: WrittenEntry[] = [];
    const writer = await testWriter(folder, { onEntry: (entry) => recorded.push(entry) });
    const answers = [];
    for (const { digest, bytes } of blobs)
      answers.push(await writer.appendBlob(digest, bytes.length, pieces(bytes)));
    answers.push(...(await writer.appendFiles([{ name: 'working-dir/x', bytes: Buffer.from('abc') }])));
    await writer.seal();
    await writer.close();
    const listed = await listTar(join(folder, '.partial-000001'));
    expect(recorded.map(({ name, offset, size, end }) => ({ name, offset, size, end }))).toEqual(
      listed.map(({ name, offset, size, end }) => ({ name, offset, size, end })),
    );
    expect(answers).toEqual(recorded.map(({ chunk, offset, size, end }) => ({ chunk, offset, size, end })));
    expect(recorded.at(-1)?.sha256).toBe(createHash('sha256').update('abc').digest('hex'));
    expect(writer.entries).toEqual(recorded);
  });

  it('tells the true sum and size of every chunk', async () => {
    const folder = await temporaryFolder();
    const { manifest } = await writeSet(folder, blobs, { payloadLimit: 6000, maxOpenChunks: 3 });
    expect(manifest.chunks.length).toBeGreaterThan(1);
    for (const chunk of manifest.chunks) {
      const bytes = await readFile(join(folder, chunk.name));
      expect(chunk.size).toBe(bytes.length);
      expect(chunk.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(chunk.entries).toBe((await listTar(join(folder, chunk.name))).length);
    }
  });

  it('writes thousands of link files in a handful of calls', async () => {
    const folder = await temporaryFolder();
    const { fs, calls } = faultyFileSystem();
    const writer = await testWriter(folder, { fs });
    const layers = new Set(Array.from({ length: 5000 }, (_, seed) => testBlob(8, seed).digest));
    const files = linkFiles('lab/many', { tags: new Map(), revisions: new Set(), layers });
    await writer.appendFiles(files);
    await writer.seal();
    await writer.close();
    const entries = (await listTar(join(folder, '.partial-000001'))).length;
    expect(entries).toBe(layers.size);
    expect(calls.filter((call) => call.startsWith('write')).length).toBeLessThan(entries / 200);
  });

  it('writes a large blob in calls of about half a mebibyte, however small its pieces', async () => {
    const folder = await temporaryFolder();
    const { fs, calls } = faultyFileSystem();
    const writer = await testWriter(folder, { fs });
    const blob = testBlob(8_000_000, 7);
    await writer.appendBlob(blob.digest, blob.bytes.length, pieces(blob.bytes, 16_384));
    await writer.close();
    expect(calls.filter((call) => call.startsWith('writev')).length).toBeLessThan(20);
  });

  it.skipIf(!haveTar)('is read by tar (skipped where there is no tar program)', async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, blobs);
    const listing = execFileSync('tar', ['-tf', join(folder, 'mirror_000001.tar')]).toString();
    expect(listing.trimEnd().split('\n')).toEqual(blobs.map(({ digest }) => blobPath(digest)));
  });
});

describe('when the stream of a blob fails', () => {
  const before = testBlob(700, 1);
  const broken = testBlob(3_000_000, 2);
  const after = testBlob(900, 3);

  it.each([0, 1, 100_000, 2_999_999])(
    'takes back what was written of it after %i bytes',
    async (failAfter) => {
      const folder = await temporaryFolder();
      const writer = await testWriter(folder);
      await writer.appendBlob(before.digest, 700, pieces(before.bytes));
      const { size } = await stat(join(folder, '.partial-000001'));
      const failing = writer.appendBlob(
        broken.digest,
        broken.bytes.length,
        pieces(broken.bytes, 4096, failAfter),
      );
      await expect(failing).rejects.toThrow('the stream was cut');
      expect((await stat(join(folder, '.partial-000001'))).size).toBe(size);
      expect(writer.hasBlob(broken.digest)).toBe(false);
      await writer.appendBlob(after.digest, 900, pieces(after.bytes));
      await writer.seal();
      await writer.close();
      const names = (await listTar(join(folder, '.partial-000001'))).map((entry) => entry.name);
      expect(names).toEqual([blobPath(before.digest), blobPath(after.digest)]);
    },
  );

  it('takes the blob on a second attempt', async () => {
    const folder = await temporaryFolder();
    const writer = await testWriter(folder);
    const size = broken.bytes.length;
    await expect(writer.appendBlob(broken.digest, size, pieces(broken.bytes, 4096, 9000))).rejects.toThrow(
      'cut',
    );
    await writer.appendBlob(broken.digest, size, pieces(broken.bytes));
    expect(writer.hasBlob(broken.digest)).toBe(true);
    await writer.close();
  });

  it('refuses a stream that is longer or shorter than said', async () => {
    const writer = await testWriter(await temporaryFolder());
    expect(await codeOf(writer.appendBlob(before.digest, 699, pieces(before.bytes)))).toBe('BLOB_TOO_LONG');
    expect(await codeOf(writer.appendBlob(before.digest, 701, pieces(before.bytes)))).toBe('BLOB_TOO_SHORT');
    await writer.appendBlob(before.digest, 700, pieces(before.bytes));
    await writer.close();
  });

  it('does not disturb the blobs that are written beside it', async () => {
    const folder = await temporaryFolder();
    const beside = [4, 5, 6, 7].map((seed) => testBlob(400_000, seed));
    const writer = await testWriter(folder, { maxOpenChunks: 3 });
    const results = await Promise.allSettled([
      ...beside.map((blob) => writer.appendBlob(blob.digest, blob.bytes.length, pieces(blob.bytes))),
      writer.appendBlob(broken.digest, broken.bytes.length, pieces(broken.bytes, 4096, 50_000)),
    ]);
    expect(results.filter((result) => result.status === 'rejected').length).toBe(1);
    await writer.seal();
    await writer.commit({ manifest: manifestInput(), sideFiles: [], previous: 'keep' });
    await writer.close();
    const opened = await openSet(systemFileSystem, folder);
    expect(opened.problems).toEqual([]);
    for (const blob of beside)
      expect((await opened.readBlob(blob.digest, 400_000)).equals(blob.bytes)).toBe(true);
    await opened.close();
  });
});

describe('when the disk fails', () => {
  const blob = testBlob(3_000_000, 1);
  const other = testBlob(100, 2);

  it.each([
    ['ENOSPC', 'ARCHIVE_DISK_FULL'],
    ['EDQUOT', 'ARCHIVE_DISK_FULL'],
    ['EFBIG', 'ARCHIVE_FILE_LIMIT'],
    ['EROFS', 'ARCHIVE_NOT_WRITABLE'],
    ['EIO', 'ARCHIVE_WRITE_FAILED'],
  ])('reports %s as %s and takes nothing more', async (code, expected) => {
    const folder = await temporaryFolder();
    const { fs } = faultyFileSystem({ at: 2, only: /^writev/, kind: 'fail', code, torn: true });
    const writer = await testWriter(folder, { fs });
    await writer.appendBlob(other.digest, 100, pieces(other.bytes));
    const { size } = await stat(join(folder, '.partial-000001'));
    expect(await codeOf(writer.appendBlob(blob.digest, blob.bytes.length, pieces(blob.bytes)))).toBe(
      expected,
    );
    expect((await stat(join(folder, '.partial-000001'))).size).toBe(size);
    const third = testBlob(50, 3);
    expect(await codeOf(writer.appendBlob(third.digest, 50, pieces(third.bytes)))).toBe(expected);
    expect(await codeOf(writer.seal())).toBe(expected);
    await writer.close();
  });

  it('tells those that wait for a chunk as well', async () => {
    const folder = await temporaryFolder();
    const { fs } = faultyFileSystem({ at: 1, only: /^writev/, kind: 'fail', code: 'ENOSPC' });
    const writer = await testWriter(folder, { fs });
    const results = await Promise.all(
      [1, 2, 3, 4].map((seed) => {
        const each = testBlob(2_000_000, seed);
        return codeOf(writer.appendBlob(each.digest, each.bytes.length, pieces(each.bytes)));
      }),
    );
    expect(new Set(results)).toEqual(new Set(['ARCHIVE_DISK_FULL']));
    await writer.close();
  });

  it('does not seal what fsync did not accept', async () => {
    const folder = await temporaryFolder();
    const { fs } = faultyFileSystem({ at: 1, only: /^sync \.partial/, kind: 'fail', code: 'EIO' });
    const writer = await testWriter(folder, { fs });
    await writer.appendBlob(other.digest, 100, pieces(other.bytes));
    expect(await codeOf(writer.seal())).toBe('ARCHIVE_WRITE_FAILED');
    expect(await codeOf(writer.seal())).toBe('ARCHIVE_WRITE_FAILED');
    await writer.close();
    expect(await readdir(folder)).toEqual(['.partial-000001']);
  });
});

describe('when the caller errs', () => {
  const blob = testBlob(10, 1);

  it('takes no entry twice', async () => {
    const writer = await testWriter(await temporaryFolder());
    await writer.appendBuffers([blob]);
    expect(await codeOf(writer.appendBlob(blob.digest, 10, pieces(blob.bytes)))).toBe('ARCHIVE_ENTRY_EXISTS');
    const twice = [
      { name: 'a', bytes: blob.bytes },
      { name: 'a', bytes: blob.bytes },
    ];
    expect(await codeOf(writer.appendFiles(twice))).toBe('ARCHIVE_ENTRY_EXISTS');
    expect(writer.hasFile('a')).toBe(false);
    await writer.close();
  });

  it.each(['../x', '/x', 'a\\b', 'C:/x', 'a//b', ''])(
    'writes no entry that we would not read: "%s"',
    async (name) => {
      const writer = await testWriter(await temporaryFolder());
      expect(await codeOf(writer.appendFiles([{ name, bytes: blob.bytes }]))).toMatch(/^ARCHIVE_NAME_/);
      await writer.close();
    },
  );

  it('takes nothing after the end', async () => {
    const writer = await testWriter(await temporaryFolder());
    await writer.appendBuffers([blob]);
    await writer.seal();
    expect(await codeOf(writer.appendFiles([{ name: 'a', bytes: blob.bytes }]))).toBe(
      'ARCHIVE_WRITER_CLOSED',
    );
    await writer.close();
  });

  it('commits nothing that is not sealed', async () => {
    const writer = await testWriter(await temporaryFolder());
    await writer.appendBuffers([blob]);
    const commit = writer.commit({ manifest: manifestInput(), sideFiles: [], previous: 'keep' });
    expect(await codeOf(commit)).toBe('ARCHIVE_WRITER_CLOSED');
    await writer.close();
  });
});
