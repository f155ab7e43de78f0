/*
 * The field of 256 elements, GF(2^8), by the polynomial x^8 + x^4 + x^3 + x^2 + 1 (0x11d), of which 2 is a generator.
 * Adding is exclusive or.
 */

const polynomial = 0x11d;
const exponents = new Uint8Array(510);
const logarithms = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  exponents[power] = value;
  exponents[power + 255] = value;
  logarithms[value] = power;
  value <<= 1;
  if (value > 255) value ^= polynomial;
}

export function multiply(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  return exponents[(logarithms[a] ?? 0) + (logarithms[b] ?? 0)] ?? 0;
}

/** Throws a RangeError for 0, which has no inverse. */
export function inverse(a: number): number {
  if (a === 0) throw new RangeError('0 has no inverse');
  return exponents[255 - (logarithms[a] ?? 0)] ?? 0;
}

/** All 256 multiples of `factor`, to look products up. */
export function multiplesOf(factor: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, value) => multiply(factor, value));
}
