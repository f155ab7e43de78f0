import type { WritableStore } from '../../../core/practice/index.ts';
import type { RegistryClient } from '../../../core/registry/index.ts';
import { collect } from '../../support/registry-world.ts';
import { must } from '../case.ts';
import type { Blob } from './blobs.ts';
import { mustBe, mustFinish } from './ending.ts';

const path = 'ocp/release';
const step = 64 * 1024;

/** Uploads a blob; throws `Damage` unless the registry over `store` then has it whole. */
export async function mustUpload(client: RegistryClient, store: WritableStore, blob: Blob): Promise<void> {
  const { bytes, descriptor } = blob;
  await mustFinish(client.uploadBlob(path, descriptor, (offset) => Promise.resolve(inChunks(bytes, offset))));
  const size = store.index.repository(path)?.blobs.get(descriptor.digest);
  must(size === descriptor.size, 'lost', `${descriptor.digest} is not in the registry`);
  mustBe(await collect(chunksOf(store, blob)), descriptor);
}

async function* inChunks(bytes: Buffer, offset: number): AsyncGenerator<Buffer, void, undefined> {
  for (let at = offset; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

async function* chunksOf(
  store: WritableStore,
  { descriptor }: Blob,
): AsyncGenerator<Buffer, void, undefined> {
  yield* store.openBlob(descriptor.digest, { start: 0, end: descriptor.size - 1 });
}
