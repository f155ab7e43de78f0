import type { Finding } from '../../contract/index.ts';
import { checkChannel } from './channel-structure.ts';
import { checkDefaultChannel, checkVersions } from './check-package.ts';
import type { FilteredCatalog, FilteredPackage } from './filtered.ts';

/**
 * Whether OLM would load what is left of a catalogue, asked before anything is downloaded: a default channel
 * that is there, one head for each channel, no stranded entries, a bundle for each entry.
 */
export function validateFiltered(catalog: Pick<FilteredCatalog, 'packages'>): readonly Finding[] {
  return catalog.packages.flatMap(validatePackage);
}

function validatePackage(filtered: FilteredPackage): readonly Finding[] {
  const bundles = new Set(filtered.bundles.map(({ name }) => name));
  return [
    ...checkDefaultChannel(filtered.source, filtered.defaultChannel, filtered.channels),
    ...filtered.channels.flatMap(({ name, entries }) =>
      checkChannel({
        package: filtered.name,
        channel: name,
        entries,
        hasBundle: (bundle) => bundles.has(bundle),
      }),
    ),
    ...checkVersions(filtered.name, filtered.bundles),
  ];
}
