import type { Finding } from '../../contract/index.ts';
import type { Plan } from '../plan.ts';

export interface LargestBlob {
  readonly size: number;
  /** An image that needs it. */
  readonly image: string;
}

/** The largest blob that this run moves. */
export function largestBlob(plan: Plan): LargestBlob | undefined {
  let largest: Plan['blobs'][number] | undefined;
  for (const blob of plan.blobs) {
    if (!blob.expected && blob.descriptor.size > (largest?.descriptor.size ?? -1)) largest = blob;
  }
  if (largest === undefined) return undefined;
  const { digest, size } = largest.descriptor;
  const owner = plan.images.find((image) => image.blobs.some((blob) => blob.digest === digest));
  return { size, image: owner?.record.origin ?? digest };
}

/** archiveSize counts content only (oc-mirror-v2.md 4.4): a warning, or an error when strict. */
export function checkArchiveSize(
  plan: Plan,
  limit: number,
  strict: boolean,
  format: (bytes: number) => string,
): Finding[] {
  const largest = largestBlob(plan);
  if (largest === undefined || largest.size <= limit) return [];
  return [
    {
      level: strict ? 'error' : 'warning',
      code: 'BLOB_EXCEEDS_ARCHIVE_SIZE',
      params: { image: largest.image, size: format(largest.size), limit: format(limit) },
      affected: [largest.image],
    },
  ];
}

/** A warning when two clocks differ by more than five minutes. */
export function checkClock(host: string, theirs: Date | undefined, ours: Date): Finding[] {
  if (theirs === undefined || Number.isNaN(theirs.getTime())) return [];
  const minutes = Math.round((theirs.getTime() - ours.getTime()) / 60_000);
  if (Math.abs(minutes) <= 5) return [];
  return [
    {
      level: 'warning',
      code: 'CLOCK_SKEWED',
      params: { host, difference: `${Math.abs(minutes)} min` },
      affected: [host],
    },
  ];
}
