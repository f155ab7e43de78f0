import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { forEachTarEntry } from '../../../core/layers/index.ts';
import { endOfTar, rawEntry } from '../../support/archive-tar.ts';
import { base256 } from '../../support/hostile-archives/index.ts';

const options = { layer: 'sha256:x', entries: 10 };

async function namesIn(tar: AsyncIterable<Buffer>): Promise<string[]> {
  const names: string[] = [];
  await forEachTarEntry(tar, options, async (entry) => {
    names.push(entry.path);
    entry.skip();
  });
  return names;
}

const streamOf = (...parts: readonly Buffer[]): AsyncIterable<Buffer> =>
  Readable.from([...parts, endOfTar]) as AsyncIterable<Buffer>;

describe('when the tar of a layer is read', () => {
  it.each([
    ['beyond all numbers', base256(2n ** 63n)],
    ['none', base256(5n, 0xc0)],
    ['negative', base256(5n, 0xff)],
  ])('does not wait for the end of an entry whose length is %s', async (_, size) => {
    const entry = rawEntry({ name: 'a', size });
    await expect(namesIn(streamOf(entry))).rejects.toMatchObject({ code: 'LAYER_DAMAGED' });
  });

  it('gives the failure of what it reads from as it is', async () => {
    const failure = Object.assign(new Error('gone'), { code: 'ENOENT' });
    async function* failing(): AsyncGenerator<Buffer> {
      yield rawEntry({ name: 'a', body: 'x' });
      throw failure;
    }
    await expect(namesIn(failing())).rejects.toBe(failure);
  });

  it('gives entries in their order', async () => {
    const parts = [rawEntry({ name: 'b', body: 'x' }), rawEntry({ name: './a/c' })];
    expect(await namesIn(streamOf(...parts))).toEqual(['b', 'a/c']);
  });
});
