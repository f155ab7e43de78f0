import { SluiceError } from '../../contract/index.ts';
import type { Piece, Pieces } from './pieces.ts';

/** What goes onto the medium that is there now. */
export interface MediumPlan {
  /** In the set's order. */
  readonly chunks: readonly Piece[];
  /** Chunks for the next media. */
  readonly left: readonly Piece[];
}

/** Room that a file system takes for each file, and for itself and what else is written. Bytes. */
const perFile = 64 * 1024;
const reserve = 4 * 1024 * 1024;

/**
 * Fills a medium of `free` bytes with chunks that no other medium has yet, the first that fit in the set's order; side
 * files lie on each. What lies on this one already takes no more room. Throws CARRY_MEDIUM_TOO_SMALL when not one of
 * the chunks that are left fits.
 */
export function planMedium(
  { side, chunks }: Pick<Pieces, 'side' | 'chunks'>,
  carried: ReadonlySet<string>,
  { free, present }: { readonly free: number; readonly present: ReadonlySet<string> },
): MediumPlan {
  const cost = ({ name, size }: Piece): number => (present.has(name) ? 0 : size + perFile);
  let room = free - reserve - side.reduce((sum, piece) => sum + cost(piece), 0);
  const wanted = chunks.filter(({ name }) => !carried.has(name));
  const taken = wanted.filter((piece) => {
    const fits = present.has(piece.name) || cost(piece) <= room;
    if (fits) room -= cost(piece);
    return fits;
  });
  const left = wanted.filter((piece) => !taken.includes(piece));
  if (taken.length === 0 && left.length > 0) {
    const smallest = left.reduce((one, other) => (other.size < one.size ? other : one));
    throw new SluiceError('CARRY_MEDIUM_TOO_SMALL', {
      params: { free: Math.max(0, free), file: smallest.name, needed: smallest.size },
      stage: 'preflight',
      side: 'sink',
      affected: [smallest.name],
    });
  }
  return { chunks: taken, left };
}
