import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blobPath, openSet } from '../../../core/archive/index.ts';
import { openWindow } from '../../../core/archive/tar/window.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { rawEntry, writeTar } from '../../support/archive-tar.ts';
import { codeOf, temporaryFolder, testWriter } from '../../support/archive-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';
import { blobs, codes, look, threeChunks } from '../../support/opened-archives.ts';

describe('when an archive without manifest is opened', () => {
  it('says so, and finds the same content by scanning', async () => {
    const folder = await threeChunks();
    const whole = await look(folder);
    for (const name of ['sluice-set.json', 'sluice-index.jsonl']) await unlink(join(folder, name));
    const scanned = await look(folder);
    expect(scanned.kind).toBe('oc-mirror');
    expect(codes(scanned)).toEqual(['note ARCHIVE_WITHOUT_MANIFEST']);
    expect(scanned.blobs).toEqual(whole.blobs);
  });

  it('names a chunk that is missing between others', async () => {
    const folder = await threeChunks();
    for (const name of ['sluice-set.json', 'sluice-index.jsonl', 'mirror_000002.tar'])
      await unlink(join(folder, name));
    const opened = await look(folder);
    expect(codes(opened)).toEqual(['error ARCHIVE_CHUNK_MISSING', 'note ARCHIVE_WITHOUT_MANIFEST']);
    expect(opened.problems[0]?.affected).toEqual(['mirror_000002.tar']);
  });

  it('reads only files that are named exactly like chunks', async () => {
    const folder = await temporaryFolder();
    await writeTar(join(folder, 'mirror_000001.tar'), [rawEntry({ name: 'working-dir/a' })]);
    await writeTar(join(folder, 'old_mirror_000009.tar.bak'), [rawEntry({ name: 'working-dir/b' })]);
    await writeTar(join(folder, 'mirror_000002.tar.sha256'), [rawEntry({ name: 'working-dir/c' })]);
    await writeTar(join(folder, 'mirror_000000.tar'), [rawEntry({ name: 'working-dir/d' })]);
    expect([...(await look(folder)).files.keys()]).toEqual(['working-dir/a']);
  });

  it('accepts what GNU tar makes of a folder: ./ before names, directories, other owners', async () => {
    const folder = await temporaryFolder();
    const digest = digestOf('x');
    const link = './docker/registry/v2/repositories/lab/one/_manifests/tags/v1/current/link';
    await writeTar(join(folder, 'mirror_000001.tar'), [
      rawEntry({ type: '5', name: './' }),
      rawEntry({ type: '5', name: './working-dir/' }),
      rawEntry({ name: './working-dir/a', magic: 'ustar  \0', mode: '0104755' }),
      rawEntry({ type: 'L', name: '././@LongLink', magic: 'ustar  \0', body: `${link}\0` }),
      rawEntry({ name: link.slice(0, 100), magic: 'ustar  \0', body: `${digest}\n` }),
      rawEntry({ type: 'L', name: '././@LongLink', magic: 'ustar  \0', body: `./${blobPath(digest)}\0` }),
      rawEntry({ name: 'cut', magic: 'ustar  \0', body: 'x' }),
    ]);
    const opened = await openSet(systemFileSystem, folder);
    expect(codes(opened)).toEqual(['note ARCHIVE_WITHOUT_MANIFEST']);
    expect(opened.repositories.get('lab/one')?.tags).toEqual(new Map([['v1', digest]]));
    expect((await opened.readBlob(digest, 10)).toString()).toBe('x');
    expect([...opened.files.keys()]).toEqual(['working-dir/a']);
    await opened.close();
  });

  it('passes over entries outside the known places, and says so once', async () => {
    const folder = await temporaryFolder();
    await writeTar(join(folder, 'mirror_000001.tar'), [
      rawEntry({ name: 'README' }),
      rawEntry({ name: 'other/file' }),
      rawEntry({ name: 'docker/registry/v2/repositories/a/_uploads/x/startedat' }),
      rawEntry({ name: 'isc_2026-01-02T03:04:05Z', body: 'kind: ImageSetConfiguration' }),
    ]);
    const opened = await look(folder);
    expect(codes(opened)).toEqual(['warning ARCHIVE_ENTRIES_UNKNOWN', 'note ARCHIVE_WITHOUT_MANIFEST']);
    expect(opened.problems[0]?.params).toEqual({ count: 2, example: 'README' });
    expect([...opened.files.keys()]).toEqual(['isc_2026-01-02T03:04:05Z']);
  });

  it('indexes thousands of entries with few reads', async () => {
    const folder = await temporaryFolder();
    const parts = Array.from({ length: 20_000 }, (_, index) =>
      rawEntry({ name: `working-dir/${index}`, body: 'x' }),
    );
    await writeTar(join(folder, 'mirror_000001.tar'), parts);
    const { fs, reads } = faultyFileSystem();
    const progress: number[] = [];
    const opened = await openSet(fs, folder, { onProgress: ({ entries }) => progress.push(entries) });
    expect(opened.files.size).toBe(20_000);
    expect(reads.filter((call) => call.startsWith('read ')).length).toBeLessThan(60);
    expect(progress.at(-1)).toBe(20_000);
    await opened.close();
  });

  it('reads little of large bodies', async () => {
    const folder = await temporaryFolder();
    const body = Buffer.alloc(3_000_000, 1);
    const parts = Array.from({ length: 20 }, (_, index) => rawEntry({ name: `working-dir/${index}`, body }));
    await writeTar(join(folder, 'mirror_000001.tar'), parts);
    let bytes = 0;
    const { fs } = faultyFileSystem();
    const handle = await fs.open(join(folder, 'mirror_000001.tar'), 'r');

    const window = openWindow(
      new Proxy(handle, {
        get: (target, key) =>
          key === 'read'
            ? (buffer: Buffer, start: number, length: number, position: number) => {
                bytes += length;
                return target.read(buffer, start, length, position);
              }
            : Reflect.get(target, key),
      }),
    );
    for (let index = 0; index < 20; index += 1) await window.read(index * 3_000_832, 512);
    expect(bytes).toBeLessThan(20 * 10_000);
    await handle.close();
  });

  it('tells an export that is not finished from a folder without any set', async () => {
    const folder = await temporaryFolder();
    const writer = await testWriter(folder);
    await writer.appendBuffers(blobs);
    await writer.close();
    expect(await codeOf(openSet(systemFileSystem, folder))).toBe('ARCHIVE_SET_UNFINISHED');
    await writeTar(join(folder, 'mirror_000001.tar'), [rawEntry({ name: 'working-dir/a' })]);
    expect(codes(await look(folder))).toEqual([
      'warning ARCHIVE_SET_UNFINISHED',
      'note ARCHIVE_WITHOUT_MANIFEST',
    ]);
  });

  it('says when there is no set at all', async () => {
    const folder = await temporaryFolder();
    expect(await codeOf(openSet(systemFileSystem, folder))).toBe('ARCHIVE_SET_ABSENT');
    expect(await codeOf(openSet(systemFileSystem, join(folder, 'absent')))).toBe('ARCHIVE_SET_ABSENT');
  });
});
