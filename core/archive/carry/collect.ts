import { makeFolders, type FileSystem } from '../../ports/index.ts';
import { formatBytes, roomPerFile, SluiceError } from '../../contract/index.ts';
import { storageFault } from '../storage-fault.ts';
import { copyPiece, type CopyOptions } from './copy-piece.ts';
import { bytesThere, isThere, removeOtherParts } from './parts.ts';
import type { Piece, Pieces } from './pieces.ts';
import { requireSameSet } from './same-set.ts';

export interface Collected {
  /** Files that were taken from this medium now. */
  readonly taken: readonly string[];
  /** Files of this medium that are not what the manifest says, or could not be read. */
  readonly damaged: readonly SluiceError[];
  /** Chunks and other files that are on none of the media so far. */
  readonly missing: readonly string[];
}

export interface CollectOptions extends CopyOptions {
  /** Bytes that the folder takes; absent: nobody knows. */
  readonly free?: (() => Promise<number | undefined>) | undefined;
  /** Told before the first byte moves. */
  readonly onPlan?: (pieces: readonly Piece[]) => void;
}

/**
 * Takes what one medium of a set has and `directory` lacks, in whatever order media come. A damaged file is left out and
 * told, the others are taken. Throws CARRY_OTHER_SET when `directory` holds another set, CARRY_NO_ROOM when the whole set
 * does not fit there, and what writing throws.
 */
export async function collectMedium(
  fs: FileSystem,
  medium: { readonly directory: string; readonly pieces: Pieces },
  directory: string,
  options: CollectOptions = {},
): Promise<Collected> {
  const { side, chunks } = medium.pieces;
  await makeFolders(fs, directory).catch((error: unknown) => {
    throw storageFault(error, directory, 'write');
  });
  await requireSameSet(fs, directory, medium.pieces);
  await requireRoom(fs, directory, medium.pieces, options);
  const wanted: Piece[] = [];
  // The manifest comes with the first medium: with it the folder says what it still lacks.
  for (const piece of [...side, ...chunks]) {
    if (await isThere(fs, directory, piece)) continue;
    if (await exists(fs, medium.directory, piece)) wanted.push(piece);
  }
  options.onPlan?.(wanted);
  const taken: string[] = [];
  const damaged: SluiceError[] = [];
  for (const piece of wanted) {
    try {
      await copyPiece({ fs, from: medium.directory, to: directory }, piece, options);
      taken.push(piece.name);
    } catch (error) {
      if (!(error instanceof SluiceError) || !isOfSource(error)) throw error;
      damaged.push(error);
    }
  }
  const missing: string[] = [];
  for (const piece of [...side, ...chunks])
    if (!(await isThere(fs, directory, piece))) missing.push(piece.name);
  if (missing.length === 0) await removeOtherParts(fs, directory, []);
  return { taken, damaged, missing };
}

/** What `directory` lacks of the set: bytes of all its files, and the room that is still needed for them. */
export async function roomToCollect(
  fs: FileSystem,
  directory: string,
  { side, chunks }: Pick<Pieces, 'side' | 'chunks'>,
): Promise<{ readonly total: number; readonly needed: number }> {
  const pieces = [...side, ...chunks];
  const there = await bytesThere(fs, directory, pieces);
  const total = pieces.reduce((sum, { size }) => sum + size, 0);
  const needed = pieces.reduce((sum, { name, size }) => {
    const bytes = there.get(name);
    return sum + (bytes === undefined ? size + roomPerFile : size - bytes);
  }, 0);
  return { total, needed };
}

/** Whoever runs out of room at the last medium has read all the others for nothing. */
async function requireRoom(
  fs: FileSystem,
  directory: string,
  pieces: Pieces,
  { free }: CollectOptions,
): Promise<void> {
  const freeBytes = await free?.();
  if (freeBytes === undefined) return;
  const { needed } = await roomToCollect(fs, directory, pieces);
  if (needed <= freeBytes) return;
  throw new SluiceError('CARRY_NO_ROOM', {
    params: { directory, needed: formatBytes(needed), free: formatBytes(freeBytes) },
    stage: 'preflight',
    side: 'sink',
    affected: [directory],
  });
}

/** Whatever it is: what is no plain file is told when it is read. */
async function exists(fs: FileSystem, directory: string, { name }: Piece): Promise<boolean> {
  return fs.lstat(`${directory}/${name}`).then(
    () => true,
    () => false,
  );
}

function isOfSource({ code }: SluiceError): boolean {
  return code === 'CARRY_DAMAGED' || code === 'ARCHIVE_READ_FAILED' || code === 'ARCHIVE_CHUNK_KIND';
}
