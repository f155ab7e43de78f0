import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { ByteRangeOptions } from '../../image/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { chunkName } from '../layout/paths.ts';
import { storageFault } from '../storage-fault.ts';
import { decodeHeader } from '../tar/decode.ts';
import { splitName } from '../tar/encode.ts';
import { blockSize, octalSizeLimit } from '../tar/format.ts';
import { readExactly } from '../tar/window.ts';
import { openRegular } from './open-regular.ts';
import type { ChunkFile, ContentPlace } from './opened-set.ts';
import { openParts, type ReadableChunk } from './part-files.ts';

/** Where nobody lends memory. */
const readSize = 512 * 1024;

/** The chunk files of one directory, opened when first needed; a chunk in parts is read as the one file it is. */
export interface ChunkFiles {
  handle(chunk: number): Promise<ReadableChunk>;
  /** Up to `length` bytes; fewer than asked for is an ARCHIVE_ENTRY_CUT. */
  read(place: ContentPlace, from: number, length: number, buffer?: Buffer): Promise<Buffer>;
  /** The content from an offset to its end, in buffers of up to 512 KiB, or as large as the memory that is lent; reads one ahead. */
  stream(place: ContentPlace, options?: ByteRangeOptions): AsyncGenerator<Buffer, void, undefined>;
  /** Compares the header before the body with what the index says. Throws ARCHIVE_INDEX_MISMATCH. */
  checkHeader(place: ContentPlace, name: string): Promise<void>;
  close(): Promise<void>;
}

export function openChunkFiles(fs: FileSystem, directory: string, chunks: readonly ChunkFile[]): ChunkFiles {
  const handles = new Map<number, Promise<ReadableChunk>>();
  const parted = new Map(chunks.map(({ number, parts }) => [number, parts]));

  const handle = (chunk: number): Promise<ReadableChunk> => {
    const known = handles.get(chunk);
    if (known !== undefined) return known;
    const parts = parted.get(chunk);
    const opened =
      parts === undefined
        ? openRegular(fs, join(directory, chunkName(chunk)), chunkName(chunk))
        : Promise.resolve(openParts(fs, directory, parts));
    handles.set(chunk, opened);
    return opened;
  };

  const read = async (
    place: ContentPlace,
    from: number,
    length: number,
    buffer?: Buffer,
  ): Promise<Buffer> => {
    const file = chunkName(place.chunk);
    const opened = await handle(place.chunk);
    try {
      const bytes = await readExactly(opened, place.offset + from, length, buffer);
      if (bytes.length === length) return bytes;
    } catch (error) {
      throw storageFault(error, file, 'read');
    }
    throw new SluiceError('ARCHIVE_ENTRY_CUT', { params: { file, offset: place.offset }, affected: [file] });
  };

  return {
    handle,
    read,
    stream: (place, options = {}) => readAhead(place, read, options),
    checkHeader: async (place, name) => {
      const file = chunkName(place.chunk);
      const block = await read({ ...place, offset: place.offset - blockSize }, 0, blockSize);
      if (headerMatches(block, place, name)) return;
      throw new SluiceError('ARCHIVE_INDEX_MISMATCH', { params: { file, entry: name }, affected: [file] });
    },
    close: async () => {
      const opened = await Promise.allSettled(handles.values());
      handles.clear();
      for (const result of opened) if (result.status === 'fulfilled') await result.value.close();
    },
  };
}

async function* readAhead(
  place: ContentPlace,
  read: ChunkFiles['read'],
  { offset = 0, signal, memory = [] }: ByteRangeOptions,
): AsyncGenerator<Buffer, void, undefined> {
  let position = offset;
  let turn = 0;
  const begin = (): Promise<Buffer> | undefined => {
    if (position >= place.size) return undefined;
    const lent = memory[turn++ % memory.length];
    const length = Math.min(lent?.length ?? readSize, place.size - position);
    const bytes = read(place, position, length, lent);
    position += length;
    // Its failure is met when it is awaited; until then it must not count as unhandled.
    bytes.catch(() => undefined);
    return bytes;
  };
  let next = begin();
  try {
    while (next !== undefined) {
      signal?.throwIfAborted();
      const bytes: Buffer = await next;
      next = begin();
      yield bytes;
    }
  } finally {
    await next?.catch(() => undefined);
  }
}

function headerMatches(block: Buffer, place: ContentPlace, name: string): boolean {
  try {
    const header = decodeHeader(block, { file: '', offset: place.offset });
    if (header.type !== '0') return false;
    if (place.size < octalSizeLimit && header.size !== place.size) return false;
    // A name that ustar cannot hold stands in the extension header before this one.
    return splitName(name) === undefined || header.name.toString('latin1') === name;
  } catch {
    return false;
  }
}
