export {
  channelHead,
  type ChannelVersion,
  resolvedBundles,
  type ResolvedBundle,
  versionsOf,
} from './describe.ts';
export { checkCatalog, checkPackage } from './check-catalog.ts';
export { filterCatalog, type FilterOptions } from './filter-catalog.ts';
export {
  filterHash,
  filterHashAsWritten,
  type FilterHashOptions,
  type HashedCatalog,
} from './filter-hash.ts';
export type { FilteredCatalog, FilteredChannel, FilteredPackage, KeptDeprecations } from './filtered.ts';
export { type BundleName, type CatalogImage, type CatalogImages, imagesOf } from './images.ts';
export { validateFiltered } from './validate-filtered.ts';
