import {
  rebuildCatalog,
  withoutBundles,
  workingFilesOf,
  type FilteredCatalog,
} from '../../../catalog/index.ts';
import type { ArchiveFile } from '../../../archive/index.ts';
import type { Finding } from '../../../contract/index.ts';
import type { ImageRecord } from '../../../image/index.ts';
import { memoryImageSource } from '../../../layers/index.ts';
import type { Location } from '../../../plan/index.ts';
import { catalogDestination, type Digest } from '../../../reference/index.ts';
import type { MirrorTask } from '../task.ts';
import type { OperatorDraft } from './collect-operators.ts';

/** A catalogue that offers what is carried, and what oc-mirror keeps of it in its working directory. */
export interface MadeCatalog {
  readonly draft: OperatorDraft;
  readonly record: ImageRecord;
  readonly location: Location;
  /** Blobs that were made here and are nowhere else. */
  readonly ownBlobs: ReadonlySet<Digest>;
  readonly files: readonly ArchiveFile[];
  readonly findings: readonly Finding[];
}

/**
 * Makes the filtered catalogue of a draft. Bundles of which an image is among the `absent` origins are not offered.
 * Undefined for a whole catalogue, which is carried as it is, and when nothing is left to offer. Throws what
 * rebuilding and the source throw.
 */
export async function makeCatalog(
  task: MirrorTask,
  draft: OperatorDraft,
  absent: ReadonlySet<string>,
): Promise<MadeCatalog | undefined> {
  const { basis, filtered } = draft;
  if (filtered === undefined) return undefined;
  const left = offerable(draft, filtered.catalog, absent);
  if (left.catalog.packages.length === 0) return undefined;
  const { source, repository, digest } = basis.location;
  const known = knownCatalog(task, draft, left.findings.length > 0);
  if (known !== undefined) return { draft, ...known, ownBlobs: new Set(), files: [], findings: [] };
  const image = await rebuildCatalog({
    source,
    repository,
    digest,
    name: basis.operator.catalog,
    filtered: left.catalog,
    hash: filtered.hash,
    readBlobs: basis.catalog.readBlobs,
    signal: task.signal,
  });
  const record = madeRecord(task, draft, image.root.digest);
  return {
    draft,
    record,
    location: {
      source: memoryImageSource({ ...image, record }, source),
      repository,
      digest: image.root.digest,
    },
    ownBlobs: new Set(image.blobs.keys()),
    files: await workingFilesOf({
      name: basis.reference.name,
      original: digest,
      hash: filtered.hash,
      rebuilt: image.root.digest,
      filtered: left.catalog,
      readBlobs: basis.catalog.readBlobs,
    }),
    findings: left.findings,
  };
}

interface Offerable {
  readonly catalog: FilteredCatalog;
  readonly findings: readonly Finding[];
}

function offerable(
  { basis, images }: OperatorDraft,
  catalog: FilteredCatalog,
  absent: ReadonlySet<string>,
): Offerable {
  const missing = new Set(images.skipped.map(({ bundle }) => bundle));
  for (const { image, neededBy } of images.images) {
    if (absent.has(image)) for (const { bundle } of neededBy) missing.add(bundle);
  }
  if (missing.size === 0) return { catalog, findings: [] };
  const repaired = withoutBundles(catalog, missing);
  const params = {
    catalog: basis.operator.catalog,
    count: missing.size,
    bundles: [...missing].slice(0, 5).join(', '),
  };
  return {
    catalog: repaired.filtered,
    findings: [
      { level: 'warning', code: 'CATALOG_BUNDLES_LEFT_OUT', params, affected: [...missing] },
      ...repaired.findings,
    ],
  };
}

/** In a set that holds the same selection, the catalogue as it was made is taken: the same digest arrives. */
function knownCatalog(
  task: MirrorTask,
  draft: OperatorDraft,
  isShort: boolean,
): Pick<MadeCatalog, 'record' | 'location'> | undefined {
  const { set } = task.source;
  const { basis, filtered } = draft;
  if (set === undefined || filtered === undefined || isShort) return undefined;
  const { repository } = basis.location;
  const digest = set.repositories.get(repository)?.tags.get(filtered.hash);
  if (digest === undefined) return undefined;
  const { source } = basis.location;
  return { record: madeRecord(task, draft, digest), location: { source, repository, digest } };
}

/** oc-mirror-v2.md 7.3: in an archive the filter's hash is the tag; at a registry the catalogue's own. */
function madeRecord(task: MirrorTask, { basis, filtered }: OperatorDraft, digest: Digest): ImageRecord {
  const { operator, reference } = basis;
  const { layout, destination } = task.request;
  const named = catalogDestination(reference, operator, digest, layout);
  const hash = filtered?.hash;
  return {
    type: 'operatorCatalog',
    origin: reference.transport === 'oci' ? operator.catalog : reference.text,
    source: { repository: reference.name, digest },
    destination: destination.kind === 'registry' || hash === undefined ? named : { ...named, tag: hash },
    ...(operator.platforms.length > 0 && { platforms: operator.platforms }),
  };
}
