import { roomPerFile } from '../../contract/index.ts';
import { makeFolders, type FileSystem } from '../../ports/index.ts';
import { storageFault } from '../storage-fault.ts';
import { copyPiece, type CopyOptions } from './copy-piece.ts';
import { bytesThere, removeOtherParts } from './parts.ts';
import { requireSameSet } from './same-set.ts';
import type { Piece, Pieces } from './pieces.ts';
import { planMedium } from './plan-medium.ts';

export interface FillOptions extends CopyOptions {
  /** Chunks that other media have. */
  readonly carried: ReadonlySet<string>;
  /** Bytes that the medium takes. */
  readonly free: () => Promise<number>;
  /** Bytes that the set may take on the medium in all, whatever room there is: what is burned to a disc later. */
  readonly capacity?: number | undefined;
  /** Told before the first byte moves. */
  readonly onPlan?: (chunks: readonly Piece[], left: readonly Piece[]) => void;
}

export interface Filled {
  /** Chunks that lie on the medium now. */
  readonly chunks: readonly string[];
  /** Chunks that no medium has yet. */
  readonly left: readonly string[];
}

/**
 * Fills a medium with a part of a set: the side files, and as many chunks as fit that no other medium has. Begun again
 * after an interruption it goes on. Throws CARRY_OTHER_SET when another set lies there, CARRY_MEDIUM_TOO_SMALL, and
 * what `copyPiece` throws.
 */
export async function fillMedium(
  fs: FileSystem,
  set: { readonly directory: string; readonly pieces: Pieces },
  medium: string,
  options: FillOptions,
): Promise<Filled> {
  const { pieces } = set;
  await makeFolders(fs, medium).catch((error: unknown) => {
    throw storageFault(error, medium, 'write');
  });
  await requireSameSet(fs, medium, pieces);
  const wanted = pieces.chunks.filter(({ name }) => !options.carried.has(name));
  await removeOtherParts(fs, medium, [...pieces.side, ...wanted]);
  const present = await bytesThere(fs, medium, [...pieces.side, ...pieces.chunks]);
  const taken = [...present.values()].reduce((sum, bytes) => sum + bytes + roomPerFile, 0);
  const free = Math.min(await options.free(), (options.capacity ?? Infinity) - taken);
  const plan = planMedium(pieces, options.carried, { free, present });
  options.onPlan?.(plan.chunks, plan.left);
  const places = { fs, from: set.directory, to: medium };
  await removeOtherParts(fs, medium, [...pieces.side, ...plan.chunks]);
  for (const piece of [...plan.chunks, ...pieces.side]) await copyPiece(places, piece, options);
  return { chunks: plan.chunks.map(({ name }) => name), left: plan.left.map(({ name }) => name) };
}
