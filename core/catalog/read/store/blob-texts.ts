import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { FileHandle, FileSystem } from '../../../ports/index.ts';
import type { BlobPlace } from '../../model.ts';
import { contentName, indexName } from './kept-catalogs.ts';
import { indexDamaged } from './storage.ts';

/** The text of a catalogue's blobs, as JSON. */
export interface BlobTexts {
  /** In their order, one in memory at a time. Throws CATALOG_INDEX_DAMAGED. */
  readonly readBlobs: (places: readonly BlobPlace[]) => AsyncIterable<Buffer>;
  readonly close: () => Promise<void>;
}

/** Opens the content file in a catalogue's folder. Throws system errors. */
export async function openBlobTexts(
  fs: FileSystem,
  folder: string,
  catalog: string,
  checksums: readonly number[],
): Promise<BlobTexts> {
  const handle = await fs.open(join(folder, contentName), 'r');
  const sums = new Map<number, number>();
  for (let at = 0; at + 1 < checksums.length; at += 2) sums.set(checksums[at] ?? 0, checksums[at + 1] ?? 0);
  const read = async (place: BlobPlace): Promise<Buffer> => {
    const bytes = await readPlace(handle, place);
    if (bytes.length === place.length && crc32(bytes) === sums.get(place.offset)) return bytes;
    await fs.rm(join(folder, indexName), { force: true });
    throw indexDamaged(catalog);
  };
  return {
    async *readBlobs(places) {
      for (const place of places) yield await read(place);
    },
    close: () => handle.close(),
  };
}

async function readPlace(handle: FileHandle, { offset, length }: BlobPlace): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length;) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) return bytes.subarray(0, filled);
    filled += bytesRead;
  }
  return bytes;
}
