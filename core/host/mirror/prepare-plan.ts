import { SluiceError, type Finding } from '../../contract/index.ts';
import type { ImageRecord } from '../../image/index.ts';
import type { Digest } from '../../reference/index.ts';
import { memoryImageSource, type MemoryImage } from '../../layers/index.ts';
import {
  buildPlan,
  resolveImages,
  separateCollisions,
  type AccessoryKind,
  type Location,
  type Plan,
  type PlannedImage,
} from '../../plan/index.ts';
import { countedProgress } from '../counted-progress.ts';
import { inPhase, showFindings } from '../observer.ts';
import { holdBack } from './approval-gate.ts';
import { collect, shortened, type MirrorCollection } from './collect.ts';
import { withHeldAtExport } from './held-at-export.ts';
import { newBundles } from './operators/new-bundles.ts';
import { absentOrigins, planCatalogs } from './operators/plan-catalogs.ts';
import type { MirrorTask } from './task.ts';

export interface PreparedPlan {
  readonly plan: Plan;
  readonly collection: MirrorCollection;
}

/** Collects, resolves and sums: nothing is moved. `carried` tells what the receiver is taken to hold. */
export async function preparePlan(
  task: MirrorTask,
  carried: ReadonlySet<Digest>,
  notes: readonly Finding[],
): Promise<PreparedPlan> {
  const { observer, signal } = task;
  const collected = await inPhase(observer, 'collect', () => collect(task));
  const { resolution, collection } = await inPhase(observer, 'resolve', async () => {
    const resolved = await resolveImages({
      records: collected.records,
      locate: locator(task, collected),
      accessories: accessoryKinds(task),
      signal,
      onResolved: countedProgress(observer, task.services.clock, 'resolve'),
    });
    const gated = await holdBack(task, collected, resolved.images);
    const unplanned = withHeldAtExport([...resolved.unplanned, ...gated.held], task.source.set?.manifest);
    const catalogs = await planCatalogs(task, collected, absentOrigins(unplanned), gated.heldCatalogs);
    showFindings(observer, gated.findings);
    return {
      collection: {
        ...catalogs.collection,
        findings: [...catalogs.collection.findings, ...gated.findings],
        unmet: withHeldAtExport(catalogs.collection.unmet, task.source.set?.manifest),
      },
      resolution: {
        images: [...gated.images, ...catalogs.images],
        unplanned: [...unplanned, ...catalogs.unplanned],
      },
    };
  });
  const fresh = newBundles(collection.operators, resolution.images, carried);
  showFindings(observer, [...notes, ...fresh]);
  const named = <Item extends { readonly record: ImageRecord }>(item: Item): Item => ({
    ...item,
    record: shortened(task, item.record),
  });
  const separated = separateCollisions(resolution.images.map(named));
  const own = new Set(collection.catalogs.flatMap(({ ownBlobs }) => [...ownBlobs]));
  const whole = withoutLacking(task, carried, own, separated.images);
  const plan = buildPlan({
    images: whole.images,
    unplanned: [
      ...[...collection.unplanned, ...resolution.unplanned].map(named),
      ...separated.unplanned,
      ...whole.unplanned,
    ],
    findings: [...collection.findings, ...notes, ...fresh],
    carried: carriedOf(task, carried, own, whole.images),
  });
  refuseErrors(plan);
  return { plan, collection };
}

/**
 * From an archive, what it does not hold is what it expects at the target: a registry is asked for it. Blobs of our
 * `own` making are in no archive.
 */
function carriedOf(
  task: MirrorTask,
  carried: ReadonlySet<Digest>,
  own: ReadonlySet<Digest>,
  images: Plan['images'],
): ReadonlySet<Digest> {
  const { set } = task.source;
  if (set === undefined) return carried;
  const absent = images.flatMap((image) => image.blobs.map((blob) => blob.digest));
  return new Set([...carried, ...absent.filter((digest) => !set.blobs.has(digest) && !own.has(digest))]);
}

/**
 * Cut again for another receiver, an archive that builds on an earlier one lacks what only that receiver had.
 * Nobody can be asked here, so such images are missing, unless the new target's history or the operator
 * (`--trust-registry`) says that it has the rest.
 */
function withoutLacking(
  task: MirrorTask,
  carried: ReadonlySet<Digest>,
  own: ReadonlySet<Digest>,
  images: Plan['images'],
): Pick<Plan, 'images' | 'unplanned'> {
  const { source, request } = task;
  const { set } = source;
  if (set === undefined || request.destination.kind === 'registry' || request.trustTarget) {
    return { images, unplanned: [] };
  }
  const lackOf = ({ blobs }: PlannedImage): Digest | undefined =>
    blobs.find(({ digest }) => !set.blobs.has(digest) && !carried.has(digest) && !own.has(digest))?.digest;
  return {
    images: images.filter((image) => lackOf(image) === undefined),
    unplanned: images.flatMap((image) => {
      const digest = lackOf(image);
      if (digest === undefined) return [];
      const affected = [image.record.origin];
      const error = new SluiceError('ARCHIVE_BLOB_ABSENT', { params: { digest }, stage: 'plan', affected });
      return [{ record: image.record, error }];
    }),
  };
}

function locator(
  task: MirrorTask,
  { memoryImages, operators }: MirrorCollection,
): (record: ImageRecord) => Promise<Location> {
  const known = new Map<ImageRecord, Location>([
    ...memoryImages.map((image) => [image.record, madeLocation(task, image)] as const),
    ...operators.map(({ original, basis }) => [original, basis.location] as const),
  ]);
  return async (record) => {
    const location = known.get(record);
    if (location !== undefined) return location;
    const found = await task.source.locate(record);
    return { ...found, source: task.layers.before(found.source) };
  };
}

function madeLocation({ network }: MirrorTask, image: MemoryImage): Location {
  const source = memoryImageSource(image, network.source);
  return { source, repository: image.base, digest: image.root.digest };
}

function accessoryKinds(task: MirrorTask): AccessoryKind[] {
  const { signatures, accessories } = task.request;
  return [...(signatures ? (['sig'] as const) : []), ...accessories];
}

function refuseErrors(plan: Plan): void {
  const errors = plan.findings.filter((finding) => finding.level === 'error');
  if (errors.length === 0) return;
  throw new SluiceError('PLAN_REFUSED', {
    params: { count: errors.length },
    stage: 'plan',
    affected: errors.flatMap((finding) => finding.affected),
    cause: new AggregateError(errors.map((finding) => new SluiceError(finding.code, finding))),
  });
}
