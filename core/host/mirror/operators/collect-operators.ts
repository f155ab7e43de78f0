import {
  filterCatalog,
  filterHash,
  filterHeld,
  imagesOf,
  validateFiltered,
  type CatalogImages,
  type FilteredCatalog,
} from '../../../catalog/index.ts';
import type { OperatorConfig } from '../../../config/index.ts';
import { SluiceError, type Finding } from '../../../contract/index.ts';
import type { ImageRecord } from '../../../image/index.ts';
import { digestTag } from '../../../reference/index.ts';
import { withExpected } from '../target-source.ts';
import type { MirrorTask } from '../task.ts';
import { openBasis, originalRecord, type CatalogBasis, type CatalogPlace } from './basis.ts';
import { heldBundles } from './held-bundles.ts';
import { operatorImageRecord } from './image-record.ts';

/** What one entry under `operators` comes to, before its images were looked at. */
export interface OperatorDraft {
  readonly basis: CatalogBasis;
  /** Absent for a whole catalogue (`full` without packages): it is carried as it is. */
  readonly filtered?: { readonly catalog: FilteredCatalog; readonly hash: string };
  readonly images: CatalogImages;
  /** Of bundles and of what they name; then the catalogue as its publisher made it. */
  readonly records: readonly ImageRecord[];
  readonly original: ImageRecord;
}

export interface OperatorCollection {
  readonly drafts: readonly OperatorDraft[];
  readonly records: readonly ImageRecord[];
  readonly findings: readonly Finding[];
  readonly errors: readonly { readonly catalog: string; readonly error: SluiceError }[];
}

/** Opens and filters each catalogue of a configuration; one that cannot be had does not hold up the others. */
export async function collectOperators(task: MirrorTask): Promise<OperatorCollection> {
  const { operators } = task.loaded.configuration.mirror;
  const place: CatalogPlace = {
    services: task.services,
    source: withExpected(task),
    layout: task.request.layout,
    signal: task.signal,
  };
  const drafts: OperatorDraft[] = [];
  const findings: Finding[] = [];
  const errors: OperatorCollection['errors'][number][] = [];
  for (const operator of operators) {
    try {
      const { draft, told, failures } = await draftOf(task, place, operator);
      drafts.push(draft);
      findings.push(...told);
      errors.push(...failures.map((error) => ({ catalog: operator.catalog, error })));
    } catch (error) {
      task.signal.throwIfAborted();
      if (!(error instanceof SluiceError)) throw error;
      const affected = [operator.catalog];
      errors.push({ catalog: operator.catalog, error: error.with({ stage: 'collect', affected }) });
    }
  }
  return { drafts, records: drafts.flatMap(({ records }) => records), findings, errors };
}

interface Drafted {
  readonly draft: OperatorDraft;
  readonly told: readonly Finding[];
  readonly failures: readonly SluiceError[];
}

async function draftOf(task: MirrorTask, place: CatalogPlace, operator: OperatorConfig): Promise<Drafted> {
  const { layout } = place;
  const basis = await openBasis(place, operator);
  task.closeLater(() => basis.catalog.close());
  const whole = operator.full && operator.packages.length === 0;
  const catalog = await filterAt(place, basis);
  const images = imagesOf(catalog);
  const original = keptOriginal(task, basis, whole);
  const records = [...images.images.map((image) => operatorImageRecord(image, operator, layout)), original];
  const { name } = basis.reference;
  const hash = filterHash(operator, { name, digest: basis.location.digest });
  return {
    draft: { basis, images, records, original, ...(!whole && { filtered: { catalog, hash } }) },
    told: [
      ...basis.findings,
      ...catalog.findings,
      ...images.findings,
      ...(whole ? [] : validateFiltered(catalog)),
    ].map(asNoObstacle),
    failures: [...catalog.errors, ...images.errors],
  };
}

/** What the configuration leaves of the catalogue; at a place that holds a part of it, of that part. */
export function filterAt(place: CatalogPlace, basis: CatalogBasis): Promise<FilteredCatalog> {
  const { operator, catalog, isPartial } = basis;
  const options = { chooseDefaultChannel: true };
  return isPartial
    ? filterHeld(catalog.model, operator, heldBundles(place, basis), options)
    : Promise.resolve(filterCatalog(catalog.model, operator, options));
}

/**
 * A whole catalogue is offered under its own name. The original of a filtered one keeps, in an archive, the name
 * that oc-mirror's cache gives it; in a registry, where the filtered one has that name, a tag of its digest.
 */
function keptOriginal(task: MirrorTask, basis: CatalogBasis, whole: boolean): ImageRecord {
  const { operator, reference, location } = basis;
  const record = originalRecord(operator, reference, task.request.layout);
  const pinned =
    'ociLayout' in record.source
      ? record
      : { ...record, source: { ...record.source, digest: location.digest } };
  if (whole) return pinned;
  const { repository } = record.destination;
  const tag =
    task.request.destination.kind === 'registry' ? digestTag(location.digest) : record.destination.tag;
  return { ...pinned, original: true, destination: { repository, tag } };
}

/** One faulty package must not stop a run: what cannot be carried is among the errors, and sets the exit bit. */
function asNoObstacle(finding: Finding): Finding {
  return finding.level === 'error' ? { ...finding, level: 'warning' } : finding;
}
