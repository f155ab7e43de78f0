import type { OperatorConfig } from '../../config/index.ts';
import type { ErrorCode, Finding } from '../../contract/index.ts';
import {
  filterCatalog,
  type FilteredCatalog,
  type FilteredPackage,
  type FilterOptions,
} from '../filter/index.ts';
import type { CatalogBundle, CatalogModel, CatalogPackage } from '../model.ts';
import { replacePackages, restrictPackage } from './restrict.ts';

const unknownCodes: ReadonlySet<ErrorCode> = new Set([
  'CATALOG_FILTER_PACKAGE_UNKNOWN',
  'CATALOG_FILTER_PACKAGE_NEAR',
]);

/** Tells which of these bundles a place holds. */
export type HeldBundles = (bundles: readonly CatalogBundle[]) => Promise<ReadonlySet<CatalogBundle>>;

/**
 * Filters a catalogue at a place that holds a part of it: an enterprise registry, or a set. What was asked for is
 * taken from the catalogue as its publisher made it, so that nothing upstream limits the choice; where a package
 * then lacks a bundle, it is asked again of what is there, and a finding says so.
 */
export async function filterHeld(
  model: CatalogModel,
  operator: Pick<OperatorConfig, 'packages' | 'full'>,
  held: HeldBundles,
  options: FilterOptions = {},
): Promise<FilteredCatalog> {
  const asked = filterCatalog(model, operator, options);
  const wanted = asked.packages.flatMap(({ bundles }) => bundles);
  const there = await held(wanted);
  const short = new Set(wanted.filter((bundle) => !there.has(bundle)).map((bundle) => bundle.package));
  // A package on which the filter gave up may be one that only its part here satisfies.
  const kept = new Set(asked.packages.map(({ name }) => name));
  const failed = asked.errors.length > 0 ? namesOf(model, operator).filter((name) => !kept.has(name)) : [];
  const again = [...short, ...failed].flatMap((name) => model.packages.get(name) ?? []);
  if (again.length === 0) return asked;
  const bundles = await held(again.flatMap((source) => source.bundles));
  const replacements = new Map<string, CatalogPackage | undefined>(
    again.map((source) => [source.name, restrictPackage(source, (bundle) => bundles.has(bundle))]),
  );
  const filtered = filterCatalog(replacePackages(model, replacements), operator, options);
  const findings = [...short].map((name): Finding => shortFinding(name, replacements.get(name)));
  // That the catalogue does not know a package would be wrong: it is only not here.
  const told = filtered.findings.filter(
    ({ code, affected }) => !unknownCodes.has(code) || affected.every((name) => !short.has(name)),
  );
  const packages = filtered.packages.map((one) => ofPublished(one, model.packages.get(one.name)));
  return { ...filtered, packages, findings: [...told, ...findings] };
}

/** What was cut out of a part of a package is still to be told from the package as its publisher wrote it. */
function ofPublished(one: FilteredPackage, published: CatalogPackage | undefined): FilteredPackage {
  if (published === undefined || one.source === published) return one;
  const known = new Map(published.channels.map((channel) => [channel.name, channel]));
  return {
    ...one,
    source: published,
    channels: one.channels.map((channel) => ({
      ...channel,
      source: known.get(channel.name) ?? channel.source,
    })),
  };
}

function namesOf(model: CatalogModel, { packages }: Pick<OperatorConfig, 'packages'>): readonly string[] {
  return packages.length === 0 ? [...model.packages.keys()] : packages.map(({ name }) => name);
}

function shortFinding(name: string, left: CatalogPackage | undefined): Finding {
  return left === undefined
    ? { level: 'warning', code: 'CATALOG_PACKAGE_NOT_HELD', params: { package: name }, affected: [name] }
    : { level: 'note', code: 'CATALOG_PACKAGE_HELD_PARTLY', params: { package: name }, affected: [name] };
}
