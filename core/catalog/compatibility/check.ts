import type { Finding } from '../../contract/index.ts';
import { compareBundles } from '../dependencies/order.ts';
import type { Catalogs, PackageRef, SelectedPackage } from '../dependencies/index.ts';
import type { CatalogBundle } from '../model.ts';
import { obstaclesOf, unreadableLimits, type Obstacle } from './judge.ts';
import { openShiftMinor, type OpenShiftMinor } from './openshift.ts';

/** A bundle that does not go with a release. */
export interface Incompatibility extends PackageRef {
  readonly bundle: string;
  /** As it was given. */
  readonly release: string;
  readonly obstacle: Obstacle;
}

export interface Compatibility {
  readonly incompatibilities: readonly Incompatibility[];
  /**
   * A warning for a release that no kept bundle of a package goes with; a note for the bundles that do not go with
   * some of the releases, once for each package and limit.
   */
  readonly findings: readonly Finding[];
}

/**
 * Holds the kept bundles against the OpenShift releases of the same configuration: smallest Kubernetes version,
 * and `olm.maxOpenShiftVersion`. Releases that are no version are not judged. Never throws.
 */
export function checkCompatibility(
  catalogs: Catalogs,
  selection: readonly SelectedPackage[],
  releases: readonly string[],
): Compatibility {
  const minors = [...new Set(releases)].flatMap((release): readonly Release[] => {
    const minor = openShiftMinor(release);
    return minor === undefined ? [] : [{ release, minor }];
  });
  const checked = selection.map((selected) => checkPackage(bundlesOf(catalogs, selected), selected, minors));
  return {
    incompatibilities: checked.flatMap(({ incompatibilities }) => incompatibilities),
    findings: checked.flatMap(({ findings }) => findings),
  };
}

interface Release {
  readonly release: string;
  readonly minor: OpenShiftMinor;
}

function bundlesOf(catalogs: Catalogs, selected: SelectedPackage): readonly CatalogBundle[] {
  const kept = new Set(selected.bundles);
  const source = catalogs.get(selected.catalog)?.packages.get(selected.package);
  return (source?.bundles ?? [])
    .filter(({ name }) => kept.has(name))
    .toSorted((a, b) => compareBundles(b, a));
}

/** `bundles`: highest first. */
function checkPackage(
  bundles: readonly CatalogBundle[],
  { catalog, package: name }: SelectedPackage,
  releases: readonly Release[],
): Compatibility {
  const incompatibilities = bundles.flatMap((bundle) =>
    releases.flatMap(({ release, minor }) =>
      obstaclesOf(bundle.facts, minor).map((obstacle): Incompatibility => ({
        catalog,
        package: name,
        bundle: bundle.name,
        release,
        obstacle,
      })),
    ),
  );
  const refused = Map.groupBy(incompatibilities, ({ release }) => release);
  const without = releases.filter(
    ({ release }) =>
      bundles.length > 0 &&
      new Set(refused.get(release)?.map(({ bundle }) => bundle)).size === bundles.length,
  );
  return {
    incompatibilities,
    findings: [
      ...without.map(({ release }): Finding => ({
        level: 'warning',
        code: 'CATALOG_RELEASE_WITHOUT_BUNDLE',
        params: { package: name, release },
        affected: bundles.map((bundle) => bundle.name),
      })),
      ...limitFindings(name, incompatibilities),
      ...unreadableFindings(name, bundles),
    ],
  };
}

function limitFindings(name: string, found: readonly Incompatibility[]): readonly Finding[] {
  const byLimit = Map.groupBy(found, ({ obstacle }) => JSON.stringify(obstacle));
  return [...byLimit.values()].flatMap((same): readonly Finding[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { obstacle, bundle } = first;
    const releases = [...new Set(same.map(({ release }) => release))].join(', ');
    const affected = [...new Set(same.map((one) => one.bundle))];
    const params = { package: name, bundle, count: affected.length, releases };
    return [
      obstacle.kind === 'kubernetes'
        ? {
            level: 'note',
            code: 'CATALOG_BUNDLE_NEEDS_KUBERNETES',
            params: { ...params, needs: obstacle.needs },
            affected,
          }
        : {
            level: 'note',
            code: 'CATALOG_BUNDLE_ENDS_BEFORE_RELEASE',
            params: { ...params, upTo: obstacle.upTo },
            affected,
          },
    ];
  });
}

function unreadableFindings(name: string, bundles: readonly CatalogBundle[]): readonly Finding[] {
  return bundles.flatMap((bundle) =>
    unreadableLimits(bundle.facts).map(({ field, value }): Finding => ({
      level: 'note',
      code: 'CATALOG_LIMIT_UNREADABLE',
      params: { package: name, bundle: bundle.name, field, value },
      affected: [bundle.name],
    })),
  );
}
