import type { Finding } from '../contract/index.ts';
import type { ImageRecord } from '../image/index.ts';
import type { Digest, Layout } from '../reference/index.ts';
import { annotations } from './annotations.ts';
import { catalogFiles } from './catalogs.ts';
import type { ResourceFile } from './file.ts';
import { mirrorEntries } from './mirror-entries.ts';
import { mirrorSetFiles } from './mirror-sets.ts';
import { addSignatures, type ReleaseSignature, signatureFiles } from './signature-config-map.ts';
import type { ResourceTarget } from './target.ts';
import { updateServiceFile } from './update-service.ts';

/** An image that now stands at the target. */
export interface CopiedImage {
  readonly record: ImageRecord;
  readonly digest: Digest;
}

export interface ResourceOptions {
  readonly layout: Layout;
  /** `--max-nested-paths`; the records' destinations are not yet shortened. 0 or absent: no limit. */
  readonly maxNestedPaths?: number;
  /** `platform.graph` of the configuration. */
  readonly graph: boolean;
  readonly createdAt: Date;
  readonly toolVersion: string;
  /** Verified signatures; those of releases that were not copied are left out. */
  readonly signatures?: readonly ReleaseSignature[];
  /** Text of each `targetCatalogSourceTemplate` file by the catalogue's name in the configuration. */
  readonly catalogTemplates?: ReadonlyMap<string, string>;
}

export interface ClusterResources {
  /** Sorted by name. The same input gives the same bytes. */
  readonly files: readonly ResourceFile[];
  readonly findings: readonly Finding[];
}

/**
 * The files a cluster needs to use the target (oc-mirror-v2.md 8): IDMS, ITMS, CatalogSource,
 * ClusterCatalog, UpdateService, signature ConfigMap. For one run only: `mergeResources` unites
 * them with those of earlier runs. Throws a REFERENCE_ code for an origin that is no reference
 * and NESTING_LIMIT_INVALID.
 */
export function buildResources(
  images: readonly CopiedImage[],
  target: ResourceTarget,
  options: ResourceOptions,
): ClusterResources {
  const records = images.map((image) => image.record);
  const maxNestedPaths = options.maxNestedPaths ?? 0;
  const notes = annotations(options);

  const { entries, withoutHost } = mirrorEntries(records, target, maxNestedPaths);
  const catalogs = catalogFiles(
    records.filter((record) => record.type === 'operatorCatalog' && record.original !== true),
    target,
    {
      maxNestedPaths,
      annotations: notes,
      templates: options.catalogTemplates ?? new Map(),
      clusterCatalogs: options.layout !== 'oc-mirror-4.17',
    },
  );
  const releases = new Set(
    images.filter(({ record }) => record.type === 'ocpRelease').map(({ digest }) => digest),
  );
  const signatures = (options.signatures ?? []).filter(({ digest }) => releases.has(digest));
  const updateService =
    options.graph && records.length > 0
      ? updateServiceFile(records, target, maxNestedPaths, notes)
      : { findings: [] };

  const files = [
    ...mirrorSetFiles(entries, notes),
    ...catalogs.files,
    ...signatureFiles(addSignatures({}, signatures), notes),
    ...('file' in updateService ? [updateService.file] : []),
  ];
  return {
    files: files.sort((a, b) => (a.fileName < b.fileName ? -1 : 1)),
    findings: [...hostFindings(withoutHost), ...catalogs.findings, ...updateService.findings],
  };
}

function hostFindings(withoutHost: readonly string[]): readonly Finding[] {
  const [first] = withoutHost;
  if (first === undefined) return [];
  return [
    {
      level: 'warning',
      code: 'RESOURCES_ORIGIN_WITHOUT_HOST',
      params: { count: withoutHost.length, first },
      affected: withoutHost,
    },
  ];
}
