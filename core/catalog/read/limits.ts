import { defaultLayerLimits, type LayerLimits } from '../../layers/index.ts';

/** What a catalogue may come to. Real ones stay below a tenth of it. */
export interface CatalogLimits {
  readonly layers: LayerLimits;
  /** Bytes of all configuration files, and of their blobs. */
  readonly contentBytes: number;
  /** Configuration files, and names that layers hide. */
  readonly files: number;
  /** Bytes of a file's path. */
  readonly pathBytes: number;
  readonly blobs: number;
  /** Bytes of one blob. */
  readonly blobBytes: number;
  /** Bytes of one YAML document, which take far more memory than JSON to understand. */
  readonly yamlBytes: number;
  /** Objects and lists within each other. */
  readonly depth: number;
  /** Values in one blob. */
  readonly values: number;
  readonly yamlValues: number;
  /** Bytes of an .indexignore. */
  readonly ignoreBytes: number;
  /** As many findings are kept; further ones are counted. */
  readonly findings: number;
}

const mebibyte = 1024 ** 2;

export const defaultCatalogLimits: CatalogLimits = {
  layers: defaultLayerLimits,
  contentBytes: 2 * 1024 ** 3,
  files: 100_000,
  pathBytes: 1024,
  blobs: 500_000,
  blobBytes: 64 * mebibyte,
  yamlBytes: 16 * mebibyte,
  depth: 128,
  values: 1_000_000,
  yamlValues: 200_000,
  ignoreBytes: 64 * 1024,
  findings: 1000,
};
