import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { syncDirectory, type FileSystem } from '../../ports/index.ts';
import { copyResumed } from '../copy/copy-file.ts';
import { storageFault } from '../storage-fault.ts';
import { isThere, partPath } from './parts.ts';
import type { Piece } from './pieces.ts';

export interface CopyPlaces {
  readonly fs: FileSystem;
  /** Folders. */
  readonly from: string;
  readonly to: string;
}

export interface CopyOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes that were copied, or compared with what is there, since the last call. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * Copies a file of a set: under its own name it is there whole and with the right sum, or not at all; what was begun is
 * gone on with. One that is there with the right size stays: whatever puts it there checked its sum. `false`: it was
 * there. Throws CARRY_DAMAGED when the source's content is not what the manifest says, ARCHIVE_READ_FAILED,
 * ARCHIVE_CHUNK_KIND, ARCHIVE_DISK_FULL and its like, and the signal's reason.
 */
export async function copyPiece(
  { fs, from, to }: CopyPlaces,
  piece: Piece,
  { signal, onBytes }: CopyOptions = {},
): Promise<boolean> {
  if (await isThere(fs, to, piece)) return false;
  const { name, size, sha256 } = piece;
  const part = partPath(to, piece);
  await removeUnlessOwn(fs, part);
  const copied = await copyResumed(
    {
      fs,
      signal,
      onBytes,
      refusal: 'ARCHIVE_CHUNK_KIND',
      faultOf: (error, side) => storageFault(error, name, side === 'source' ? 'read' : 'write'),
    },
    join(from, name),
    part,
    // One that is longer than it should be is damaged, however long it is.
    size + 1,
  );
  if (copied.size !== size || copied.sha256 !== sha256) {
    await fs.rm(part, { force: true }).catch(() => undefined);
    throw damaged(piece);
  }
  try {
    await fs.rename(part, join(to, name));
    await syncDirectory(fs, to);
  } catch (error) {
    throw storageFault(error, name, 'write');
  }
  return true;
}

/** Whatever stands under a temporary name and is no plain file, or has a second name, is nothing to go on with. */
async function removeUnlessOwn(fs: FileSystem, path: string): Promise<void> {
  const found = await fs.lstat(path).catch(() => undefined);
  if (found === undefined || (found.isFile() && found.nlink <= 1)) return;
  await fs.rm(path, { force: true, recursive: true }).catch(() => undefined);
}

function damaged({ name }: Piece): SluiceError {
  return new SluiceError('CARRY_DAMAGED', {
    params: { file: name },
    stage: 'transfer',
    side: 'source',
    affected: [name],
  });
}
