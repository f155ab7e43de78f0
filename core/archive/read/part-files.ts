import { join } from 'node:path';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { storageFault } from '../storage-fault.ts';
import type { TarFile } from '../tar/window.ts';
import { openRegular } from './open-regular.ts';
import type { PartFile } from './opened-set.ts';

/** A chunk that is open for reading, wherever its bytes lie. */
export interface ReadableChunk extends TarFile {
  close(): Promise<void>;
}

/** Files that are kept open: a chunk may have thousands of parts, and a process only so many files. */
const mostOpen = 8;

interface OpenPart {
  readonly handle: Promise<FileHandle>;
  /** Reads that are under way. */
  reads: number;
}

/**
 * The parts of a chunk as the one file that they are together: nothing is copied. A read ends where a part ends, so that
 * it may answer fewer bytes than asked for. Faults name the part: ARCHIVE_READ_FAILED, ARCHIVE_CHUNK_KIND.
 */
export function openParts(fs: FileSystem, directory: string, parts: readonly PartFile[]): ReadableChunk {
  const open = new Map<PartFile, OpenPart>();
  const size = parts.reduce((sum, part) => sum + part.size, 0);

  const opened = async (part: PartFile): Promise<OpenPart> => {
    const known = open.get(part);
    // The one that was used last is the last one to be closed.
    open.delete(part);
    const entry = known ?? { handle: openRegular(fs, join(directory, part.name), part.name), reads: 0 };
    open.set(part, entry);
    entry.reads += 1;
    const idle = [...open].find(([, { reads }]) => reads === 0);
    if (open.size > mostOpen && idle !== undefined) {
      open.delete(idle[0]);
      await idle[1].handle.then(
        (handle) => handle.close(),
        () => undefined,
      );
    }
    return entry;
  };

  return {
    stat: () => Promise.resolve({ size }),
    read: async (buffer, offset, length, position) => {
      const part = parts.find(({ start, size: bytes }) => position >= start && position < start + bytes);
      if (part === undefined) return { bytesRead: 0 };
      const within = position - part.start;
      const entry = await opened(part);
      try {
        const handle = await entry.handle;
        return await handle.read(buffer, offset, Math.min(length, part.size - within), within);
      } catch (error) {
        throw storageFault(error, part.name, 'read');
      } finally {
        entry.reads -= 1;
      }
    },
    close: async () => {
      const handles = await Promise.allSettled([...open.values()].map(({ handle }) => handle));
      open.clear();
      for (const result of handles) if (result.status === 'fulfilled') await result.value.close();
    },
  };
}
