import { join } from 'node:path';
import type { FileSystem } from '../../ports/index.ts';
import { temporaryName } from '../layout/paths.ts';
import type { Piece } from './pieces.ts';

/** Files of this prefix are not whole yet. */
const partPrefix = '.carry-part-';

/** Where a piece is put together until it is whole. */
export function partPath(directory: string, { name }: Pick<Piece, 'name'>): string {
  return join(directory, temporaryName(partPrefix, name));
}

/** Bytes of each piece that lie in `directory` already: of a whole one all, of one that was begun so many. */
export async function bytesThere(
  fs: FileSystem,
  directory: string,
  pieces: readonly Piece[],
): Promise<Map<string, number>> {
  const there = new Map<string, number>();
  for (const piece of pieces) {
    if (await isThere(fs, directory, piece)) {
      there.set(piece.name, piece.size);
      continue;
    }
    const part = await fs.lstat(partPath(directory, piece)).catch(() => undefined);
    if (part?.isFile() === true && part.size > 0)
      there.set(piece.name, Math.min(part.size, Math.max(0, piece.size - 1)));
  }
  return there;
}

/** Whether a plain file of this name and size is there. */
export async function isThere(fs: FileSystem, directory: string, piece: Piece): Promise<boolean> {
  const stats = await fs.lstat(join(directory, piece.name)).catch(() => undefined);
  return stats?.isFile() === true && stats.size === piece.size;
}

/** Removes what was begun and is not gone on with: it would take the room of others. */
export async function removeOtherParts(
  fs: FileSystem,
  directory: string,
  wanted: readonly Piece[],
): Promise<void> {
  const kept = new Set(wanted.map((piece) => partPath(directory, piece)));
  for (const name of await fs.readdir(directory).catch((): string[] => [])) {
    const path = join(directory, name);
    if (name.startsWith(partPrefix) && !kept.has(path)) await fs.rm(path, { force: true, recursive: true });
  }
}
