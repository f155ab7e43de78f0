/** What reading a tar file needs of an open file. */
export interface TarFile {
  stat(): Promise<{ readonly size: number }>;
  read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
}

const smallest = 4 * 1024;
const largest = 1024 * 1024;

/** Reads anywhere in a file through one buffer. Answers fewer bytes than asked only at the end of the file. */
export interface Window {
  /** The bytes are valid until the next call. */
  read(offset: number, length: number): Promise<Buffer>;
}

/**
 * Read-ahead that fits header hopping: after a jump over a large body it reads a little, and while
 * entries lie close together it doubles up to 1 MiB, so that thousands of small entries cost few
 * reads and a few huge ones cost few bytes.
 */
export function openWindow(handle: TarFile): Window {
  let buffer: Buffer = Buffer.alloc(0);
  let start = 0;
  let ahead = smallest;
  return {
    read: async (offset, length) => {
      const held = start + buffer.length;
      if (offset >= start && offset + length <= held) {
        return buffer.subarray(offset - start, offset - start + length);
      }
      const near = offset >= start && offset - held <= ahead;
      ahead = near ? Math.min(largest, ahead * 2) : smallest;
      buffer = await readExactly(handle, offset, Math.max(length, ahead));
      start = offset;
      return buffer.subarray(0, length);
    },
  };
}

/** Reads `length` bytes at `offset`, or as many as the file has: into the start of `buffer`, by default a new one. */
export async function readExactly(
  handle: TarFile,
  offset: number,
  length: number,
  buffer: Buffer = Buffer.allocUnsafeSlow(length),
): Promise<Buffer> {
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
