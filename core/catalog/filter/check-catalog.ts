import type { Finding } from '../../contract/index.ts';
import type { CatalogModel, CatalogPackage } from '../model.ts';
import { readBundleVersions } from './bundle-versions.ts';
import { checkChannel, danglingReplaces } from './channel-structure.ts';
import { checkDefaultChannel, checkVersions } from './check-package.ts';
import { asFinding, byName, someOf, type Fault } from './fault.ts';
import { ImageJudge, namelessImage } from './image-fault.ts';

/**
 * What is wrong with a catalogue as it is, package by package, whether or not anything of it is selected:
 * for browsing. An error here fails a run only when the run selects the package.
 */
export function checkCatalog(model: CatalogModel): readonly Finding[] {
  const judge = new ImageJudge();
  return [...model.packages.values()].toSorted(byName).flatMap((source) => checkPackage(source, judge));
}

/** The same for one package. */
export function checkPackage(source: CatalogPackage, judge = new ImageJudge()): readonly Finding[] {
  const known = readBundleVersions(source.bundles);
  const listed = new Set(source.channels.flatMap(({ entries }) => entries.map(({ name }) => name)));
  const unlisted = [...known.bundles.keys()].filter((name) => !listed.has(name));
  const channels = source.channels.map((channel) => ({
    package: source.name,
    channel: channel.name,
    entries: channel.entries,
    hasBundle: (name: string) => known.bundles.has(name),
  }));
  return [
    ...checkDefaultChannel(source, source.defaultChannel, source.channels),
    ...channels.flatMap((channel) => [...checkChannel(channel), ...danglingReplaces(channel)]),
    ...known.faults.map((fault) => asFinding(fault, 'error')),
    ...checkVersions(source.name, source.bundles),
    ...repeatedBundles(source),
    ...(unlisted.length === 0 ? [] : [asFinding(unlistedFault(source.name, unlisted), 'warning')]),
    ...source.bundles.flatMap((bundle) =>
      bundle.relatedImages.flatMap(({ image }) => {
        if (image.trim() === '') return namelessImage(bundle);
        const fault = judge.fault(bundle, image);
        return fault === undefined ? [] : asFinding(fault, 'error');
      }),
    ),
  ];
}

function unlistedFault(packageName: string, names: readonly string[]): Fault {
  const params = { package: packageName, bundles: someOf(names) };
  return { code: 'CATALOG_BUNDLE_UNLISTED', params, affected: names };
}

function repeatedBundles(source: CatalogPackage): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const { name } of source.bundles) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([bundle, count]) =>
      asFinding(
        {
          code: 'CATALOG_BUNDLE_REPEATED',
          params: { package: source.name, bundle, count },
          affected: [bundle],
        },
        'error',
      ),
    );
}
