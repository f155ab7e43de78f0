import { join } from 'node:path';
import { SluiceError, type CatalogProgress, type Finding } from '../../contract/index.ts';
import type { RepositoryName, Source } from '../../image/index.ts';
import { systemClock, type Clock, type FileSystem } from '../../ports/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { BlobPlace, CatalogModel } from '../model.ts';
import { readCatalogImage, type CatalogImage } from './image/catalog-image.ts';
import { spoolLayer } from './image/spool-layer.ts';
import { defaultCatalogLimits, type CatalogLimits } from './limits.ts';
import { openBlobTexts } from './store/blob-texts.ts';
import { modelOf } from './store/index-format.ts';
import {
  beginFolder,
  catalogFolder,
  catalogsDirectory,
  loadKept,
  publishFolder,
} from './store/kept-catalogs.ts';
import { indexDamaged, storing, type Storage } from './store/storage.ts';
import { startCatalogThread, type CatalogThread } from './thread/catalog-thread.ts';

export interface OpenCatalogInput {
  /** A registry, an archive or an OCI layout; not asked for a catalogue that was read before. */
  readonly source: Source;
  readonly repository: RepositoryName;
  /** Of the catalogue's image or index. */
  readonly digest: Digest;
  /** How the catalogue is called in messages; `repository@digest` when absent. */
  readonly name?: string;
  /** Where Sluice keeps what it remembers; catalogues that were read are kept in a folder of it. */
  readonly stateDirectory: string;
  readonly fs: FileSystem;
  readonly clock?: Clock;
  readonly limits?: CatalogLimits;
  readonly signal?: AbortSignal | undefined;
  /** `fetch` counts bytes of layers, `index` those of files. Less may have been done than before: wrong bytes are fetched again. */
  readonly onProgress?: (progress: Omit<CatalogProgress, 'catalog'>) => void;
}

/** A catalogue that can be chosen from. */
export interface OpenedCatalog {
  readonly model: CatalogModel;
  /** Where it was read first, and what it is: enough to find its image again and to rebuild it. */
  readonly image: {
    readonly repository: RepositoryName;
    readonly digest: Digest;
    /** The configuration label as written, such as `/configs`. */
    readonly label: string;
  };
  /** What could not be read. `affected` names the package; the rest of the catalogue is complete. */
  readonly findings: readonly Finding[];
  /** Whether it was read before, so that the source was not asked. */
  readonly kept: boolean;
  /**
   * The texts of blobs as JSON, in their order, one in memory at a time. Throws CATALOG_INDEX_DAMAGED, and then the
   * catalogue is read anew when it is next opened.
   */
  readonly readBlobs: (places: readonly BlobPlace[]) => AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens a file-based operator catalogue (oc-mirror-v2.md 6.3): as it was kept when it was read before, else out of
 * the first image that the digest names. Throws CATALOG_LABEL_ABSENT, CATALOG_IS_DATABASE, CATALOG_LABEL_INVALID,
 * CATALOG_EMPTY, CATALOG_TOO_MANY_FILES, CATALOG_TOO_MANY_BLOBS, CATALOG_CONTENT_TOO_LARGE, CATALOG_TOO_DEMANDING,
 * CATALOG_STALLED, CATALOG_STORAGE_FAILED, the LAYER_ codes, what the source throws, and the signal's reason.
 */
export async function openCatalog(input: OpenCatalogInput): Promise<OpenedCatalog> {
  const { fs, digest } = input;
  const directory = catalogsDirectory(input.stateDirectory);
  input.signal?.throwIfAborted();
  const name = input.name ?? `${input.repository}@${digest}`;
  const known = await loadKept(fs, directory, digest);
  if (known === undefined) await readAnew(input, directory, name);
  const found = known ?? (await loadKept(fs, directory, digest));
  if (found === undefined) throw indexDamaged(name);
  const { head, body } = found;
  const folder = catalogFolder(directory, digest);
  const texts = await storing({ catalog: name, directory }, () =>
    openBlobTexts(fs, folder, name, body.checksums),
  );
  return {
    model: modelOf(body),
    image: { repository: head.repository, digest, label: head.label },
    findings: body.findings,
    kept: known !== undefined,
    readBlobs: texts.readBlobs,
    close: texts.close,
  };
}

async function readAnew(input: OpenCatalogInput, directory: string, name: string): Promise<void> {
  const { fs, source, repository, digest, signal, clock = systemClock } = input;
  const image = await readCatalogImage(source, { repository, digest, name, signal });
  const storage = { catalog: name, directory };
  let workFolder: string | undefined;
  let thread: CatalogThread | undefined;
  try {
    workFolder = await storing(storage, () => beginFolder(fs, directory, clock));
    thread = startCatalogThread({
      task: { workFolder, folder: image.folder, limits: input.limits ?? defaultCatalogLimits },
      catalog: name,
      clock,
      signal,
      onProgress: (done, total) => {
        if (total > 0) input.onProgress?.({ phase: 'index', bytesDone: done, bytesTotal: total });
      },
    });
    await takeLayers(input, image, { workFolder, storage, thread });
    const files = await thread.finish({ digest, repository, label: image.label });
    if (files === 0) {
      const params = { catalog: name, label: image.label };
      throw new SluiceError('CATALOG_EMPTY', { params, stage: 'collect', affected: [name] });
    }
    await thread.end();
    const finished = workFolder;
    await storing(storage, () => publishFolder(fs, finished, directory, digest));
  } catch (error) {
    await thread?.end();
    if (workFolder !== undefined) await fs.rm(workFolder, { recursive: true, force: true });
    if (signal?.aborted === true) throw signal.reason;
    throw error instanceof SluiceError ? error.with({ stage: 'collect', affected: [name] }) : error;
  }
}

/** Layers from the top down. While the thread reads one, the next is fetched. */
async function takeLayers(
  input: OpenCatalogInput,
  image: CatalogImage,
  place: { readonly workFolder: string; readonly storage: Storage; readonly thread: CatalogThread },
): Promise<void> {
  const { workFolder, storage, thread } = place;
  const { fs, source, repository, signal, onProgress } = input;
  const total = image.layers.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  let reading: Promise<boolean> = Promise.resolve(false);
  for (const [index, layer] of image.layers.toReversed().entries()) {
    const path = join(workFolder, `layer-${index}`);
    const onBytes = (count: number): void =>
      onProgress?.({ phase: 'fetch', bytesDone: (done += count), bytesTotal: total });
    const spooling = spoolLayer({ fs, source, repository, layer, path, storage, signal, onBytes });
    // The first failure of the two counts; the other must not stay unheard.
    const [, covered] = await Promise.all([spooling, reading]);
    if (covered) return;
    reading = thread.takeLayer(path, layer.digest).then(async (settled) => {
      await fs.rm(path, { force: true });
      return settled;
    });
  }
  await reading;
}
