import { appendFile, copyFile, readFile, rename, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  archiveSource,
  describeSet,
  linkFiles,
  openSet,
  type OpenedSet,
} from '../../../core/archive/index.ts';
import { verified } from '../../../core/image/index.ts';
import { systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import {
  codeOf,
  flipBit,
  manifestInput,
  pieces,
  temporaryFolder,
  testBlob,
  testWriter,
  writeSet,
} from '../../support/archive-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';
import { blobs, codes, look, threeChunks } from '../../support/opened-archives.ts';

describe('when a set of ours is opened', () => {
  it('needs no scan: it reads two headers of each chunk, however long that is', async () => {
    const folder = await temporaryFolder();
    await writeSet(
      folder,
      Array.from({ length: 200 }, (_, seed) => testBlob(20_000, seed)),
    );
    const { fs, reads } = faultyFileSystem();
    const opened = await openSet(fs, folder);
    expect(opened.kind).toBe('sluice');
    expect(reads.filter((call) => call.startsWith('read mirror_')).length).toBe(2);
    await opened.close();
  });

  it('tells apart missing, empty, cut and foreign chunks, and names each', async () => {
    const folder = await threeChunks();
    await unlink(join(folder, 'mirror_000001.tar'));
    await writeFile(join(folder, 'mirror_000002.tar'), '');
    await truncate(join(folder, 'mirror_000003.tar'), 1000);
    await writeFile(join(folder, 'mirror_000007.tar'), 'stray');
    const opened = await look(folder);
    expect(opened.problems.map(({ level, code, affected }) => [level, code, ...affected])).toEqual([
      ['error', 'ARCHIVE_CHUNK_MISSING', 'mirror_000001.tar'],
      ['error', 'ARCHIVE_EMPTY', 'mirror_000002.tar'],
      ['error', 'ARCHIVE_CHUNK_SIZE', 'mirror_000003.tar'],
      ['warning', 'ARCHIVE_CHUNK_FOREIGN', 'mirror_000007.tar'],
    ]);
    expect(opened.blobs.size).toBe(0);
  });

  it('recognises a chunk of another set by its first header, even when the size is the same', async () => {
    const folder = await threeChunks();
    const other = await temporaryFolder();
    await writeSet(other, [testBlob(3000, 9)]);
    await copyFile(join(other, 'mirror_000001.tar'), join(folder, 'mirror_000002.tar'));
    const opened = await look(folder);
    expect(codes(opened)).toEqual(['error ARCHIVE_INDEX_MISMATCH']);
    expect(opened.problems[0]?.affected).toEqual(['mirror_000002.tar']);
  });

  it('recognises chunks that were given each other’s names', async () => {
    const folder = await threeChunks();
    await rename(join(folder, 'mirror_000001.tar'), join(folder, 'x'));
    await rename(join(folder, 'mirror_000002.tar'), join(folder, 'mirror_000001.tar'));
    await rename(join(folder, 'x'), join(folder, 'mirror_000002.tar'));
    expect(codes(await look(folder))).toEqual([
      'error ARCHIVE_INDEX_MISMATCH',
      'error ARCHIVE_INDEX_MISMATCH',
    ]);
  });

  it.each([
    ['is missing', (path: string) => unlink(path), 'ARCHIVE_INDEX_ABSENT'],
    ['has one byte more', (path: string) => appendFile(path, 'x'), 'ARCHIVE_INDEX_INVALID'],
    ['is cut', (path: string) => truncate(path, 50), 'ARCHIVE_INDEX_INVALID'],
    [
      'points elsewhere',
      (path: string) => edit(path, /"offset":\d+/, '"offset":1024'),
      'ARCHIVE_INDEX_INVALID',
    ],
    ['is empty', (path: string) => truncate(path, 0), 'ARCHIVE_INDEX_INVALID'],
  ] as const)('scans the chunks when the index %s', async (_, damage, code) => {
    const folder = await threeChunks();
    await damage(join(folder, 'sluice-index.jsonl'));
    const opened = await openSet(systemFileSystem, folder);
    expect(codes(opened)).toEqual([`warning ${code}`]);
    expect(opened.kind).toBe('sluice');
    for (const { digest, bytes } of blobs)
      expect((await opened.readBlob(digest, 3000)).equals(bytes)).toBe(true);
    await opened.close();
  });

  it('refuses a damaged manifest and one from the future', async () => {
    const folder = await threeChunks();
    const path = join(folder, 'sluice-set.json');
    await edit(path, /"generation": 1/, '"generation": "one"');
    const error = await openSet(systemFileSystem, folder).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'ARCHIVE_MANIFEST_INVALID', params: { place: 'generation' } });
    await edit(path, /"formatVersion": 1/, '"formatVersion": 2');
    expect(await codeOf(openSet(systemFileSystem, folder))).toBe('ARCHIVE_MANIFEST_TOO_NEW');
  });

  it('shows the manifest to the signature check before reading it', async () => {
    const folder = await threeChunks();
    await writeFile(join(folder, 'sluice-set.json'), 'not even JSON');
    const refused = openSet(systemFileSystem, folder, {
      authenticate: () => {
        throw new Error('not signed');
      },
    });
    await expect(refused).rejects.toThrow('not signed');
  });

  it('names the image that lacks content, unless the target is expected to have it', async () => {
    const [first, second] = blobs;
    const absent = testBlob(10, 99).digest;
    if (first === undefined || second === undefined) throw new Error('unreachable');
    const image = {
      type: 'generic' as const,
      origin: 'quay.io/lab/one:v1',
      repository: 'lab/one',
      tag: 'v1',
      digest: first.digest,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      size: 3000,
    };
    const closures = { [first.digest]: [second.digest, absent] };
    const broken = await look(await threeChunks({ images: [image], closures }));
    expect(codes(broken)).toEqual(['error ARCHIVE_CLOSURE_BROKEN']);
    expect(broken.problems[0]).toMatchObject({
      affected: ['quay.io/lab/one:v1'],
      params: { digest: absent, count: 1 },
    });
    const expected = [{ digest: absent, size: 10 }];
    const delta = await look(await threeChunks({ images: [image], closures, expected }));
    expect(codes(delta)).toEqual([]);
  });

  it('says when the set was made without some of its images', async () => {
    const missing = [{ origin: 'quay.io/lab/gone:v1', code: 'BLOB_NOT_FOUND' }];
    const opened = await look(await threeChunks({ complete: 'incomplete', missing }));
    expect(codes(opened)).toEqual(['warning ARCHIVE_SET_INCOMPLETE']);
    expect(opened.problems[0]?.affected).toEqual(['quay.io/lab/gone:v1']);
  });
});

describe('when content is read', () => {
  const large = testBlob(2_500_000, 5);

  async function opened(): Promise<{ set: OpenedSet; folder: string }> {
    const folder = await temporaryFolder();
    const writer = await testWriter(folder);
    await writer.appendBlob(large.digest, large.bytes.length, pieces(large.bytes));
    await writer.appendFiles([{ name: 'working-dir/signatures/x', bytes: Buffer.from('signed') }]);
    await writer.seal();
    await writer.commit({ manifest: manifestInput(), sideFiles: [], previous: 'keep' });
    await writer.close();
    return { set: await openSet(systemFileSystem, folder), folder };
  }

  it.each([0, 1, 1_048_576, 2_499_999, 2_500_000])('gives a blob from byte %i on', async (offset) => {
    const { set } = await opened();
    const parts: Buffer[] = [];
    for await (const bytes of set.openBlobBytes(large.digest, { offset })) parts.push(bytes);
    expect(Buffer.concat(parts).equals(large.bytes.subarray(offset))).toBe(true);
    await set.close();
  });

  it('reads through lent memory, for a caller that keeps a chunk until the next one has come', async () => {
    const huge = testBlob(7_500_000, 6);
    const folder = await temporaryFolder();
    const writer = await testWriter(folder);
    await writer.appendBlob(huge.digest, huge.bytes.length, pieces(huge.bytes));
    await writer.seal();
    await writer.commit({ manifest: manifestInput(), sideFiles: [], previous: 'keep' });
    await writer.close();
    const set = await openSet(systemFileSystem, folder);
    const memory = Array.from({ length: 4 }, () => Buffer.alloc(1024 * 1024));
    const descriptor = { mediaType: 'x', digest: huge.digest, size: huge.bytes.length };
    const used: Buffer[] = [];
    let kept: Buffer | undefined;
    for await (const chunk of verified(set.openBlobBytes(huge.digest, { memory }), descriptor)) {
      expect(memory.some((lent) => lent.buffer === chunk.buffer)).toBe(true);
      // Time for the source to read ahead as far as it may.
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (kept !== undefined) used.push(Buffer.from(kept));
      kept = chunk;
    }
    if (kept !== undefined) used.push(kept);
    expect(Buffer.concat(used).equals(huge.bytes)).toBe(true);
    await set.close();
  });

  it('notices a changed byte in a blob and in a file', async () => {
    const { set, folder } = await opened();
    const path = join(folder, 'mirror_000001.tar');
    const file = set.files.get('working-dir/signatures/x');
    const blob = set.blobs.get(large.digest);
    await flipBit(path, (blob?.offset ?? 0) + 1_000_000);
    await flipBit(path, file?.offset ?? 0);
    expect(await codeOf(set.readBlob(large.digest, 3_000_000))).toBe('ARCHIVE_BLOB_DAMAGED');
    expect(await codeOf(set.readFile('working-dir/signatures/x', 100))).toBe('ARCHIVE_FILE_DAMAGED');
    const descriptor = { mediaType: 'x', digest: large.digest, size: large.bytes.length };
    const drained = async (): Promise<void> => {
      for await (const bytes of verified(set.openBlobBytes(large.digest), descriptor)) void bytes;
    };
    expect(await codeOf(drained())).toBe('BLOB_DIGEST_MISMATCH');
    await set.close();
  });

  it('keeps to the limits that the caller sets', async () => {
    const { set } = await opened();
    expect(await codeOf(set.readBlob(large.digest, 2_499_999))).toBe('ARCHIVE_FILE_TOO_LARGE');
    expect(await codeOf(set.readFile('working-dir/signatures/x', 5))).toBe('ARCHIVE_FILE_TOO_LARGE');
    expect(await codeOf(set.readBlob(testBlob(1, 1).digest, 10))).toBe('ARCHIVE_BLOB_ABSENT');
    expect(await codeOf(set.readFile('working-dir/absent', 10))).toBe('ARCHIVE_FILE_ABSENT');
    await set.close();
  });

  it('reports a medium that was pulled out, and stops when told to', async () => {
    const { set, folder } = await opened();
    await set.close();
    const unplugged = { pulled: false };
    const failing = await openSet(unpluggable(unplugged), folder);
    unplugged.pulled = true;
    const reading = failing.readBlob(large.digest, 3_000_000);
    await expect(reading).rejects.toMatchObject({ code: 'ARCHIVE_READ_FAILED', params: { reason: 'EIO' } });
    unplugged.pulled = false;
    const controller = new AbortController();
    controller.abort(new Error('cancelled'));
    const stream = failing.openBlobBytes(large.digest, { signal: controller.signal });
    const drained = async (): Promise<void> => {
      for await (const bytes of stream) void bytes;
    };
    await expect(drained()).rejects.toThrow('cancelled');
    await truncate(join(folder, 'mirror_000001.tar'), 1_000_000);
    expect(await codeOf(failing.readBlob(large.digest, 3_000_000))).toBe('ARCHIVE_ENTRY_CUT');
    await failing.close();
  });
});

describe('when a set serves as a source', () => {
  const config = testBlob(40, 1);
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: config.digest, size: 40 },
      layers: [],
    }),
  );
  const digest = digestOf(manifest);

  it('resolves tags, gives manifests with their media type, and opens blobs', async () => {
    const folder = await temporaryFolder();
    const writer = await testWriter(folder);
    await writer.appendBuffers([config, { digest, bytes: manifest }]);
    await writer.appendFiles(
      linkFiles('lab/one', {
        tags: new Map([['v1', digest]]),
        revisions: new Set([digest]),
        layers: new Set([config.digest]),
      }),
    );
    await writer.seal();
    await writer.commit({ manifest: manifestInput(), sideFiles: [], previous: 'keep' });
    await writer.close();
    const opened = await openSet(systemFileSystem, folder);
    const source = archiveSource(opened);
    const descriptor = {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest,
      size: manifest.length,
    };
    expect(await source.resolveTag('lab/one', 'v1')).toEqual(descriptor);
    expect(await source.resolveTag('lab/one', 'v2')).toBeUndefined();
    expect(await source.resolveTag('lab/two', 'v1')).toBeUndefined();
    expect(await source.fetchManifest('lab/one', digest)).toEqual({ descriptor, bytes: manifest });
    const parts: Buffer[] = [];
    const blob = { mediaType: 'x', digest: config.digest, size: 40 };
    for await (const bytes of await source.openBlob('lab/one', blob, { offset: 10 })) parts.push(bytes);
    expect(Buffer.concat(parts).equals(config.bytes.subarray(10))).toBe(true);
    expect(describeSet(opened)).toMatchObject({
      kind: 'sluice',
      repositories: 1,
      tags: 1,
      blobs: 2,
      files: 0,
    });
    await opened.close();
  });
});

async function edit(path: string, from: RegExp, to: string): Promise<void> {
  await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
}

/** The real file system on a medium whose reads fail once it is pulled. */
function unpluggable(state: { readonly pulled: boolean }): FileSystem {
  const opening: FileSystem['open'] = async (...parameters) => {
    const handle = await systemFileSystem.open(...parameters);
    return new Proxy(handle, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]): unknown => {
          if (key === 'read' && state.pulled) throw Object.assign(new Error('pulled'), { code: 'EIO' });
          return Reflect.apply(member, target, given);
        };
      },
    });
  };
  return { ...systemFileSystem, open: opening };
}
