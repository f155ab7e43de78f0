import { gzipSync, zstdCompressSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';
import { SluiceError } from '../../core/contract/index.ts';
import {
  mediaTypes,
  rawManifest,
  type Descriptor,
  type RawManifest,
  type Source,
} from '../../core/image/index.ts';
import { digestOf, type Digest } from '../../core/reference/index.ts';

export type TarEntry = Partial<Header> & Pick<Header, 'name'> & { readonly content?: string | Buffer };

/** A tar with exactly these entries, hostile names included. */
export async function tarOf(entries: readonly TarEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { content, ...header } of entries) {
    // The same entries give the same bytes, whenever they are made.
    const dated = { mtime: new Date(0), ...header };
    if (content === undefined) tar.entry(dated);
    else tar.entry(dated, content);
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const gzipped = (bytes: Buffer): Buffer => gzipSync(bytes);
export const zstandard = (bytes: Buffer): Buffer => zstdCompressSync(bytes);

/** A gzip layer of plain files; a name that ends in a slash is a folder. */
export async function layerOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const entries = Object.entries(files).map(([name, content]): TarEntry =>
    name.endsWith('/') ? { name, type: 'directory' } : { name, content },
  );
  return gzipped(await tarOf(entries));
}

/** Images in memory, read as a Source; counts what is opened. */
export class ImageStore implements Source {
  readonly blobs = new Map<Digest, Buffer>();
  readonly manifests = new Map<Digest, RawManifest>();
  readonly tags = new Map<string, Digest>();
  readonly opened: Digest[] = [];
  readonly repositoriesAsked = new Set<string>();
  /** Bytes are served in pieces of this length. */
  pieceLength = 1000;
  /** Only these repositories answer; all when undefined. */
  known: ReadonlySet<string> | undefined;

  addBlob(bytes: Buffer, mediaType: string): Descriptor {
    const digest = digestOf(bytes);
    this.blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length };
  }

  addImage(layers: readonly Buffer[], options: { docker?: boolean; config?: object } = {}): Descriptor {
    const docker = options.docker ?? false;
    const config = this.addBlob(
      Buffer.from(JSON.stringify(options.config ?? { rootfs: { type: 'layers', diff_ids: [] } })),
      docker ? mediaTypes.dockerConfig : mediaTypes.ociConfig,
    );
    const layerType = docker ? mediaTypes.dockerLayer : mediaTypes.ociLayerGzip;
    const described = layers.map((layer) => this.addBlob(layer, layerType));
    const mediaType = docker ? mediaTypes.dockerManifest : mediaTypes.ociManifest;
    return this.addManifest({ schemaVersion: 2, mediaType, config, layers: described }, mediaType);
  }

  addIndex(children: readonly Descriptor[], docker = false): Descriptor {
    const mediaType = docker ? mediaTypes.dockerList : mediaTypes.ociIndex;
    return this.addManifest({ schemaVersion: 2, mediaType, manifests: children }, mediaType);
  }

  addManifest(document: object, mediaType: string): Descriptor {
    const raw = rawManifest(Buffer.from(JSON.stringify(document)), mediaType);
    this.manifests.set(raw.descriptor.digest, raw);
    return raw.descriptor;
  }

  async resolveTag(repository: string, tag: string): Promise<Descriptor | undefined> {
    this.#ask(repository);
    const digest = this.tags.get(`${repository}:${tag}`);
    return digest === undefined ? undefined : this.manifests.get(digest)?.descriptor;
  }

  async fetchManifest(repository: string, digest: Digest): Promise<RawManifest> {
    this.#ask(repository);
    const manifest = this.manifests.get(digest);
    if (manifest !== undefined) return manifest;
    throw new SluiceError('MANIFEST_NOT_FOUND', { params: { reference: `${repository}@${digest}` } });
  }

  async openBlob(
    repository: string,
    blob: Descriptor,
    options: { offset?: number } = {},
  ): Promise<AsyncIterable<Buffer>> {
    this.#ask(repository);
    this.opened.push(blob.digest);
    const bytes = this.blobs.get(blob.digest);
    if (bytes === undefined) throw new SluiceError('BLOB_NOT_FOUND', { params: { digest: blob.digest } });
    const { pieceLength } = this;
    return (async function* () {
      for (let at = options.offset ?? 0; at < bytes.length; at += pieceLength) {
        yield bytes.subarray(at, at + pieceLength);
      }
    })();
  }

  #ask(repository: string): void {
    this.repositoriesAsked.add(repository);
    if (this.known === undefined || this.known.has(repository)) return;
    throw new SluiceError('NETWORK_UNREACHABLE', { params: { host: repository } });
  }
}
