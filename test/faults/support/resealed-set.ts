import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { indexName, manifestName, parseManifest, type SetManifest } from '../../../core/archive/index.ts';
import { encodeWithChecksum } from '../../../core/archive/manifest/checksum.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { chunk, type ControlSet } from './control-set.ts';

/** What an attacker changes of a set before computing every sum anew. */
export interface Lies {
  readonly chunk?: (bytes: Buffer) => Buffer;
  readonly index?: (bytes: Buffer) => Buffer;
  /** Of the manifest whose sums are right already. */
  readonly manifest?: (value: SetManifest) => object;
}

const same = <Value>(value: Value): Value => value;

/** A copy of the control set in which everything agrees with the lies. */
export async function resealedSet(
  control: ControlSet,
  folder: string,
  { chunk: ofChunk = same, index: ofIndex = same, manifest: ofManifest = same }: Lies,
): Promise<void> {
  await control.copyTo(folder);
  const edit = async (name: string, change: (bytes: Buffer) => Buffer): Promise<Sums> => {
    const bytes = change(await readFile(join(folder, name)));
    await writeFile(join(folder, name), bytes);
    return sums(bytes);
  };
  const manifest = parseManifest(await readFile(join(folder, manifestName)));
  const chunkSums = await edit(chunk, ofChunk);
  const indexSums = await edit(indexName, ofIndex);
  const { checksum: _, ...honest } = manifest;
  const agreed: SetManifest = {
    ...honest,
    chunks: manifest.chunks.map((one) => ({ ...one, ...chunkSums })),
    index: { ...manifest.index, ...indexSums },
  };
  await writeFile(join(folder, manifestName), encodeWithChecksum(ofManifest(agreed)).bytes);
}

interface Sums {
  readonly size: number;
  readonly sha256: string;
}

const sums = (bytes: Buffer): Sums => ({
  size: bytes.length,
  sha256: digestOf(bytes).slice('sha256:'.length),
});
