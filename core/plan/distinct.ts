import type { Finding } from '../contract/index.ts';
import { SluiceError } from '../contract/index.ts';
import type { ImageRecord } from '../image/index.ts';
import type { PlannedImage, UnplannedImage } from './plan.ts';

/** Records without repetitions: the same name at the target from the same place is one image. */
export function distinctRecords(records: readonly ImageRecord[]): ImageRecord[] {
  const seen = new Map<string, ImageRecord>();
  for (const record of records) {
    const key = JSON.stringify([record.source, record.destination, record.platforms ?? null]);
    if (!seen.has(key)) seen.set(key, record);
  }
  return [...seen.values()];
}

/**
 * The source's host is not part of a name at the target, so two different images can meet
 * there. The first keeps the name; the others are reported, never silently lost.
 */
export function separateCollisions(images: readonly PlannedImage[]): {
  readonly images: readonly PlannedImage[];
  readonly unplanned: readonly UnplannedImage[];
} {
  const byName = new Map<string, PlannedImage>();
  const unplanned: UnplannedImage[] = [];
  const kept: PlannedImage[] = [];
  for (const image of images) {
    const { repository, tag } = image.record.destination;
    const name = `${repository}:${tag}`;
    const first = byName.get(name);
    if (first === undefined) byName.set(name, image);
    else if (first.root.digest !== image.root.digest) {
      unplanned.push({ record: image.record, error: collision(first, image, name) });
      continue;
    }
    kept.push(image);
  }
  return { images: kept, unplanned };
}

function collision(first: PlannedImage, second: PlannedImage, destination: string): SluiceError {
  return new SluiceError('DESTINATION_COLLISION', {
    params: { first: first.record.origin, second: second.record.origin, destination },
    stage: 'plan',
    affected: [second.record.origin],
  });
}

/** The records that `blocked` does not match, and a note for each that it does. */
export function withoutBlocked(
  records: readonly ImageRecord[],
  blocked: (record: ImageRecord) => boolean,
): { readonly records: readonly ImageRecord[]; readonly findings: readonly Finding[] } {
  const out = records.filter(blocked);
  return {
    records: records.filter((record) => !blocked(record)),
    findings: out.map((record) => ({
      level: 'note' as const,
      code: 'IMAGE_BLOCKED' as const,
      params: { image: record.origin },
      affected: [record.origin],
    })),
  };
}
