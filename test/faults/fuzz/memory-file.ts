import type { TarFile } from '../../../core/archive/tar/window.ts';

/** A file that is only in memory. */
export function memoryFile(bytes: Buffer): TarFile {
  return {
    stat: () => Promise.resolve({ size: bytes.length }),
    read: (buffer, offset, length, position) => {
      const part = bytes.subarray(position, position + length);
      buffer.set(part, offset);
      return Promise.resolve({ bytesRead: part.length });
    },
  };
}
