import { join } from 'node:path';
import { syncDirectory, type FileHandle, type FileSystem } from '../../ports/index.ts';
import { errno } from '../storage-fault.ts';
import { removeIfPresent } from '../write/chunk-pool.ts';
import type { ProtectedFile } from './geometry.ts';
import { mendingPrefix } from './names.ts';
import { temporaryName } from '../layout/paths.ts';
import { openOwn } from '../read/open-own.ts';

/** A file that is being put right. */
export interface MendedFile {
  /** `bytes` belong at `position`. */
  write(bytes: Buffer, position: number): Promise<void>;
  /** Brings the file to its size, makes it durable and gives it its name. */
  finish(): Promise<void>;
  /** Gives up: what stands under the file's name stays readable, no worse than before. */
  abandon(): Promise<void>;
}

/** Bytes up to which a file is put together in memory and takes its place as a whole. */
const smallFile = 4 * 1024 * 1024;
/** No block is smaller. */
const smallestPiece = 4096;

/**
 * Opens a damaged or missing file. A small one, and one that is not there, is written under another name and renamed. Of
 * a large one only the damaged blocks are written, in place: a kill leaves each of them damaged or mended, never anything
 * else worse, and mending again goes on. Throws REPAIR_FILE_KIND, and the system's error.
 */
export async function openMendedFile(
  fs: FileSystem,
  directory: string,
  file: ProtectedFile,
): Promise<MendedFile> {
  const path = join(directory, file.name);
  if (file.size <= smallFile) return inMemory(fs, directory, file);
  try {
    return inPlace(await openOwn(fs, path, { access: 'write' }), file.size);
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
    return underOtherName(fs, directory, file);
  }
}

async function inMemory(fs: FileSystem, directory: string, file: ProtectedFile): Promise<MendedFile> {
  const content = Buffer.alloc(file.size);
  try {
    const handle = await openOwn(fs, join(directory, file.name));
    try {
      await readReadable(handle, content);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
  }
  return {
    write: (bytes, position) => Promise.resolve(void bytes.copy(content, position)),
    async finish() {
      const whole = await underOtherName(fs, directory, file);
      try {
        await whole.write(content, 0);
      } catch (error) {
        await whole.abandon();
        throw error;
      }
      await whole.finish();
    },
    abandon: () => Promise.resolve(),
  };
}

/** A place that the medium refuses belongs to a block that is lost, and is written anew. */
async function readReadable(handle: FileHandle, content: Buffer): Promise<void> {
  for (let done = 0; done < content.length;) {
    const length = Math.min(smallestPiece, content.length - done);
    try {
      const { bytesRead } = await handle.read(content, done, length, done);
      if (bytesRead === 0) return;
      done += bytesRead;
    } catch (error) {
      if (errno(error) !== 'EIO') throw error;
      done += length;
    }
  }
}

function inPlace(handle: FileHandle, size: number): MendedFile {
  return {
    write: (bytes, position) => writeAll(handle, bytes, position),
    async finish() {
      try {
        await handle.truncate(size);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
    abandon: () => handle.close(),
  };
}

async function underOtherName(fs: FileSystem, directory: string, file: ProtectedFile): Promise<MendedFile> {
  const temporary = join(directory, temporaryName(mendingPrefix, file.name));
  await removeIfPresent(fs, temporary);
  const handle = await fs.open(temporary, 'wx');
  return {
    write: (bytes, position) => writeAll(handle, bytes, position),
    async finish() {
      await inPlace(handle, file.size).finish();
      await fs.rename(temporary, join(directory, file.name));
      await syncDirectory(fs, directory);
    },
    async abandon() {
      await handle.close();
      await removeIfPresent(fs, temporary);
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}
