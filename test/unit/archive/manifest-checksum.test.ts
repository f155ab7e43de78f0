import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson, parseManifest } from '../../../core/archive/index.ts';
import { SluiceError } from '../../../core/contract/index.ts';
import { temporaryFolder, testBlob, writeSet } from '../../support/archive-world.ts';

async function manifestBytes(): Promise<Buffer> {
  const folder = await temporaryFolder();
  await writeSet(folder, [testBlob(10, 1)]);
  return readFile(join(folder, 'sluice-set.json'));
}

const codeOf = (bytes: Buffer): string => {
  try {
    parseManifest(bytes);
    return 'none';
  } catch (error) {
    return error instanceof SluiceError ? error.code : String(error);
  }
};

describe('when a set manifest has its checksum', () => {
  it('is refused when any single bit of it is another', async () => {
    const bytes = await manifestBytes();
    const unnoticed: string[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        if (!codeOf(flipped).startsWith('ARCHIVE_MANIFEST_')) unnoticed.push(`bit ${bit} of byte ${at}`);
      }
    }
    expect(unnoticed).toEqual([]);
  });

  it('names the place when everything else reads well', async () => {
    const text = (await manifestBytes()).toString().replace('"generation": 1', '"generation": 3');
    expect(() => parseManifest(Buffer.from(text))).toThrow(
      expect.objectContaining({
        code: 'ARCHIVE_MANIFEST_INVALID',
        params: { file: 'sluice-set.json', place: 'checksum' },
      }),
    );
  });

  it('covers a reordered or reformatted manifest: these are not the bytes that were written', async () => {
    const value: unknown = JSON.parse((await manifestBytes()).toString());
    expect(codeOf(Buffer.from(JSON.stringify(value)))).toBe('ARCHIVE_MANIFEST_INVALID');
  });
});

describe('when a set manifest is of a version that had no checksum', () => {
  it('is read as before', async () => {
    const { checksum: _, ...rest } = parseManifest(await manifestBytes());
    expect(parseManifest(canonicalJson(rest))).toEqual(rest);
  });
});
