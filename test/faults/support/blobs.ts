import type { Descriptor } from '../../../core/image/index.ts';
import { blobOf } from '../../support/registry-world.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { swiftRandom } from './swift-random.ts';

export interface Blob {
  readonly bytes: Buffer;
  readonly descriptor: Descriptor;
}

/** Largest blob of the cases about reading. */
export const largestBlob = 3 * 1024 * 1024;

let pool: Buffer | undefined;

/** A blob of a seeded size, small ones as likely as large ones: of so many digits, then of any size with them. */
export function drawBlob(random: SeededRandom, from = 1, to = largestBlob): Blob {
  const size = Math.round(from * (to / from) ** random.fraction());
  // Making bytes takes longer than reading them: every blob is a part of the same ones.
  pool ??= swiftRandom('blobs', 0).bytes(2 * largestBlob);
  const start = random.between(0, pool.length - size);
  return blobOf(pool.subarray(start, start + size));
}
