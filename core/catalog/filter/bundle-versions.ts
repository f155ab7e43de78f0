import type { CatalogBundle } from '../model.ts';
import { parseSemVer, type SemVer } from '../version/index.ts';
import type { Fault } from './fault.ts';

/** The bundles of a package that can be told apart by version. */
export interface BundleVersions {
  /** By name; of bundles with the same name the first. */
  readonly bundles: ReadonlyMap<string, CatalogBundle>;
  readonly versions: ReadonlyMap<string, SemVer>;
  /** For each bundle without a usable version, on which oc-mirror gives up the catalogue. */
  readonly faults: readonly Fault[];
}

/** Reads the version of every bundle of a package. */
export function readBundleVersions(list: readonly CatalogBundle[]): BundleVersions {
  const bundles = new Map<string, CatalogBundle>();
  const versions = new Map<string, SemVer>();
  const faults: Fault[] = [];
  for (const bundle of list) {
    const version = bundle.version === undefined ? undefined : parseSemVer(bundle.version);
    if (version === undefined) faults.push(versionFault(bundle));
    if (bundles.has(bundle.name)) continue;
    bundles.set(bundle.name, bundle);
    if (version !== undefined) versions.set(bundle.name, version);
  }
  return { bundles, versions, faults };
}

function versionFault(bundle: CatalogBundle): Fault {
  const params = { package: bundle.package, bundle: bundle.name };
  const affected = [bundle.name];
  return bundle.version === undefined
    ? { code: 'CATALOG_BUNDLE_VERSION_ABSENT', params, affected }
    : {
        code: 'CATALOG_BUNDLE_VERSION_INVALID',
        params: { ...params, version: bundle.version.slice(0, 100) },
        affected,
      };
}
