import type { FileHandle, FileSystem } from '../../ports/index.ts';
import type { BlobSpan } from './store.ts';

const chunkBytes = 1024 * 1024;

/** Reads a span of a file in chunks of 1 MiB through two buffers used in turn (see BlobChunks). */
export async function* readSpan(
  fs: FileSystem,
  path: string,
  span: BlobSpan,
): AsyncGenerator<Buffer, void, undefined> {
  const handle = await fs.open(path, 'r');
  try {
    const total = span.end - span.start + 1;
    const size = Math.min(chunkBytes, total);
    const buffers = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(total > size ? size : 0)];
    for (let done = 0, turn = 0; done < total; turn = 1 - turn) {
      const buffer = buffers[turn] ?? Buffer.alloc(0);
      const wanted = Math.min(size, total - done);
      const { bytesRead } = await handle.read(buffer, 0, wanted, span.start + done);
      if (bytesRead === 0) return;
      done += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
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
