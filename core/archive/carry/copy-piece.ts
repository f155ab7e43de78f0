import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { syncDirectory, type FileSystem } from '../../ports/index.ts';
import { openRegular } from '../read/open-regular.ts';
import { errno, storageFault } from '../storage-fault.ts';
import type { Piece } from './pieces.ts';

export interface CopyPlaces {
  readonly fs: FileSystem;
  /** Folders. */
  readonly from: string;
  readonly to: string;
}

export interface CopyOptions {
  readonly signal?: AbortSignal;
  /** Bytes that were copied since the last call. */
  readonly onBytes?: (bytes: number) => void;
}

const bufferSize = 1024 * 1024;
/** A name that neither Sluice nor oc-mirror takes for a chunk. */
const temporaryName = '.carry-unfinished';

/**
 * Copies a file of a set: under its own name it is there whole and with the right sum, or not at all. One that is
 * there with the right size stays: whatever puts it there checked its sum. `false`: it was there. Throws CARRY_DAMAGED
 * when the source's content is not what the manifest says, ARCHIVE_READ_FAILED, ARCHIVE_CHUNK_KIND, ARCHIVE_DISK_FULL
 * and its like, and the signal's reason.
 */
export async function copyPiece(
  places: CopyPlaces,
  piece: Piece,
  options: CopyOptions = {},
): Promise<boolean> {
  const { fs, to } = places;
  if (await isThere(fs, to, piece)) return false;
  const temporary = join(to, temporaryName);
  await fs.rm(temporary, { force: true }).catch(() => undefined);
  try {
    await copyChecked(places, piece, temporary, options);
    await writing(piece, async () => {
      await fs.rename(temporary, join(to, piece.name));
      await syncDirectory(fs, to);
    });
  } catch (error) {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  return true;
}

/** Whether a plain file of this name and size is there. */
export async function isThere(fs: FileSystem, directory: string, piece: Piece): Promise<boolean> {
  const stats = await fs.lstat(join(directory, piece.name)).catch(() => undefined);
  return stats?.isFile() === true && stats.size === piece.size;
}

async function copyChecked(
  { fs, from }: CopyPlaces,
  piece: Piece,
  temporary: string,
  { signal, onBytes }: CopyOptions,
): Promise<void> {
  const hash = createHash('sha256');
  const source = await openRegular(fs, join(from, piece.name), piece.name);
  try {
    const target = await writing(piece, () => fs.open(temporary, 'wx', 0o644));
    try {
      const buffer = Buffer.allocUnsafe(bufferSize);
      let size = 0;
      for (;;) {
        signal?.throwIfAborted();
        const { bytesRead } = await source.read(buffer, 0, buffer.length, size).catch((error: unknown) => {
          throw storageFault(error, piece.name, 'read');
        });
        if (bytesRead === 0) break;
        size += bytesRead;
        // One that is longer than it should be is damaged, however long it is.
        if (size > piece.size) break;
        const bytes = buffer.subarray(0, bytesRead);
        hash.update(bytes);
        await writing(piece, () => target.writeFile(bytes));
        onBytes?.(bytesRead);
      }
      if (size !== piece.size || hash.digest('hex') !== piece.sha256) throw damaged(piece);
      await writing(piece, () => target.sync());
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function damaged({ name }: Piece): SluiceError {
  return new SluiceError('CARRY_DAMAGED', {
    params: { file: name },
    stage: 'transfer',
    side: 'source',
    affected: [name],
  });
}

async function writing<Result>({ name }: Piece, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw errno(error) === undefined ? error : storageFault(error, name, 'write');
  }
}
