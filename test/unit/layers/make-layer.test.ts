import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { makeLayer, type LayerEntry, type MadeLayer } from '../../../core/layers/index.ts';
import { digestOf } from '../../../core/reference/index.ts';

async function filesOf({ bytes }: MadeLayer): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const entry of Readable.from([gunzipSync(bytes)]).pipe(extract())) {
    let text = '';
    for await (const chunk of entry) text += String(chunk);
    files[entry.header.name] = text;
  }
  return files;
}

async function* pieces(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

describe('when a layer is made', () => {
  const entries: readonly LayerEntry[] = [
    { kind: 'directory', path: 'configs' },
    { kind: 'file', path: 'configs/a.json', content: Buffer.from('{}') },
    { kind: 'file', path: `configs/${'long-'.repeat(40)}`, content: Buffer.alloc(0) },
  ];

  it('holds the entries, and says what it is and what it unpacks to', async () => {
    const layer = await makeLayer(entries);
    expect(await filesOf(layer)).toEqual({
      'configs/': '',
      'configs/a.json': '{}',
      [`configs/${'long-'.repeat(40)}`]: '',
    });
    expect(layer.digest).toBe(digestOf(layer.bytes));
    expect(layer.diffId).toBe(digestOf(gunzipSync(layer.bytes)));
  });

  it('gives the same bytes for a file in memory and one that arrives in pieces', async () => {
    const whole = await makeLayer([{ kind: 'file', path: 'a', content: Buffer.from('one two') }]);
    const piecewise = await makeLayer([{ kind: 'file', path: 'a', size: 7, chunks: pieces('one', ' two') }]);
    expect(piecewise.digest).toBe(whole.digest);
  });

  it('refuses a file that is not as long as was said', async () => {
    const short = makeLayer([{ kind: 'file', path: 'a', size: 9, chunks: pieces('one') }]);
    await expect(short).rejects.toThrow('Size mismatch');
  });

  it('passes on why a file could not be read', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield Buffer.from('a');
      throw new Error('medium gone');
    }
    const layer = makeLayer([{ kind: 'file', path: 'a', size: 9, chunks: failing() }]);
    await expect(layer).rejects.toThrow('medium gone');
  });
});
