import { Readable } from 'node:stream';
import type { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decompressed, defaultLayerLimits } from '../../../core/layers/index.ts';
import { gzipped } from '../../../core/layers/portable-gzip.ts';
import { digestOf } from '../../../core/reference/index.ts';

async function pack(...chunks: readonly Buffer[]): Promise<Buffer> {
  const made: Buffer[] = [];
  for await (const chunk of gzipped(Readable.from(chunks))) made.push(chunk);
  return Buffer.concat(made);
}

/** Text with repetitions near and far, larger than several pieces. */
function sampleText(): Buffer {
  const lines: string[] = [];
  let state = 1;
  for (let at = 0; at < 20_000; at += 1) {
    state = (state * 48_271) % 2_147_483_647;
    lines.push(`{"name": "operator.v${at % 97}.${state % 1000}", "image": "registry.example.com/${state}"}`);
  }
  return Buffer.from(lines.join('\n'));
}

describe('the gzip of layers that are made', () => {
  it('is the same on every machine', async () => {
    const text = sampleText();
    expect(digestOf(text)).toBe('sha256:0b2bf2200d47936e0bd0c88c0764248b92e27102bccf5a04926620bb3536b36c');
    expect(digestOf(await pack(text))).toBe(
      'sha256:a348cfc2af71e875f342f50c53134e90cc5c26182adf722d0d07a815b6355f97',
    );
  });

  it('is the same however the bytes arrive, and unpacks to them', async () => {
    const text = sampleText();
    const whole = await pack(text);
    expect(gunzipSync(whole).equals(text)).toBe(true);
    expect(whole.length).toBeLessThan(text.length / 3);
    const cut: Buffer[] = [];
    for (let at = 0; at < text.length; at += 7919) cut.push(text.subarray(at, at + 7919));
    expect((await pack(...cut)).equals(whole)).toBe(true);
    expect(
      (await pack(text.subarray(0, 600_000), Buffer.alloc(0), text.subarray(600_000))).equals(whole),
    ).toBe(true);
  });

  it('is the same however many threads share the work, and one of our own readers takes it', async () => {
    const text = sampleText();
    const whole = await pack(text);
    for (const threads of [1, 2, 3]) {
      const made: Buffer[] = [];
      for await (const chunk of gzipped(Readable.from([text]), threads)) made.push(chunk);
      expect(Buffer.concat(made).equals(whole)).toBe(true);
    }
    const read: Buffer[] = [];
    for await (const chunk of decompressed(Readable.from([whole]), 'layer', defaultLayerLimits, {
      total: 0,
    })) {
      read.push(chunk);
    }
    expect(Buffer.concat(read).equals(text)).toBe(true);
  });

  it('is in members of half a mebibyte, which a reader may take one by one', async () => {
    const text = sampleText();
    const made: Buffer[] = [];
    for await (const chunk of gzipped(Readable.from([text]))) made.push(chunk);
    expect(made.map((member) => gunzipSync(member).length)).toEqual([
      524_288,
      524_288,
      text.length - 1_048_576,
    ]);
  });

  it('leaves the thread that asks free for other work', async () => {
    let turns = 0;
    let over = false;
    const count = (): void => {
      turns += 1;
      if (!over) setImmediate(count);
    };
    setImmediate(count);
    await pack(...Array.from({ length: 4 }, sampleText));
    over = true;
    // Compressed here, the ten blocks would leave at most a turn each.
    expect(turns).toBeGreaterThan(30);
  });

  it('ends its threads when the text fails and when nobody wants the rest', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield sampleText();
      throw new Error('medium gone');
    }
    const started: Worker[] = [];
    const note = (worker: Worker): void => void started.push(worker);
    process.on('worker', note);
    await expect(Readable.from(gzipped(failing(), 2)).toArray()).rejects.toThrow('medium gone');
    for await (const member of gzipped(Readable.from([sampleText(), sampleText()]), 2)) {
      expect(member.length).toBeGreaterThan(0);
      break;
    }
    process.off('worker', note);
    expect(started).toHaveLength(4);
    // A thread that has ended has no number.
    expect(started.map(({ threadId }) => threadId)).toEqual([-1, -1, -1, -1]);
  });

  it('takes any bytes, none and whole pieces included', async () => {
    expect(gunzipSync(await pack())).toHaveLength(0);
    const piece = Buffer.alloc(512 * 1024, 'piece');
    expect(gunzipSync(await pack(piece)).equals(piece)).toBe(true);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.uint8Array({ maxLength: 500 }), fc.uint8Array({ minLength: 3, maxLength: 3 }))),
        fc.integer({ min: 1, max: 4000 }),
        async (arrays, times) => {
          const bytes = Buffer.concat(arrays.map((array) => Buffer.from(array)));
          const repeated = Buffer.concat(Array<Buffer>(Math.min(times, 300)).fill(bytes));
          expect(gunzipSync(await pack(repeated)).equals(repeated)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
