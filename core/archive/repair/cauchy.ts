import { inverse, multiply } from './gf256.ts';

/** Most blocks of one row, data and repair blocks together: each needs an element of GF(2^8) of its own. */
export const rowLimit = 255;

/**
 * The factor with which the data block at `position` of a row counts in its repair block `repair`, of `repairs`. The
 * factors are a Cauchy matrix: each square part of it can be inverted, so that any lost data blocks can be computed from
 * as many repair blocks, whichever they are.
 */
export function factorOf(repair: number, position: number, repairs: number): number {
  if (repair >= repairs || repairs + position > rowLimit) throw new RangeError('outside of the code');
  return inverse(repair ^ (repairs + position));
}

/**
 * The matrix that gives the data blocks at `positions` from the sums of the repair blocks `chosen`, as many:
 * `result[i][k]` is the factor of sum k in block i. Gauss and Jordan's elimination.
 */
export function solveFor(
  positions: readonly number[],
  chosen: readonly number[],
  repairs: number,
): readonly Uint8Array[] {
  const size = positions.length;
  if (chosen.length !== size) throw new RangeError('as many repair blocks as lost ones');
  const rows = chosen.map((repair, index) => {
    const row = new Uint8Array(2 * size);
    for (const [column, position] of positions.entries()) row[column] = factorOf(repair, position, repairs);
    row[size + index] = 1;
    return row;
  });
  for (let column = 0; column < size; column += 1) {
    const at = rows.findIndex((row, index) => index >= column && row[column] !== 0);
    const pivot = rows[at];
    if (pivot === undefined) throw new RangeError('a Cauchy matrix has no such part');
    rows[at] = rows[column] ?? pivot;
    rows[column] = pivot;
    scale(pivot, inverse(pivot[column] ?? 0));
    for (const [index, row] of rows.entries()) {
      if (index !== column) addMultiple(row, pivot, row[column] ?? 0);
    }
  }
  return rows.map((row) => row.slice(size));
}

function scale(row: Uint8Array, factor: number): void {
  for (let index = 0; index < row.length; index += 1) row[index] = multiply(row[index] ?? 0, factor);
}

function addMultiple(row: Uint8Array, other: Uint8Array, factor: number): void {
  if (factor === 0) return;
  for (let index = 0; index < row.length; index += 1) {
    row[index] = (row[index] ?? 0) ^ multiply(other[index] ?? 0, factor);
  }
}
