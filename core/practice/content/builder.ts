import type { Digest } from '../../reference/index.ts';
import { digestOf } from '../../reference/index.ts';
import { dockerImage, dockerList, ociImage, ociIndex } from '../store/manifest-document.ts';
import { createRepositoryIndex, type RepositoryIndex } from '../store/repository-index.ts';
import {
  bytesBlob,
  createBlockPool,
  filesLayer,
  generatedLayer,
  type ContentBlob,
  type Layer,
} from './layer.ts';
import type { TarEntry } from './tar.ts';

export type ManifestFormat = 'docker' | 'oci';

/** A manifest of the sample content. */
export interface BuiltManifest {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

/** A manifest as it is going to be serialised. */
export type ManifestValue = Readonly<Record<string, unknown>> & { readonly mediaType: string };

export interface ImageRecipe {
  /** With its host, such as `quay.io/practice/multi`. */
  readonly repository: string;
  readonly layers: readonly Layer[];
  readonly format?: ManifestFormat;
  readonly architecture?: string;
  readonly tag?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** More members of the config's `config` object, such as Cmd. */
  readonly config?: object;
}

export interface IndexRecipe {
  readonly repository: string;
  /** Architecture and image; what is more stands in `extra`. */
  readonly children: readonly {
    readonly image: BuiltManifest;
    readonly architecture: string;
    readonly os?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
  readonly format?: ManifestFormat;
  readonly tag?: string;
}

/** Puts images together and files them under their repositories, host dropped. */
export interface ContentBuilder {
  readonly index: RepositoryIndex;
  readonly blobs: ReadonlyMap<Digest, ContentBlob>;
  /** A large layer; the same name and size give the same layer. */
  layer(name: string, size: number): Layer;
  files(entries: readonly TarEntry[], compression?: 'gzip' | 'zstd'): Layer;
  image(recipe: ImageRecipe): BuiltManifest;
  imageIndex(recipe: IndexRecipe): BuiltManifest;
  /** A blob of any kind in a repository. */
  blob(repository: string, bytes: Buffer): ContentBlob;
  /** A manifest written out by the caller. */
  manifest(repository: string, value: ManifestValue, tag?: string): BuiltManifest;
}

const layerTypes = {
  docker: 'application/vnd.docker.image.rootfs.diff.tar',
  oci: 'application/vnd.oci.image.layer.v1.tar',
} as const;
const configTypes = {
  docker: 'application/vnd.docker.container.image.v1+json',
  oci: 'application/vnd.oci.image.config.v1+json',
} as const;
/** Sample content is dated, never stamped with the day it was made. */
export const contentDate = '2024-03-01T00:00:00Z';

export function createContentBuilder(seed: string): ContentBuilder {
  const index = createRepositoryIndex();
  const blobs = new Map<Digest, ContentBlob>();
  const layers = new Map<string, Layer>();
  const pool = createBlockPool(seed);

  const addBlob = (repository: string, blob: ContentBlob): ContentBlob => {
    if (!blobs.has(blob.digest)) blobs.set(blob.digest, blob);
    index.apply({ op: 'blob', repository: pathOf(repository), digest: blob.digest, size: blob.size });
    return blob;
  };

  const manifest: ContentBuilder['manifest'] = (repository, value, tag) => {
    const bytes = Buffer.from(JSON.stringify(value, undefined, 2));
    const digest = digestOf(bytes);
    const { mediaType } = value;
    index.apply({ op: 'manifest', repository: pathOf(repository), digest, mediaType, bytes });
    if (tag !== undefined) index.apply({ op: 'tag', repository: pathOf(repository), tag, digest });
    return { mediaType, digest, size: bytes.length };
  };

  const blob: ContentBuilder['blob'] = (repository, bytes) => addBlob(repository, bytesBlob(bytes));

  return {
    index,
    blobs,
    blob,
    manifest,
    files: (entries, compression) => filesLayer(entries, compression),
    layer(name, size) {
      const key = `${name}/${size}`;
      const known = layers.get(key);
      if (known !== undefined) return known;
      const made = generatedLayer(pool, seed, `usr/lib/practice/${name}`, size);
      layers.set(key, made);
      return made;
    },
    image({ repository, layers: stack, format = 'docker', architecture = 'amd64', tag, labels, config }) {
      const described = {
        architecture,
        os: 'linux',
        created: contentDate,
        config: { Env: ['PATH=/usr/bin:/bin'], ...(labels !== undefined && { Labels: labels }), ...config },
        rootfs: { type: 'layers', diff_ids: stack.map(({ diffId }) => diffId) },
        history: stack.map(() => ({ created: contentDate, created_by: 'practice' })),
      };
      const configBlob = blob(repository, Buffer.from(JSON.stringify(described)));
      for (const layer of stack) addBlob(repository, layer);
      const value = {
        schemaVersion: 2,
        mediaType: format === 'docker' ? dockerImage : ociImage,
        config: { mediaType: configTypes[format], size: configBlob.size, digest: configBlob.digest },
        layers: stack.map(({ size, digest, compression }) => ({
          mediaType: `${layerTypes[format]}${format === 'docker' ? '.' : '+'}${compression}`,
          size,
          digest,
        })),
      };
      return manifest(repository, value, tag);
    },
    imageIndex({ repository, children, format = 'docker', tag }) {
      const value = {
        schemaVersion: 2,
        mediaType: format === 'docker' ? dockerList : ociIndex,
        manifests: children.map(({ image, architecture, os = 'linux', annotations }) => ({
          ...image,
          platform: { architecture, os },
          ...(annotations !== undefined && { annotations }),
        })),
      };
      return manifest(repository, value, tag);
    },
  };
}

/** The repository's path below its host: how the practice upstream, a mirror of all hosts, names it. */
export function pathOf(repository: string): string {
  return repository.slice(repository.indexOf('/') + 1);
}
