import type { FileSystem } from '../../ports/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { chunkName } from '../layout/paths.ts';
import { endMark } from '../tar/format.ts';
import { storageFault } from '../storage-fault.ts';
import { writeAll } from './batched-write.ts';
import type { ChunkHasher } from './chunk-hasher.ts';
import { partialName, removeIfPresent, type Chunk, type ChunkPool } from './chunk-pool.ts';

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
        await removeIfPresent(fs, chunk.path);
      } else {
        await sealChunk(chunk, pool);
        hasher.advance(chunk.path, chunk.length + endMark.length);
        used.push(chunk);
      }
    } catch (error) {
      const fault = storageFault(error, partialName(chunk.number), 'write');
      pool.fail(fault);
      throw fault;
    }
  }
  return Promise.all(
    used.map(async (chunk, index) => ({
      name: chunkName(index + 1),
      partial: chunk.number,
      number: index + 1,
      size: chunk.length + endMark.length,
      sha256: await hasher.finish(chunk.path, chunk.length + endMark.length),
      entries: chunk.entries,
      payloadBytes: chunk.payload,
    })),
  );
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
