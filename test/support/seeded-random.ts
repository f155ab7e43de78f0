import { createHash, randomBytes } from 'node:crypto';

/** Random numbers that can be had again from their seed. */
export interface SeededRandom {
  readonly seed: string;
  /** 0 inclusive to 1 exclusive. */
  fraction(): number;
  /** A whole number from `low` to `high`, both inclusive. */
  between(low: number, high: number): number;
  pick<T>(values: readonly T[]): T;
  bytes(count: number): Buffer;
}

/** Draws from `seed`; a new one when it is absent: print it, so that the run can be had again. */
export function seededRandom(seed = randomBytes(4).toString('hex')): SeededRandom {
  let drawn = 0;
  const block = (): Buffer => createHash('sha256').update(`${seed} ${drawn++}`).digest();
  const fraction = (): number => block().readUInt32BE(0) / 2 ** 32;
  const between = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1));
  return {
    seed,
    fraction,
    between,
    pick: (values) => {
      const value = values[between(0, values.length - 1)];
      if (value === undefined) throw new RangeError('nothing to pick from');
      return value;
    },
    bytes: (count) => {
      const blocks: Buffer[] = [];
      for (let length = 0; length < count; length += 32) blocks.push(block());
      return Buffer.concat(blocks).subarray(0, count);
    },
  };
}
