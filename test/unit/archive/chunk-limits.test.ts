import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSet, type SealedChunk } from '../../../core/archive/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import {
  codeOf,
  pieces,
  temporaryFolder,
  testBlob,
  testWriter,
  writeSet,
} from '../../support/archive-world.ts';

/** Sizes of the blobs in each chunk, after writing blobs of `sizes` one after the other. */
async function packed(
  sizes: readonly number[],
  tuning: Parameters<typeof testWriter>[1],
): Promise<{ readonly chunks: number[][]; readonly sealed: SealedChunk[] }> {
  const writer = await testWriter(await temporaryFolder(), tuning);
  const blobs = sizes.map((size, seed) => testBlob(size, seed + 1));
  for (const { digest, bytes } of blobs) await writer.appendBlob(digest, bytes.length, pieces(bytes));
  const sealed = await writer.seal();
  const chunks = sealed.map(({ partial }) =>
    writer.entries.filter((entry) => entry.chunk === partial).map((entry) => entry.size),
  );
  await writer.close();
  return { chunks, sealed };
}

describe('when chunks have a limit of content, as oc-mirror counts it', () => {
  it('begins a new chunk for the entry that would exceed it', async () => {
    const { chunks } = await packed([400, 600, 1, 999], { payloadLimit: 1000 });
    expect(chunks).toEqual([
      [400, 600],
      [1, 999],
    ]);
  });

  it('counts content only, so that the file is larger', async () => {
    const { sealed } = await packed([400, 600], { payloadLimit: 1000 });
    expect(sealed[0]).toMatchObject({ payloadBytes: 1000, size: 512 + 512 + 512 + 1024 + 1024 });
  });

  it('gives a larger blob a chunk of its own and goes on with the one that was open', async () => {
    const { chunks } = await packed([300, 2000, 300], { payloadLimit: 1000 });
    expect(chunks).toEqual([[300, 300], [2000]]);
  });

  it('refuses a larger blob when strict, before reading it', async () => {
    const folder = await temporaryFolder();
    const writer = await testWriter(folder, { payloadLimit: 1000, strict: true });
    const blob = testBlob(1001, 1);
    let read = false;
    async function* watched(): AsyncGenerator<Buffer> {
      read = true;
      yield* pieces(blob.bytes);
    }
    expect(await codeOf(writer.appendBlob(blob.digest, 1001, watched()))).toBe('ARCHIVE_BLOB_TOO_LARGE');
    expect(read).toBe(false);
    const fitting = testBlob(1000, 2);
    await writer.appendBlob(fitting.digest, 1000, pieces(fitting.bytes));
    await writer.close();
  });

  it('divides a batch of files over chunks', async () => {
    const writer = await testWriter(await temporaryFolder(), { payloadLimit: 250 });
    const files = Array.from({ length: 10 }, (_, index) => ({
      name: `working-dir/${index}`,
      bytes: Buffer.alloc(100, 1),
    }));
    const located = await writer.appendFiles(files);
    expect(located.map((location) => location.chunk)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect((await writer.seal()).map((chunk) => chunk.entries)).toEqual([2, 2, 2, 2, 2]);
    await writer.close();
  });
});

describe('when files have a limit, as on FAT32', () => {
  it('counts headers, padding and end mark', async () => {
    const fileLimit = 512 + 512 + 512 + 512 + 1024;
    const { chunks, sealed } = await packed([10, 10, 10], { fileLimit });
    expect(chunks).toEqual([[10, 10], [10]]);
    expect(sealed[0]?.size).toBe(fileLimit);
  });

  it('lays a blob that no file can hold down in parts, and goes on with the chunk that was open', async () => {
    const { chunks, sealed } = await packed([300, 4096, 300], { fileLimit: 4096 });
    expect(chunks).toEqual([[300, 300], [4096]]);
    expect(sealed.map(({ parts }) => parts?.map(({ size }) => size))).toEqual([
      undefined,
      [4096, 512 + 1024],
    ]);
  });

  it('refuses a blob that would need more parts than have names, before reading it', async () => {
    const writer = await testWriter(await temporaryFolder(), { fileLimit: 2048 });
    const size = 2048 * 9999;
    const nothing = pieces(Buffer.alloc(0));
    expect(await codeOf(writer.appendBlob(testBlob(1, 1).digest, size, nothing))).toBe(
      'ARCHIVE_BLOB_TOO_LARGE',
    );
    await writer.close();
  });

  it('never makes a file larger than the limit, whatever is written', async () => {
    const folder = await temporaryFolder();
    const blobs = Array.from({ length: 40 }, (_, seed) => testBlob((seed * 379) % 3000, seed + 1));
    await writeSet(folder, blobs, { fileLimit: 8192, maxOpenChunks: 3 });
    const chunks = (await readdir(folder)).filter((name) => name.startsWith('mirror_'));
    for (const name of chunks) expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(8192);
    const opened = await openSet(systemFileSystem, folder);
    expect(opened.problems).toEqual([]);
    expect(opened.blobs.size).toBe(40);
    await opened.close();
  });
});

describe('when several blobs are written at the same time', () => {
  /** A stream that ends only when it is let go. */
  function held(bytes: Buffer): {
    stream: AsyncIterable<Buffer>;
    release: () => void;
    started: () => boolean;
  } {
    let go = (): void => undefined;
    let begun = false;
    const gate = new Promise<void>((resolve) => (go = resolve));
    async function* stream(): AsyncGenerator<Buffer> {
      begun = true;
      await gate;
      yield bytes;
    }
    return { stream: stream(), release: () => go(), started: () => begun };
  }

  it('opens as many chunks as allowed and lets the others wait', async () => {
    const writer = await testWriter(await temporaryFolder(), { maxOpenChunks: 2 });
    const blobs = [1, 2, 3].map((seed) => testBlob(100, seed));
    const streams = blobs.map(({ bytes }) => held(bytes));
    const appends = blobs.map(({ digest }, index) => {
      const stream = streams[index]?.stream;
      if (stream === undefined) throw new Error('unreachable');
      return writer.appendBlob(digest, 100, stream);
    });
    await expect.poll(() => streams.map(({ started }) => started())).toEqual([true, true, false]);
    streams[1]?.release();
    await appends[1];
    await expect.poll(() => streams[2]?.started()).toBe(true);
    for (const { release } of streams) release();
    const locations = await Promise.all(appends);
    expect(locations.map((location) => location.chunk)).toEqual([1, 2, 2]);
    await writer.close();
  });

  it('uses one chunk for one writer at a time', async () => {
    const writer = await testWriter(await temporaryFolder(), { maxOpenChunks: 4 });
    for (let seed = 1; seed <= 5; seed += 1) {
      const { digest, bytes } = testBlob(100, seed);
      await writer.appendBlob(digest, 100, pieces(bytes));
    }
    expect(await writer.seal()).toHaveLength(1);
    await writer.close();
  });

  it('closes the fullest chunk when none has room and no more may be open', async () => {
    const { chunks } = await packed([900, 900, 200], { payloadLimit: 1000, maxOpenChunks: 2 });
    expect(chunks).toEqual([[900], [900], [200]]);
  });

  it('numbers the chunks without gaps when one stayed empty', async () => {
    const folder = await temporaryFolder();
    const writer = await testWriter(folder, { payloadLimit: 1000, maxOpenChunks: 2 });
    const [broken, whole] = [testBlob(5000, 1), testBlob(6000, 2)];
    await expect(writer.appendBlob(broken.digest, 5000, pieces(broken.bytes, 100, 700))).rejects.toThrow(
      'cut',
    );
    const location = await writer.appendBlob(whole.digest, 6000, pieces(whole.bytes));
    expect(location.chunk).toBe(2);
    expect(await writer.seal()).toMatchObject([{ name: 'mirror_000001.tar', number: 1, partial: 2 }]);
    await writer.close();
    expect(await readdir(folder)).toEqual(['.partial-000002']);
  });
});
