import { basename } from 'node:path';
import type { FileSystem } from '../../ports/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { chunkName, partName } from '../layout/paths.ts';
import type { SetPart } from '../manifest/schema.ts';
import { endMark } from '../tar/format.ts';
import { storageFault } from '../storage-fault.ts';
import { writeAll } from './batched-write.ts';
import type { ChunkHasher, PartSums } from './chunk-hasher.ts';
import { partialName, removeChunk, type Chunk, type ChunkPool } from './chunk-pool.ts';
import { partPath } from './parted-file.ts';

/** A chunk that is whole and durable, still under its partial name. */
export interface SealedChunk {
  /** The name it gets: `mirror_000001.tar`. */
  readonly name: string;
  /** Its number while it was written; entries refer to it. */
  readonly partial: number;
  /** Its final number. They differ when a chunk before it stayed empty. */
  readonly number: number;
  /** Bytes of the file. */
  readonly size: number;
  readonly sha256: string;
  readonly entries: number;
  readonly payloadBytes: number;
  /** The files that hold it, when it is not one. */
  readonly parts?: readonly SealedPart[];
}

/** A file that holds a range of a chunk, still under its partial name. */
export interface SealedPart extends SetPart {
  /** The name that it has now; `name` is the one that it gets. */
  readonly partial: string;
}

/** Ends all chunks: end mark, length check, fsync, close, sum. Empty ones are removed. Stops between two chunks when aborted. */
export async function sealChunks(
  fs: FileSystem,
  pool: ChunkPool,
  hasher: ChunkHasher,
  signal: AbortSignal | undefined,
): Promise<SealedChunk[]> {
  const used: Chunk[] = [];
  for (const chunk of [...pool.chunks].sort((a, b) => a.number - b.number)) {
    signal?.throwIfAborted();
    try {
      if (chunk.entries === 0) {
        await chunk.handle?.close();
        chunk.handle = undefined;
        await removeChunk(fs, chunk);
      } else {
        await sealChunk(chunk, pool);
        hasher.advance(chunk, chunk.length + endMark.length);
        used.push(chunk);
      }
    } catch (error) {
      const fault = storageFault(error, partialName(chunk.number), 'write');
      pool.fail(fault);
      throw fault;
    }
  }
  return Promise.all(
    used.map(async (chunk, index) => {
      const size = chunk.length + endMark.length;
      const { sha256, parts } = await hasher.finish(chunk, size);
      return {
        name: chunkName(index + 1),
        partial: chunk.number,
        number: index + 1,
        size,
        sha256,
        entries: chunk.entries,
        payloadBytes: chunk.payload,
        ...(parts !== undefined && { parts: parts.map(namedPart(chunk, index + 1)) }),
      };
    }),
  );
}

function namedPart({ path }: Chunk, number: number): (sums: PartSums, index: number) => SealedPart {
  return (sums, index) => ({
    name: partName(number, index + 1),
    partial: basename(partPath(path, index + 1)),
    ...sums,
  });
}

async function sealChunk(chunk: Chunk, pool: ChunkPool): Promise<void> {
  const handle = await pool.open(chunk);
  await writeAll(handle, [endMark], chunk.length);
  const { size } = await handle.stat();
  if (size !== chunk.length + endMark.length) {
    throw new SluiceError('ARCHIVE_WRITE_FAILED', {
      params: { file: partialName(chunk.number), reason: `size ${size}` },
      affected: [partialName(chunk.number)],
    });
  }
  // K2: a failed fsync means the data is lost; it is never tried again.
  await handle.sync();
  chunk.handle = undefined;
  await handle.close();
}
