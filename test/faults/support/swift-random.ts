import type { SeededRandom } from '../../support/seeded-random.ts';

/**
 * Random numbers for many millions of draws: like `seededRandom`, some twenty times as fast (sfc32 by Chris
 * Doty-Humphrey). The same `seed` and `number` give the same numbers.
 */
export function swiftRandom(seed: string, number: number): SeededRandom {
  let [a, b, c] = mixed(seed, number);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  // The first numbers still look like the seed.
  for (let round = 0; round < 12; round += 1) next();
  const fraction = (): number => next() / 2 ** 32;
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
      const bytes = Buffer.allocUnsafe(count);
      for (let at = 0; at < count; at += 1) bytes[at] = next() & 0xff;
      return bytes;
    },
  };
}

/** Three numbers that differ for every seed and number (FNV-1a). */
function mixed(seed: string, number: number): [number, number, number] {
  let hash = 0x811c9dc5;
  for (let at = 0; at < seed.length; at += 1) hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193);
  return [hash, Math.imul(hash ^ number, 0x85ebca6b), number | 0];
}
