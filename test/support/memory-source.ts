import { createHash } from 'node:crypto';
import type { Descriptor, ImageRecord, RawManifest, Source } from '../../core/image/index.ts';
import { digestOf, parseDigest, type Digest } from '../../core/reference/index.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

/** Content in memory with the abilities of a Source, and counters of what was read. */
export interface MemorySource extends Source {
  readonly opened: Map<Digest, number>;
  /** Replaces the bytes that a blob is served with. */
  corrupt(digest: Digest, bytes: Buffer): void;
  addImage(repository: string, tag: string, layers: readonly Buffer[]): Descriptor;
  addIndex(repository: string, tag: string, children: readonly Descriptor[]): Descriptor;
}

export function memorySource(): MemorySource {
  const blobs = new Map<Digest, Buffer>();
  const served = new Map<Digest, Buffer>();
  const manifests = new Map<Digest, RawManifest>();
  const tags = new Map<string, Descriptor>();
  const opened = new Map<Digest, number>();

  const addBlob = (bytes: Buffer, mediaType: string): Descriptor => {
    const digest = digestOf(bytes);
    blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const addManifest = (repository: string, tag: string, document: object, mediaType: string): Descriptor => {
    const bytes = Buffer.from(JSON.stringify(document));
    const descriptor = { mediaType, digest: digestOf(bytes), size: bytes.length };
    manifests.set(descriptor.digest, { descriptor, bytes });
    tags.set(`${repository}:${tag}`, descriptor);
    return descriptor;
  };

  return {
    opened,
    corrupt: (digest, bytes) => void served.set(digest, bytes),
    addImage: (repository, tag, layers) => {
      const config = addBlob(
        Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', repository, tag })),
        'application/vnd.oci.image.config.v1+json',
      );
      const described = layers.map((layer) => addBlob(layer, 'application/vnd.oci.image.layer.v1.tar+gzip'));
      return addManifest(
        repository,
        tag,
        { schemaVersion: 2, mediaType: manifestType, config, layers: described },
        manifestType,
      );
    },
    addIndex: (repository, tag, children) =>
      addManifest(
        repository,
        tag,
        { schemaVersion: 2, mediaType: indexType, manifests: children },
        indexType,
      ),
    resolveTag: (repository, tag) => Promise.resolve(tags.get(`${repository}:${tag}`)),
    fetchManifest: (_, digest) => {
      const found = manifests.get(digest);
      return found === undefined
        ? Promise.reject(new Error(`no manifest ${digest}`))
        : Promise.resolve(found);
    },
    openBlob: (_, { digest }, options) => {
      opened.set(digest, (opened.get(digest) ?? 0) + 1);
      const bytes = served.get(digest) ?? blobs.get(digest);
      if (bytes === undefined) return Promise.reject(new Error(`no blob ${digest}`));
      return Promise.resolve(inChunks(bytes.subarray(options?.offset ?? 0)));
    },
  };
}

async function* inChunks(bytes: Buffer): AsyncGenerator<Buffer> {
  const step = 1000;
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

/** Bytes that differ for each `seed` and do not compress. */
export function layerBytes(seed: string, size: number): Buffer {
  const parts: Buffer[] = [];
  for (let length = 0, index = 0; length < size; index++) {
    const part = createHash('sha512').update(`${seed} ${index}`).digest();
    parts.push(part);
    length += part.length;
  }
  return Buffer.concat(parts).subarray(0, size);
}

/** A record of a generic image, read by digest or tag from `repository`. */
export function genericRecord(repository: string, tag: string, digest?: string): ImageRecord {
  const path = repository.split('/').slice(1).join('/');
  return {
    type: 'generic',
    origin: `${repository}:${tag}`,
    source: digest === undefined ? { repository, tag } : { repository, tag, digest: parseDigest(digest) },
    destination: { repository: path, tag },
  };
}
