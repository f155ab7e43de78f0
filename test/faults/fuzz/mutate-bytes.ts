import type { SeededRandom } from '../../support/seeded-random.ts';

/** `bytes` with a few changes: bits flipped, bytes replaced, stretches cut, doubled or taken from `other`. */
export function mutateBytes(random: SeededRandom, bytes: Buffer, other: Buffer = bytes): Buffer {
  let changed: Buffer = Buffer.from(bytes);
  for (let left = random.between(1, 4); left > 0; left -= 1) changed = changeOnce(random, changed, other);
  return changed;
}

function changeOnce(random: SeededRandom, bytes: Buffer, other: Buffer): Buffer {
  const at = random.between(0, Math.max(0, bytes.length - 1));
  const end = Math.min(bytes.length, at + random.between(0, 600));
  switch (random.between(0, 7)) {
    case 0:
    case 1:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
      return bytes;
    case 2:
      bytes[at] = random.pick([0, 1, 0x20, 0x30, 0x7f, 0x80, 0xff]);
      return bytes;
    case 3:
      bytes.set(random.bytes(Math.min(random.between(1, 16), bytes.length - at)), at);
      return bytes;
    case 4:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    case 5:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    case 6:
      return bytes.subarray(0, at);
    default: {
      const from = random.between(0, other.length);
      return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + 512), bytes.subarray(at)]);
    }
  }
}
