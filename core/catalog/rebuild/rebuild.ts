import type { RepositoryName, Source } from '../../image/index.ts';
import { extendImage, type MadeImage } from '../../layers/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { FilteredCatalog } from '../filter/index.ts';
import { configsLabel, readCatalogImage } from '../read/image/catalog-image.ts';
import { asIndex } from './as-index.ts';
import { catalogFiles, type CatalogFile, type ReadBlobs } from './catalog-files.ts';
import { layerOf } from './layer.ts';

/** Labels that tell later what a rebuilt catalogue was made of. */
export const originalLabel = 'io.sluice.catalog.original';
export const filterLabel = 'io.sluice.catalog.filter';

const folder = 'configs';
const command = ['serve', `/${folder}`];

export interface RebuildInput {
  /** Reads the original catalogue's image. */
  readonly source: Source;
  readonly repository: RepositoryName;
  readonly digest: Digest;
  /** How the catalogue is called in messages. */
  readonly name: string;
  readonly filtered: Pick<FilteredCatalog, 'packages' | 'others'>;
  readonly readBlobs: ReadBlobs;
  /** oc-mirror-v2.md 6.2. */
  readonly hash: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes the image of a filtered catalogue (oc-mirror-v2.md 6.6): on every image of the original one layer that hides
 * its configuration and one with the filtered one. The same original, filter and bundles give the same digest
 * everywhere. Throws CATALOG_NAME_UNSAFE, CATALOG_BLOB_UNREADABLE, CATALOG_TEXT_CHANGED, and what `readCatalogImage`,
 * `extendImage`, the source and `readBlobs` throw.
 */
export async function rebuildCatalog(input: RebuildInput): Promise<MadeImage> {
  const { source, repository, digest, name, hash, signal } = input;
  const original = await readCatalogImage(source, { repository, digest, name, signal });
  const files = await catalogFiles(input.filtered, input.readBlobs);
  const hiding = await layerOf(whiteouts(original.folder));
  const showing = await layerOf(files.map((file) => ({ ...file, path: `${folder}/${file.path}` })));
  const image = await extendImage(
    source,
    repository,
    digest,
    {
      layers: [
        { ...hiding, createdBy: 'sluice: hide the original catalog' },
        { ...showing, createdBy: `sluice: catalog filtered by ${hash}` },
      ],
      config: (config) => ({
        ...config,
        Cmd: command,
        Labels: {
          // A catalogue that was filtered before keeps the digest of the very first one.
          [originalLabel]: digest,
          ...config.Labels,
          [filterLabel]: hash,
          [configsLabel]: `/${folder}`,
        },
      }),
    },
    { image: name, signal },
  );
  return asIndex(image);
}

/** Hides what the label names, and what stands where the filtered configuration goes. */
function whiteouts(original: string): readonly CatalogFile[] {
  const inside = original === folder || original.startsWith(`${folder}/`);
  return (inside ? [folder] : [original, folder].toSorted()).map((hidden) => {
    const slash = hidden.lastIndexOf('/') + 1;
    const path = `${hidden.slice(0, slash)}.wh.${hidden.slice(slash)}`;
    return { path, size: 0, open: async function* () {} };
  });
}
