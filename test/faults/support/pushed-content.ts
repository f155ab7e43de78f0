import type { Descriptor } from '../../../core/image/index.ts';
import type { WritableStore } from '../../../core/practice/index.ts';
import { digestOf, type Digest } from '../../../core/reference/index.ts';
import { sampleBytes } from '../../support/practice-client.ts';
import { blobOf } from '../../support/registry-world.ts';
import { must } from '../case.ts';

export interface PushedBlob {
  readonly descriptor: Descriptor;
  readonly bytes: Buffer;
  /** Opens it for an upload, in chunks as a file gives them. */
  readonly open: (offset: number) => Promise<AsyncIterable<Buffer>>;
}

export function pushedBlob(size: number, seed: string): PushedBlob {
  const { bytes, descriptor } = blobOf(sampleBytes(size, seed));
  return { bytes, descriptor, open: (offset) => Promise.resolve(chunksOf(bytes, offset)) };
}

async function* chunksOf(bytes: Buffer, offset: number): AsyncGenerator<Buffer> {
  const step = 64 * 1024;
  for (let at = offset; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

/** The registry holds these blobs with their right bytes, and no others. */
export async function mustHoldExactly(store: WritableStore, blobs: readonly Descriptor[]): Promise<void> {
  const held = store.index.linked();
  for (const { digest, size } of blobs) {
    must(held.has(digest), 'lost', `${digest} is not there`);
    must(held.get(digest) === size, 'corrupt', `${digest} has ${held.get(digest)} bytes, not ${size}`);
    must((await digestStored(store, digest, size)) === digest, 'corrupt', `${digest} has other bytes`);
  }
  const expected = new Set(blobs.map(({ digest }) => digest));
  for (const digest of held.keys()) must(expected.has(digest), 'outside', `${digest} was never sent`);
}

async function digestStored(store: WritableStore, digest: Digest, size: number): Promise<Digest> {
  const parts: Buffer[] = [];
  for await (const part of store.openBlob(digest, { start: 0, end: size - 1 })) parts.push(Buffer.from(part));
  return digestOf(Buffer.concat(parts));
}
