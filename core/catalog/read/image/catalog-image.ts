import { SluiceError } from '../../../contract/index.ts';
import type { Descriptor, RepositoryName, Source } from '../../../image/index.ts';
import { findImage, readImageConfig } from '../../../layers/index.ts';
import { type Digest } from '../../../reference/index.ts';

/** A catalogue's image as far as finding its configuration files needs it. */
export interface CatalogImage {
  /** The configuration label as written, such as `/configs`. */
  readonly label: string;
  /** The same as a path from the image's root, without slashes at its ends. */
  readonly folder: string;
  /** Lowest first. */
  readonly layers: readonly Descriptor[];
}

export const configsLabel = 'operators.operatorframework.io.index.configs.v1';
/** The label of catalogues from before file-based ones: an SQLite database. */
const databaseLabel = 'operators.operatorframework.io.index.database.v1';

export interface CatalogImageRequest {
  readonly repository: RepositoryName;
  readonly digest: Digest;
  /** How the catalogue is called in messages. */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the image to read of a catalogue, the first of an index, and its label (oc-mirror-v2.md 6.3 step 3).
 * Throws CATALOG_LABEL_ABSENT, CATALOG_LABEL_INVALID, CATALOG_IS_DATABASE, and what the source throws.
 */
export async function readCatalogImage(source: Source, request: CatalogImageRequest): Promise<CatalogImage> {
  const { repository, name, signal } = request;
  const manifest = await findImage(source, request);
  const config = await readImageConfig(source, repository, manifest.config, { image: name, signal });
  const labels = config.config?.Labels ?? {};
  const label = labels[configsLabel];
  const refusal = { stage: 'collect', affected: [name] } as const;
  if (label === undefined) {
    const code = labels[databaseLabel] === undefined ? 'CATALOG_LABEL_ABSENT' : 'CATALOG_IS_DATABASE';
    throw new SluiceError(code, { params: { catalog: name, label: configsLabel }, ...refusal });
  }
  const parts = label.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.includes('..') || label.length > 1000 || label.includes('\0')) {
    const params = { catalog: name, label: label.slice(0, 200) };
    throw new SluiceError('CATALOG_LABEL_INVALID', { params, ...refusal });
  }
  return { label, folder: parts.join('/'), layers: manifest.layers };
}
