import type { PlanReport } from '../../contract/index.ts';
import { fileLimitOf, readSpace, largestBlob, type Plan, type PlannedImage } from '../../plan/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { RegistryClient } from '../../registry/index.ts';
import { findingMessage, toMessage } from '../observer.ts';
import { imagesAtTarget } from './at-target.ts';
import type { MirrorCollection } from './collect.ts';
import { isHeldBack } from './outcome.ts';
import { payloadLimitOf } from './export-run.ts';
import { destinationText, type MirrorTask } from './task.ts';

/** What a plan says to people and programs: bytes to read, to write, already there; by image, by release, in total. */
export async function reportPlan(
  task: MirrorTask,
  plan: Plan,
  collection: MirrorCollection,
  client: RegistryClient | undefined,
): Promise<PlanReport> {
  const present = client === undefined ? undefined : await imagesAtTarget(task, plan.images, client);
  const { totals } = plan;
  const held = present === undefined ? 0 : bytesOnlyIn(plan, present);
  const moving = totals.blobBytes - totals.expectedBytes - held;
  const archive = task.request.destination.kind === 'archive';
  const absent = absentFrom(plan, collection);
  const heldBack = absent.filter(({ error }) => isHeldBack(error));
  return {
    workflow: task.workflow,
    source: task.source.name,
    destination: destinationText(task.request.destination),
    findings: plan.findings.map((finding) => ({ level: finding.level, message: findingMessage(finding) })),
    ...contentOf(plan, collection),
    images: plan.images.map((image) => ({
      type: image.record.type,
      origin: image.record.origin,
      destination: `${image.record.destination.repository}:${image.record.destination.tag}`,
      digest: image.root.digest,
      bytes: image.blobs.reduce((sum, blob) => sum + blob.size, 0),
      blobs: image.blobs.length,
      ...(present !== undefined && { present: present.has(image) }),
    })),
    unplanned: absent.filter(({ error }) => !isHeldBack(error)),
    ...(heldBack.length > 0 && { held: heldBack }),
    totals: {
      images: totals.images,
      blobs: totals.blobs,
      manifests: totals.manifests,
      contentBytes: totals.blobBytes + totals.manifestBytes,
      readBytes: moving,
      writeBytes: archive ? moving + totals.manifestBytes : moving,
      carriedBytes: totals.expectedBytes,
      presentBytes: held,
    },
    ...(archive && { archive: await archiveFacts(task, plan, moving) }),
  };
}

/** What was asked for and is not planned: failed, or held back. */
function absentFrom({ unplanned }: Plan, { unmet }: MirrorCollection): PlanReport['unplanned'] {
  return [
    ...unmet.map(({ category, origin, error }) => ({ type: category, origin, error: toMessage(error) })),
    ...unplanned.map(({ record, error }) => ({
      type: record.type,
      origin: record.origin,
      error: toMessage(error),
    })),
  ];
}

/** Bytes of blobs that no image needs which is not at the target. */
function bytesOnlyIn(plan: Plan, present: ReadonlySet<PlannedImage>): number {
  const needed = new Set<Digest>();
  for (const image of plan.images) {
    if (!present.has(image)) for (const blob of image.blobs) needed.add(blob.digest);
  }
  return plan.blobs
    .filter((blob) => !blob.expected && !needed.has(blob.descriptor.digest))
    .reduce((sum, blob) => sum + blob.descriptor.size, 0);
}

/** What each release and each operator package weighs, and what it adds to those before it. */
function contentOf(plan: Plan, collection: MirrorCollection): Pick<PlanReport, 'releases' | 'operators'> {
  const counted = new Set<Digest>();
  return {
    releases: releasesOf(plan, collection, counted),
    operators: packagesOf(plan, collection, counted),
  };
}

function releasesOf(plan: Plan, collection: MirrorCollection, counted: Set<Digest>): PlanReport['releases'] {
  return collection.facts.map((release) => {
    const images = plan.images.filter((image) => image.record.release?.tag === release.tag);
    return {
      version: release.version,
      tag: release.tag,
      architecture: release.architecture,
      digest: release.digest,
      signature:
        release.signature.status === 'verified'
          ? `verified ${release.signature.keyId}`
          : release.signature.status,
      ...weigh(images, counted),
    };
  });
}

function packagesOf(plan: Plan, collection: MirrorCollection, counted: Set<Digest>): PlanReport['operators'] {
  const planned = new Map<string, PlannedImage[]>();
  for (const image of plan.images) {
    const { type, origin } = image.record;
    if (type !== 'operatorBundle' && type !== 'operatorRelatedImage') continue;
    const known = planned.get(origin);
    if (known === undefined) planned.set(origin, [image]);
    else known.push(image);
  }
  return collection.operators.flatMap(({ basis, images }) => {
    const packages = new Map<string, { readonly bundles: Set<string>; readonly images: PlannedImage[] }>();
    for (const { image, neededBy } of images.images) {
      const at = planned.get(image) ?? [];
      for (const name of new Set(neededBy.map((needed) => needed.package))) {
        const entry = packages.get(name) ?? { bundles: new Set(), images: [] };
        packages.set(name, entry);
        entry.images.push(...at);
        for (const needed of neededBy) if (needed.package === name) entry.bundles.add(needed.bundle);
      }
    }
    return [...packages].map(([name, entry]) => ({
      catalog: basis.operator.catalog,
      package: name,
      bundles: entry.bundles.size,
      ...weigh(entry.images, counted),
    }));
  });
}

/** Counts each blob once, and in `counted` those that were met. */
function weigh(
  images: readonly PlannedImage[],
  counted: Set<Digest>,
): { readonly images: number; readonly bytes: number; readonly newBytes: number } {
  const blobs = new Map(
    images.flatMap((image) => image.blobs.map((blob) => [blob.digest, blob.size] as const)),
  );
  let bytes = 0;
  let newBytes = 0;
  for (const [digest, size] of blobs) {
    bytes += size;
    if (!counted.has(digest)) newBytes += size;
    counted.add(digest);
  }
  const own = images.filter((image) => image.accessoryOf === undefined);
  return { images: new Set(own).size, bytes, newBytes };
}

async function archiveFacts(task: MirrorTask, plan: Plan, bytes: number): Promise<PlanReport['archive']> {
  const { destination } = task.request;
  if (destination.kind !== 'archive') return undefined;
  const space = await readSpace(task.services.fs, destination.directory).catch(() => undefined);
  const limit = Math.min(payloadLimitOf(task), fileLimitOf(task.request.fileLimit, space) ?? Infinity);
  return {
    chunks: Math.max(1, Math.ceil(bytes / limit)),
    largestBlob: largestBlob(plan)?.size ?? 0,
    ...(space !== undefined && { freeBytes: space.freeBytes }),
  };
}
