export { catalogFiles, type CatalogFile, type ReadBlobs } from './catalog-files.ts';
export { filterLabel, originalLabel, rebuildCatalog, type RebuildInput } from './rebuild.ts';
export { type Offer, withoutBundles } from './without-bundles.ts';
export { type CatalogWorkingFile, workingFilesOf, type WorkingFilesInput } from './working-files.ts';
