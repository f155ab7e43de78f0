import { openCatalog, originalLabel, type OpenedCatalog } from '../../../catalog/index.ts';
import type { OperatorConfig } from '../../../config/index.ts';
import { SluiceError, type CatalogProgress, type Finding } from '../../../contract/index.ts';
import type { ImageRecord } from '../../../image/index.ts';
import { findImage, readImageConfig } from '../../../layers/index.ts';
import { stateDirectory } from '../../../ledger/index.ts';
import type { Location } from '../../../plan/index.ts';
import {
  catalogDestination,
  parseDigest,
  parseImageReference,
  type Digest,
  type ImageReference,
  type Layout,
} from '../../../reference/index.ts';
import type { HostServices } from '../../services.ts';
import type { SourceEnd } from '../task.ts';

/** Where catalogues are read, and how they are named there. */
export interface CatalogPlace {
  readonly services: HostServices;
  readonly source: Pick<SourceEnd, 'locate' | 'set'>;
  readonly layout: Layout;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Omit<CatalogProgress, 'catalog'>) => void;
}

/** A catalogue as it is filtered. */
export interface CatalogBasis {
  readonly operator: OperatorConfig;
  readonly reference: ImageReference;
  /** The original catalogue's manifests and layers. */
  readonly location: Location & { readonly digest: Digest };
  readonly catalog: OpenedCatalog;
  /** The place may hold only a part of what the catalogue names: a set, or a registry that one was loaded into. */
  readonly isPartial: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Opens the catalogue of an entry under `operators`. Where the place holds one that Sluice filtered, the one it was
 * made from is opened instead, if it is there too. Throws a REFERENCE_ code, CATALOG_NOT_FOUND, and what opening and
 * the source throw.
 */
export async function openBasis(place: CatalogPlace, operator: OperatorConfig): Promise<CatalogBasis> {
  const { services, source, signal, onProgress } = place;
  const reference = parseImageReference(operator.catalog);
  const found = await locate(place, operator, reference);
  const original = await originalOf(place, operator, found);
  const location = original.at ?? found;
  const catalog = await openCatalog({
    fs: services.fs,
    stateDirectory: stateDirectory(services.environment),
    source: location.source,
    repository: location.repository,
    digest: location.digest,
    name: operator.catalog,
    signal,
    ...(onProgress !== undefined && { onProgress }),
  });
  return {
    operator,
    reference,
    location,
    catalog,
    isPartial: source.set !== undefined || original.at !== undefined,
    findings: [...original.findings, ...catalog.findings],
  };
}

/** The record of an entry's catalogue as its publisher made it (oc-mirror-v2.md 7.3, the column of the original). */
export function originalRecord(
  operator: OperatorConfig,
  reference: ImageReference,
  layout: Layout,
): ImageRecord {
  const { platforms } = operator;
  const common = {
    type: 'operatorCatalog' as const,
    origin: reference.transport === 'oci' ? operator.catalog : reference.text,
    destination: catalogDestination(reference, operator, reference.digest, layout),
    ...(platforms.length > 0 && { platforms }),
  };
  if (reference.transport === 'oci') return { ...common, source: { ociLayout: reference.path } };
  const { name: repository, digest, tag } = reference;
  return digest === undefined
    ? { ...common, source: { repository, tag: tag ?? 'latest' } }
    : { ...common, source: { repository, digest, ...(tag !== undefined && { tag }) } };
}

async function locate(
  { source, layout, signal }: CatalogPlace,
  operator: OperatorConfig,
  reference: ImageReference,
): Promise<Location & { readonly digest: Digest }> {
  const location = await source.locate(originalRecord(operator, reference, layout));
  if (location.digest !== undefined) return { ...location, digest: location.digest };
  const { repository, tag = 'latest' } = location;
  const found = await location.source.resolveTag(repository, tag, signal);
  if (found !== undefined) return { ...location, digest: found.digest };
  throw new SluiceError('CATALOG_NOT_FOUND', {
    params: { catalog: operator.catalog, repository, tag },
    stage: 'collect',
    side: 'source',
    affected: [operator.catalog],
  });
}

interface Original {
  /** Absent when the found catalogue is the original itself, or the only one there is. */
  readonly at?: Location & { readonly digest: Digest };
  readonly findings: readonly Finding[];
}

async function originalOf(
  { signal }: CatalogPlace,
  operator: OperatorConfig,
  found: Location & { readonly digest: Digest },
): Promise<Original> {
  const { source, repository } = found;
  const image = await findImage(source, { repository, digest: found.digest, signal });
  const config = await readImageConfig(source, repository, image.config, {
    image: operator.catalog,
    signal,
  });
  const label = config.config?.Labels?.[originalLabel];
  if (label === undefined) return { findings: [] };
  try {
    const digest = parseDigest(label);
    await source.fetchManifest(repository, digest, signal);
    return { at: { source, repository, digest }, findings: [] };
  } catch (error) {
    if (!(error instanceof SluiceError) || signal.aborted) throw error;
    const params = { catalog: operator.catalog };
    return {
      findings: [{ level: 'note', code: 'CATALOG_ORIGINAL_ABSENT', params, affected: [operator.catalog] }],
    };
  }
}
