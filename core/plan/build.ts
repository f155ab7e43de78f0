import type { Finding } from '../contract/index.ts';
import type { Digest } from '../reference/index.ts';
import type { Plan, PlannedBlob, PlannedImage, PlanTotals, UnplannedImage } from './plan.ts';

export interface PlanInput {
  readonly images: readonly PlannedImage[];
  readonly unplanned: readonly UnplannedImage[];
  readonly findings: readonly Finding[];
  /** Digests an earlier generation carried to the same target; empty for a full set. */
  readonly carried?: ReadonlySet<Digest>;
}

/** Unites the images' blobs, marks what was carried before, and sums. Deterministic: order follows `images`. */
export function buildPlan(input: PlanInput): Plan {
  const blobs = uniteBlobs(input.images, input.carried ?? new Set());
  return {
    images: input.images,
    blobs,
    unplanned: input.unplanned,
    findings: input.findings,
    totals: sum(input.images, blobs),
  };
}

interface Gathering {
  readonly blob: PlannedBlob['descriptor'];
  readonly origins: PlannedBlob['origins'][number][];
  readonly repositories: Set<string>;
}

function uniteBlobs(images: readonly PlannedImage[], carried: ReadonlySet<Digest>): PlannedBlob[] {
  const gathered = new Map<Digest, Gathering>();
  for (const image of images) {
    for (const descriptor of image.blobs) {
      let entry = gathered.get(descriptor.digest);
      if (entry === undefined) {
        entry = { blob: descriptor, origins: [], repositories: new Set() };
        gathered.set(descriptor.digest, entry);
      }
      const known = entry.origins.some(
        (origin) => origin.source === image.source && origin.repository === image.repository,
      );
      if (!known) entry.origins.push({ source: image.source, repository: image.repository });
      entry.repositories.add(image.record.destination.repository);
    }
  }
  return [...gathered.values()].map((entry) => ({
    descriptor: entry.blob,
    origins: entry.origins,
    repositories: [...entry.repositories],
    expected: carried.has(entry.blob.digest),
  }));
}

function sum(images: readonly PlannedImage[], blobs: readonly PlannedBlob[]): PlanTotals {
  const manifests = new Map<Digest, number>();
  for (const image of images) {
    for (const manifest of image.manifests) manifests.set(manifest.descriptor.digest, manifest.bytes.length);
  }
  const bytesOf = (list: readonly PlannedBlob[]): number =>
    list.reduce((total, blob) => total + blob.descriptor.size, 0);
  return {
    images: images.filter((image) => image.accessoryOf === undefined).length,
    blobs: blobs.length,
    blobBytes: bytesOf(blobs),
    manifests: manifests.size,
    manifestBytes: [...manifests.values()].reduce((total, size) => total + size, 0),
    expectedBytes: bytesOf(blobs.filter((blob) => blob.expected)),
  };
}
