import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { factorOf, rowLimit, solveFor } from '../../../../core/archive/repair/cauchy.ts';
import { inverse, multiply, multiplesOf } from '../../../../core/archive/repair/gf256.ts';
import { createRowSums } from '../../../../core/archive/repair/row-sums.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const element = fc.integer({ min: 0, max: 255 });

describe('the field of 256 elements', () => {
  it('multiplies as carry-less multiplication reduced by the polynomial does', () => {
    const slowly = (a: number, b: number): number => {
      let product = 0;
      for (let bit = 0; bit < 8; bit += 1) if (((b >> bit) & 1) === 1) product ^= a << bit;
      for (let bit = 15; bit >= 8; bit -= 1) if (((product >> bit) & 1) === 1) product ^= 0x11d << (bit - 8);
      return product;
    };
    for (let a = 0; a < 256; a += 1)
      for (let b = 0; b < 256; b += 1) expect(multiply(a, b)).toBe(slowly(a, b));
  });

  it('has an inverse for every element but zero', () => {
    for (let a = 1; a < 256; a += 1) expect(multiply(a, inverse(a))).toBe(1);
    expect(() => inverse(0)).toThrow(RangeError);
  });

  it('is associative and distributive', () => {
    fc.assert(
      fc.property(element, element, element, (a, b, c) => {
        expect(multiply(a, multiply(b, c))).toBe(multiply(multiply(a, b), c));
        expect(multiply(a, b ^ c)).toBe(multiply(a, b) ^ multiply(a, c));
      }),
    );
  });
});

/** Repair bytes of one row of single bytes, by the definition. */
const repairOf = (row: readonly number[], repairs: number): number[] =>
  Array.from({ length: repairs }, (_, repair) =>
    row.reduce((sum, value, position) => sum ^ multiply(factorOf(repair, position, repairs), value), 0),
  );

/** The lost bytes, computed from what is left. */
function restored(
  row: readonly number[],
  repair: readonly number[],
  lost: number[],
  chosen: number[],
): number[] {
  const left = repairOf(
    row.map((value, position) => (lost.includes(position) ? 0 : value)),
    repair.length,
  );
  const differences = chosen.map((each) => (repair[each] ?? 0) ^ (left[each] ?? 0));
  return solveFor(lost, chosen, repair.length).map((factors) =>
    differences.reduce((sum, difference, index) => sum ^ multiply(factors[index] ?? 0, difference), 0),
  );
}

function* subsets(count: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) yield [];
  else
    for (let first = from; first < count; first += 1)
      for (const rest of subsets(count, size - 1, first + 1)) yield [first, ...rest];
}

describe('the code', () => {
  it('restores every pattern of lost blocks from every choice of as many repair blocks', () => {
    const repairs = 4;
    const row = [7, 0, 255, 19, 100, 1, 42];
    const repair = repairOf(row, repairs);
    let patterns = 0;
    for (let size = 1; size <= repairs; size += 1) {
      for (const lost of subsets(row.length, size)) {
        for (const chosen of subsets(repairs, size)) {
          expect(restored(row, repair, lost, chosen)).toEqual(lost.map((position) => row[position]));
          patterns += 1;
        }
      }
    }
    expect(patterns).toBe(7 * 4 + 21 * 6 + 35 * 4 + 35);
  });

  it('restores random patterns of the longest rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 127 }), fc.string({ minLength: 8 }), (repairs, seed) => {
        const random = seededRandom(seed);
        const row = [...random.bytes(rowLimit - repairs)];
        const pickFrom = (count: number, size: number): number[] => {
          const all = Array.from({ length: count }, (_, index) => index);
          return Array.from({ length: size }, () => all.splice(random.between(0, all.length - 1), 1)[0] ?? 0);
        };
        const size = random.between(1, Math.min(repairs, 24));
        const lost = pickFrom(row.length, size);
        const answer = restored(row, repairOf(row, repairs), lost, pickFrom(repairs, size));
        expect(answer).toEqual(lost.map((position) => row[position]));
      }),
      { numRuns: 40 },
    );
  });

  it('has no factor outside of its rows', () => {
    expect(() => factorOf(3, 0, 3)).toThrow(RangeError);
    expect(() => factorOf(0, 253, 3)).toThrow(RangeError);
    expect(() => solveFor([1, 2], [0], 3)).toThrow(RangeError);
  });
});

describe('the sums', () => {
  it('are what the definition gives, byte by byte, whatever is added first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 30 }),
        fc.string(),
        (repairs, positions, seed) => {
          const random = seededRandom(seed);
          const width = 16 * random.between(1, 40);
          const blocks = Array.from({ length: positions }, () => random.bytes(width));
          const sums = createRowSums(positions, repairs, width);
          for (const position of [...blocks.keys()].reverse()) {
            blocks[position]?.copy(sums.input);
            sums.add(position, width);
          }
          const at = random.between(0, width - 1);
          const row = blocks.map((block) => block[at] ?? 0);
          expect(repairOf(row, repairs)).toEqual(
            Array.from({ length: repairs }, (_, repair) => sums.sumsFor(repair)[at]),
          );
          sums.clear();
          expect(sums.sumsFor(0).every((byte) => byte === 0)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('know all 256 products of a factor', () => {
    fc.assert(
      fc.property(element, element, (a, b) => {
        expect(multiplesOf(a)[b]).toBe(multiply(a, b));
      }),
    );
  });
});
