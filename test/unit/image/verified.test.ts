import { describe, expect, it } from 'vitest';
import { imageCategory, imageTypes, verified } from '../../../core/image/index.ts';
import { digestOf } from '../../../core/reference/index.ts';

async function* chunksOf(...parts: readonly string[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part);
}

const expected = (content: string, size = Buffer.byteLength(content)): Parameters<typeof verified>[1] => ({
  mediaType: 'x/y',
  digest: digestOf(content),
  size,
});

/** What came through before the end or the failure. */
async function drain(
  stream: AsyncIterable<Buffer>,
): Promise<{ readonly got: string; readonly code: unknown }> {
  let got = '';
  try {
    for await (const chunk of stream) got += chunk.toString();
  } catch (error) {
    return { got, code: (error as { readonly code?: unknown }).code };
  }
  return { got, code: undefined };
}

describe('when bytes leave a store', () => {
  it('passes right content on, whatever the chunks', async () => {
    expect(await drain(verified(chunksOf('ab', '', 'cd'), expected('abcd')))).toEqual({
      got: 'abcd',
      code: undefined,
    });
    expect(await drain(verified(chunksOf(), expected('')))).toEqual({ got: '', code: undefined });
  });

  it('never shows the end of wrong content', async () => {
    const outcome = await drain(verified(chunksOf('ab', 'cX'), expected('abcd')));
    expect(outcome).toEqual({ got: 'ab', code: 'BLOB_DIGEST_MISMATCH' });
  });

  it('tells too long from too short', async () => {
    expect((await drain(verified(chunksOf('abcd', 'e'), expected('abcd')))).code).toBe('BLOB_TOO_LONG');
    expect((await drain(verified(chunksOf('abc'), expected('abcd')))).code).toBe('BLOB_TOO_SHORT');
  });

  it('passes the store’s own failure on', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield Buffer.from('ab');
      throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
    }
    expect((await drain(verified(failing(), expected('abcd')))).code).toBe('ECONNRESET');
  });
});

describe('when images are counted', () => {
  it('puts every type into one of the four groups', () => {
    expect(imageTypes.map(imageCategory)).toEqual([
      'release',
      'release',
      'release',
      'operator',
      'additional',
      'helm',
      'operator',
      'operator',
    ]);
  });
});
