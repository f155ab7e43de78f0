import { SluiceError } from '../contract/index.ts';
import {
  canRejectBlobs,
  childrenOf,
  isIndexMediaType,
  maximumIndexNesting,
  parseManifest,
  platformMatches,
  verified,
  type Descriptor,
  type ImageManifest,
  type Platform,
  type RawManifest,
  type RepositoryName,
  type Source,
} from '../image/index.ts';
import type { Digest } from '../reference/index.ts';
import { decompressed, defaultLayerLimits, type LayerLimits, type UnpackedBytes } from './decompress.ts';
import { readLayerFiles } from './layer-files.ts';

/** Layers up to this many bytes are handed to `onLayer`. */
export const keptLayerBytes = 16 * 1024 * 1024;

export interface ImageFilesRequest {
  readonly repository: RepositoryName;
  readonly digest: Digest;
  /** Paths from the image's root. All are looked for until the last layer; */
  readonly required: readonly string[];
  /** these only in the layers that have to be read for the required ones. */
  readonly optional?: readonly string[];
  /** Which instance of an index to read; the first when absent or not offered. */
  readonly platform?: Platform | undefined;
  readonly limits?: LayerLimits | undefined;
  /** Receives the verified bytes of each small layer that was read, so that a transfer need not fetch it again. */
  readonly onLayer?: ((layer: Descriptor, bytes: Buffer) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads files out of an image without unpacking it: layers from the top down, and none below the
 * one that settles the last required file, since lower layers cannot change it. Every byte is verified
 * before the result is given. Throws what the source throws, and like `readLayerFiles`.
 */
export async function readImageFiles(
  source: Source,
  request: ImageFilesRequest,
): Promise<ReadonlyMap<string, Buffer>> {
  const manifest = await findImage(source, request, request.digest, 0);
  const limits = request.limits ?? defaultLayerLimits;
  const unpacked: UnpackedBytes = { total: 0 };
  const found = new Map<string, Buffer>();
  const open = new Set([...request.required, ...(request.optional ?? [])]);
  for (const layer of manifest.layers.toReversed()) {
    if (!request.required.some((file) => open.has(file))) break;
    request.signal?.throwIfAborted();
    const wanted = [...open];
    const view = await untilGenuine(source, layer, () =>
      readLayer(source, request, layer, wanted, limits, unpacked),
    );
    for (const [path, bytes] of view.files) {
      found.set(path, bytes);
      open.delete(path);
    }
    for (const path of view.hidden) open.delete(path);
  }
  return found;
}

/** Times that wrong bytes are turned away; the source then asks elsewhere, and says in the end who gave them. */
const mostRejections = 8;

/** Bytes that a line or a mirror has damaged are asked for again (registry-client.md D4). */
async function untilGenuine<Result>(
  source: Source,
  layer: Descriptor,
  read: () => Promise<Result>,
): Promise<Result> {
  for (let rejections = 0; ; rejections++) {
    try {
      return await read();
    } catch (error) {
      const damaged = error instanceof SluiceError && error.code === 'BLOB_DIGEST_MISMATCH';
      if (!damaged || !canRejectBlobs(source) || rejections >= mostRejections) throw error;
      source.rejectBlob(layer.digest);
    }
  }
}

async function readLayer(
  source: Source,
  request: ImageFilesRequest,
  layer: Descriptor,
  wanted: readonly string[],
  limits: LayerLimits,
  unpacked: UnpackedBytes,
): ReturnType<typeof readLayerFiles> {
  const options = request.signal === undefined ? {} : { signal: request.signal };
  const chunks = verified(await source.openBlob(request.repository, layer, options), layer);
  const kept: Buffer[] = [];
  const keep = request.onLayer !== undefined && layer.size <= keptLayerBytes;
  let complete = false;
  async function* tee(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of chunks) {
      if (keep) kept.push(chunk);
      yield chunk;
    }
    complete = true;
  }
  const tar = decompressed(tee(), layer.digest, limits, unpacked);
  const view = await readLayerFiles(tar, layer.digest, wanted, limits);
  // A reader that stopped before the end would have left the digest unchecked.
  if (!complete) throw new SluiceError('RELEASE_LAYER_DAMAGED', { params: { layer: layer.digest } });
  if (keep) request.onLayer?.(layer, Buffer.concat(kept, layer.size));
  return view;
}

/** oc-mirror-v2.md 5.8: the wanted instance of an index, else the first image in it, depth first. */
async function findImage(
  source: Source,
  request: ImageFilesRequest,
  digest: Digest,
  depth: number,
): Promise<ImageManifest> {
  const raw: RawManifest = await source.fetchManifest(request.repository, digest, request.signal);
  const manifest = parseManifest(raw);
  if (manifest.kind === 'image') return manifest;
  const children = childrenOf(manifest);
  const { platform } = request;
  const preferred = children.find(
    (child) =>
      platform !== undefined && child.platform !== undefined && platformMatches(child.platform, platform),
  );
  const child = preferred ?? children.find((entry) => !isIndexMediaType(entry.mediaType)) ?? children[0];
  if (child === undefined || depth >= maximumIndexNesting) {
    throw new SluiceError('RELEASE_PAYLOAD_EMPTY', { params: { digest: request.digest } });
  }
  return findImage(source, request, child.digest, depth + 1);
}
