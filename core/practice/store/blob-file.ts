import type { FileHandle, FileSystem } from '../../ports/index.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { BlobSpan } from './store.ts';

/** Bytes read at once. */
export const chunkBytes = 1024 * 1024;

/** Reads a span of a file in chunks of 1 MiB through one buffer of the pool (see BlobChunks). */
export async function* readSpan(
  fs: FileSystem,
  path: string,
  span: BlobSpan,
  pool: BufferPool,
): AsyncGenerator<Buffer, void, undefined> {
  const handle = await fs.open(path, 'r');
  const buffer = pool.take();
  try {
    for (let at = span.start; at <= span.end;) {
      const wanted = Math.min(buffer.length, span.end + 1 - at);
      const { bytesRead } = await handle.read(buffer, 0, wanted, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    pool.give(buffer);
    await handle.close();
  }
}

/** Writes all of `chunks` at `position`, however many calls that takes. */
export async function writeAll(
  handle: FileHandle,
  chunks: readonly Buffer[],
  position: number,
): Promise<number> {
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const { bytesWritten } = await handle.writev([...chunks], position);
  let done = bytesWritten;
  if (done < total) {
    const rest = Buffer.concat(chunks);
    while (done < total) {
      const part = await handle.write(rest, done, total - done, position + done);
      done += part.bytesWritten;
    }
  }
  return total;
}
