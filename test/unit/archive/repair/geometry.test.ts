import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowLimit } from '../../../../core/archive/repair/cauchy.ts';
import {
  blockAt,
  blocksOf,
  chooseGeometry,
  volumePlace,
  volumesOf,
} from '../../../../core/archive/repair/geometry.ts';

const sizes = fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 12 });
const percents = fc.integer({ min: 1, max: 100 });
const filesOf = (lengths: readonly number[]) => lengths.map((size, index) => ({ name: `f${index}`, size }));

describe('how the protected bytes are divided', () => {
  it('gives every block one place in one row, and rows that the code can have', () => {
    fc.assert(
      fc.property(sizes, percents, (lengths, percent) => {
        const geometry = chooseGeometry(filesOf(lengths), percent);
        const { rows, positions, repairs, blocks, blockSize } = geometry;
        expect(blocks).toBe(Math.max(1, blocksOf(filesOf(lengths), blockSize)));
        expect(positions + repairs).toBeLessThanOrEqual(rowLimit);
        expect(repairs).toBeGreaterThanOrEqual(Math.max(2, Math.ceil((positions * percent) / 100)));
        const seen = new Set<number>();
        for (let row = 0; row < rows; row += 1)
          for (let position = 0; position < positions; position += 1) {
            const block = blockAt(geometry, row, position);
            if (block !== undefined) seen.add(block);
          }
        expect(seen.size).toBe(blocks);
      }),
      { numRuns: 50 },
    );
  });

  it('spreads what lies together over all rows', () => {
    const geometry = chooseGeometry(filesOf([40_000_000]), 5);
    const { rows, blocks } = geometry;
    const inRow = Array.from({ length: rows }, () => 0);
    for (let block = 100; block < 100 + 2 * rows; block += 1)
      inRow[block % rows] = (inRow[block % rows] ?? 0) + 1;
    expect(blocks).toBeGreaterThan(100 + 2 * rows);
    expect(new Set(inRow)).toEqual(new Set([2]));
  });

  it.each([
    [10 ** 9, 5],
    [10 ** 11, 5],
    [3 * 10 ** 12, 100],
  ])('keeps files and table small for a set of %d bytes', (size, percent) => {
    const geometry = chooseGeometry(filesOf([size]), percent);
    expect(geometry.volumeBlocks * geometry.blockSize).toBeLessThanOrEqual(1024 ** 3);
    expect(geometry.blockSize).toBeLessThanOrEqual(1024 ** 2);
    const places = volumesOf(geometry);
    expect(places.reduce((sum, { count }) => sum + count, 0)).toBe(geometry.rows * geometry.repairs);
    for (const { volume, repair, firstRow, count } of places.slice(0, 500)) {
      expect(volumePlace(geometry, repair, firstRow)).toEqual({ volume, block: 0 });
      expect(volumePlace(geometry, repair, firstRow + count - 1)).toEqual({ volume, block: count - 1 });
    }
  });
});
