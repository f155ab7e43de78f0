import { mediumReserve as reserve, roomPerFile as perFile, SluiceError } from '../../contract/index.ts';
import type { Piece, Pieces } from './pieces.ts';

/** What goes onto the medium that is there now. */
export interface MediumPlan {
  /** In the set's order. */
  readonly chunks: readonly Piece[];
  /** Chunks for the next media. */
  readonly left: readonly Piece[];
}

/**
 * Fills a medium of `free` bytes with chunks that no other medium has yet, the first that fit in the set's order; side
 * files lie on each. `present` tells what lies on this one already: it takes no more room. Throws CARRY_MEDIUM_TOO_SMALL when not one of
 * the chunks that are left fits.
 */
export function planMedium(
  { side, chunks }: Pick<Pieces, 'side' | 'chunks'>,
  carried: ReadonlySet<string>,
  { free, present }: { readonly free: number; readonly present: ReadonlyMap<string, number> },
): MediumPlan {
  // One that was begun has its place in the file system already.
  const cost = ({ name, size }: Piece): number => {
    const there = present.get(name);
    return there === undefined ? size + perFile : size - there;
  };
  let room = free - reserve - side.reduce((sum, piece) => sum + cost(piece), 0);
  const wanted = chunks.filter(({ name }) => !carried.has(name));
  const taken = wanted.filter((piece) => {
    const fits = present.get(piece.name) === piece.size || cost(piece) <= room;
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
