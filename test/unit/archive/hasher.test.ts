import { createHash } from 'node:crypto';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createChunkHasher } from '../../../core/archive/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { codeOf, temporaryFolder, testBlob } from '../../support/archive-world.ts';

const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('when chunks are summed while they grow', () => {
  it('gives the sum of exactly the announced bytes', async () => {
    const path = join(await temporaryFolder(), 'chunk');
    const { bytes } = testBlob(3_000_000, 1);
    const hasher = createChunkHasher(systemFileSystem);
    await writeFile(path, bytes.subarray(0, 1000));
    hasher.advance({ path }, 500);
    hasher.advance({ path }, 1000);
    await appendFile(path, bytes.subarray(1000));
    hasher.advance({ path }, 2_000_000);
    expect(await hasher.finish({ path }, 2_500_000)).toEqual({ sha256: sum(bytes.subarray(0, 2_500_000)) });
    await hasher.close();
  });

  it('follows several files at the same time', async () => {
    const folder = await temporaryFolder();
    const hasher = createChunkHasher(systemFileSystem);
    const blobs = [1, 2, 3].map((seed) => testBlob(1_500_000, seed));
    const sums = blobs.map(async ({ bytes }, index) => {
      const path = join(folder, String(index));
      await writeFile(path, bytes);
      hasher.advance({ path }, 700_000);
      return hasher.finish({ path }, bytes.length);
    });
    expect(await Promise.all(sums)).toEqual(blobs.map(({ bytes }) => ({ sha256: sum(bytes) })));
    await hasher.close();
  });

  it('sums an empty file', async () => {
    const path = join(await temporaryFolder(), 'chunk');
    await writeFile(path, '');
    const hasher = createChunkHasher(systemFileSystem);
    expect(await hasher.finish({ path }, 0)).toEqual({ sha256: sum(Buffer.alloc(0)) });
    await hasher.close();
  });

  it('reports a file that is absent or ends too early', async () => {
    const path = join(await temporaryFolder(), 'chunk');
    const hasher = createChunkHasher(systemFileSystem);
    expect(await codeOf(hasher.finish({ path }, 10))).toBe('ARCHIVE_READ_FAILED');
    await writeFile(path, 'short');
    expect(await codeOf(hasher.finish({ path }, 10))).toBe('ARCHIVE_READ_FAILED');
    expect(await hasher.finish({ path }, 5)).toEqual({ sha256: sum(Buffer.from('short')) });
    await hasher.close();
  });

  it('sums the parts of a chunk with it, and the beginning of each', async () => {
    const path = join(await temporaryFolder(), 'chunk');
    const { bytes } = testBlob(500_000, 9);
    const partSize = 200_000;
    const parts = [0, 1, 2].map((part) => bytes.subarray(part * partSize, (part + 1) * partSize));
    for (const [index, part] of parts.entries()) await writeFile(`${path}-000${index + 1}`, part);
    const hasher = createChunkHasher(systemFileSystem);
    hasher.advance({ path, partSize }, 300_000);
    expect(await hasher.finish({ path, partSize }, bytes.length)).toEqual({
      sha256: sum(bytes),
      parts: parts.map((part) => ({
        size: part.length,
        sha256: sum(part),
        head: sum(part.subarray(0, 64 * 1024)),
      })),
    });
    await hasher.close();
  });

  it('may be closed while it works, and twice', async () => {
    const path = join(await temporaryFolder(), 'chunk');
    await writeFile(path, testBlob(3_000_000, 1).bytes);
    const hasher = createChunkHasher(systemFileSystem);
    hasher.advance({ path }, 3_000_000);
    await hasher.close();
    await hasher.close();
  });
});
