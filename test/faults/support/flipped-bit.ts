import type { SeededRandom } from '../../support/seeded-random.ts';

/** A copy of `bytes` in which one bit is another, and which. */
export function flippedBit(
  bytes: Buffer,
  random: SeededRandom,
): { readonly bytes: Buffer; readonly where: string } {
  const [at, bit] = [random.between(0, bytes.length - 1), random.between(0, 7)];
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at);
  return { bytes: copy, where: `bit ${bit} of byte ${at}` };
}
