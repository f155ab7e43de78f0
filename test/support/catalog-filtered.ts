import type { FilteredCatalog, FilteredPackage } from '../../core/catalog/filter/filtered.ts';
import type { CatalogPackage } from '../../core/catalog/index.ts';

/** All of these packages, as a filter that leaves nothing out keeps them. */
export function filteredOf(...packages: readonly CatalogPackage[]): FilteredCatalog {
  return {
    packages: packages.map((source): FilteredPackage => ({
      name: source.name,
      source,
      ...(source.defaultChannel !== undefined && { defaultChannel: source.defaultChannel }),
      defaultChannelReplaced: false,
      channels: source.channels.map((channel) => ({
        name: channel.name,
        source: channel,
        entries: channel.entries,
      })),
      bundles: source.bundles,
      deprecations: source.deprecations.map((one) => ({ source: one, entries: one.entries })),
      others: source.others,
    })),
    others: [],
    errors: [],
    findings: [],
  };
}
