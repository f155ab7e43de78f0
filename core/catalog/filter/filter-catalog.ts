import { nearName, type OperatorConfig } from '../../config/index.ts';
import type { Finding, SluiceError } from '../../contract/index.ts';
import type { CatalogModel } from '../model.ts';
import { asError, asFinding, byName, type Fault } from './fault.ts';
import { filterPackage, type PackageResult } from './filter-package.ts';
import type { FilteredCatalog } from './filtered.ts';
import { readFilter, type PackageFilter } from './read-filter.ts';

export interface FilterOptions {
  /**
   * Where the default channel is filtered out and the configuration names no other, which oc-mirror fails
   * on, take the kept channel with the highest head, and say so.
   */
  readonly chooseDefaultChannel?: boolean | undefined;
}

/**
 * What a configuration leaves of a catalogue (oc-mirror-v2.md 6.4): heads, ranges, single versions or all
 * entries of the channels it names. Deterministic. Never throws: whatever oc-mirror fails on is collected
 * in `errors`, package by package, and what it passes over in silence is among the findings.
 */
export function filterCatalog(
  model: CatalogModel,
  operator: Pick<OperatorConfig, 'packages' | 'full'>,
  options: FilterOptions = {},
): FilteredCatalog {
  const filter = readFilter(operator);
  const settings = { full: filter.full, chooseDefaultChannel: options.chooseDefaultChannel ?? false };
  const results =
    filter.packages === undefined
      ? [...model.packages.values()].map((source) => filterPackage(source, undefined, settings))
      : [...filter.packages.values()].map((wanted): PackageResult => {
          if (wanted.faults.length > 0) return { errors: wanted.faults.map(asError), findings: [] };
          const source = model.packages.get(wanted.name);
          return source === undefined
            ? { errors: [], findings: [unknownPackage(wanted, model)] }
            : filterPackage(source, wanted, settings);
        });
  const errors: SluiceError[] = results.flatMap((result) => result.errors);
  const findings: Finding[] = results.flatMap((result) => result.findings);
  const packages = results.flatMap(({ filtered }) => (filtered === undefined ? [] : filtered));
  return { packages: packages.toSorted(byName), others: model.others, errors, findings };
}

function unknownPackage({ name }: PackageFilter, model: CatalogModel): Finding {
  const near = nearName(name, [...model.packages.keys()]);
  const affected = [name];
  const fault: Fault =
    near === undefined
      ? { code: 'CATALOG_FILTER_PACKAGE_UNKNOWN', params: { package: name }, affected }
      : { code: 'CATALOG_FILTER_PACKAGE_NEAR', params: { package: name, near }, affected };
  return asFinding(fault, 'warning');
}
