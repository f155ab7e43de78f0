export { jsonValues, type JsonPiece } from './blobs/json-values.ts';
export { type CatalogLimits, defaultCatalogLimits } from './limits.ts';
export { openCatalog, type OpenCatalogInput, type OpenedCatalog } from './open-catalog.ts';
export { type KeptCatalog, listKeptCatalogs } from './store/kept-catalogs.ts';
