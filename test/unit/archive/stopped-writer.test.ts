import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { codeOf, pieces, temporaryFolder, testBlob, testWriter } from '../../support/archive-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

const blobs = [1, 2, 3].map((seed) => testBlob(700, seed));

describe('when a writer is stopped while it seals', () => {
  it('ends between two chunks, and leaves every chunk under its partial name', async () => {
    const folder = await temporaryFolder();
    const stop = new AbortController();
    const writer = await testWriter(folder, { payloadLimit: 700, signal: stop.signal });
    await writer.appendBuffers(blobs);
    stop.abort(new Error('stopped by the user'));
    await expect(writer.seal()).rejects.toThrow('stopped by the user');
    await writer.close();
    expect((await readdir(folder)).sort()).toEqual(['.partial-000001', '.partial-000002', '.partial-000003']);
  });
});

describe('when a writer cannot write any more', () => {
  it('has a failure to show, which it has not before', async () => {
    const folder = await temporaryFolder();
    const { fs } = faultyFileSystem({ at: 2, only: /^writev/, kind: 'fail', code: 'ENOSPC', lasting: true });
    const writer = await testWriter(folder, { fs });
    const [first, second] = blobs;
    if (first === undefined || second === undefined) throw new Error('two blobs are needed');
    await writer.appendBlob(first.digest, 700, pieces(first.bytes, 100));
    expect(writer.failure).toBeUndefined();
    expect(await codeOf(writer.appendBlob(second.digest, 700, pieces(second.bytes, 100)))).toBe(
      'ARCHIVE_DISK_FULL',
    );
    expect(writer.failure?.code).toBe('ARCHIVE_DISK_FULL');
    await writer.close();
  });

  it('has none when only a blob was bad: the next one is taken', async () => {
    const folder = await temporaryFolder();
    const writer = await testWriter(folder);
    const [first, second] = blobs;
    if (first === undefined || second === undefined) throw new Error('two blobs are needed');
    expect(await codeOf(writer.appendBlob(first.digest, 701, pieces(first.bytes, 100)))).toBe(
      'BLOB_TOO_SHORT',
    );
    expect(writer.failure).toBeUndefined();
    await writer.appendBlob(second.digest, 700, pieces(second.bytes, 100));
    await writer.close();
  });
});
