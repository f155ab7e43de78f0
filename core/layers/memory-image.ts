import { SluiceError } from '../contract/index.ts';
import type {
  AccessoryResolver,
  Descriptor,
  ImageRecord,
  RawManifest,
  RepositoryName,
  Source,
} from '../image/index.ts';
import type { Digest } from '../reference/index.ts';

/** An image that Sluice made: its own manifests and blobs in memory, the rest in the repository it is based on. */
export interface MemoryImage {
  readonly record: ImageRecord;
  readonly root: Descriptor;
  /** Children before the index that names them, the root last. */
  readonly manifests: readonly RawManifest[];
  readonly blobs: ReadonlyMap<Digest, Buffer>;
  /** Where the blobs are that are not in memory. */
  readonly base: RepositoryName;
}

/** Reads a made image like any other; `base` gives the blobs it is based on. Nobody has signed what was made here. */
export function memoryImageSource(image: MemoryImage, base: Source): Source & AccessoryResolver {
  return {
    resolveTag: async () => image.root,
    resolveAccessory: async () => undefined,
    fetchManifest: async (_repository, digest) => {
      const manifest = image.manifests.find(({ descriptor }) => descriptor.digest === digest);
      if (manifest !== undefined) return manifest;
      throw new SluiceError('MADE_IMAGE_PART_UNKNOWN', { params: { digest } });
    },
    openBlob: async (_repository, blob, options = {}) => {
      const bytes = image.blobs.get(blob.digest);
      if (bytes === undefined) return base.openBlob(image.base, blob, options);
      return (async function* () {
        yield bytes.subarray(options.offset ?? 0);
      })();
    },
  };
}
