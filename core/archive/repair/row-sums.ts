import { factorOf } from './cauchy.ts';
import { multiplesOf } from './gf256.ts';
import { createMultiplyAdd, halfTableSize } from './multiply-add.ts';

/** Adds data blocks up to repair blocks, for some rows side by side. */
export interface RowSums {
  /** Where data blocks are read into before they are added: `width` bytes. */
  readonly input: Buffer;
  /** Adds the first `length` bytes of `input` (a multiple of 16), which lie at `position` in their rows. */
  add(position: number, length: number): void;
  /** The sums for a repair block, `width` bytes. They change with the next `add`. */
  sumsFor(repair: number): Buffer;
  /** Begins again from zero. */
  clear(): void;
}

/** Bytes that are worked on at a time: they and the sums stay close to the processor. */
const slice = 16 * 1024;

/** Bytes of memory that the sums of `width` bytes of rows take. */
export function memoryOf(repairs: number, width: number): number {
  return (repairs + 1) * width;
}

/**
 * Sums for rows of `positions` data blocks and `repairs` repair blocks; `width` bytes of them side by side, a multiple
 * of 16.
 */
export function createRowSums(positions: number, repairs: number, width: number): RowSums {
  const inputAt = positions * repairs * halfTableSize;
  const sumsAt = inputAt + width;
  const { memory, multiplyAdd } = createMultiplyAdd(sumsAt + repairs * width);
  const part = (from: number, length: number): Buffer => Buffer.from(memory, from, length);
  const tableAt = (position: number, repair: number): number => (position * repairs + repair) * halfTableSize;
  for (let position = 0; position < positions; position += 1) {
    for (let repair = 0; repair < repairs; repair += 1) {
      const multiples = multiplesOf(factorOf(repair, position, repairs));
      const table = part(tableAt(position, repair), halfTableSize);
      for (let half = 0; half < 16; half += 1) {
        table[half] = multiples[half] ?? 0;
        table[half + 16] = multiples[half * 16] ?? 0;
      }
    }
  }
  return {
    input: part(inputAt, width),
    add(position, length) {
      for (let at = 0; at < length; at += slice) {
        const from = inputAt + at;
        const end = inputAt + Math.min(at + slice, length);
        for (let repair = 0; repair < repairs; repair += 1) {
          multiplyAdd(from, end, sumsAt + repair * width + at, tableAt(position, repair));
        }
      }
    },
    sumsFor: (repair) => part(sumsAt + repair * width, width),
    clear: () => void part(sumsAt, repairs * width).fill(0),
  };
}
