import { SluiceError } from '../contract/index.ts';
import { verified, type Descriptor, type Source } from '../image/index.ts';
import { decompressed, defaultLayerLimits, type LayerLimits, type UnpackedBytes } from './decompress.ts';
import { findImage, type ImageRequest } from './find-image.ts';
import { readLayerFiles } from './layer-files.ts';
import { untilGenuine } from './until-genuine.ts';

/** Layers up to this many bytes are handed to `onLayer`. */
const keptLayerBytes = 16 * 1024 * 1024;

export interface ImageFilesRequest extends ImageRequest {
  /** Paths from the image's root. All are looked for until the last layer; */
  readonly required: readonly string[];
  /** these only in the layers that have to be read for the required ones. */
  readonly optional?: readonly string[];
  readonly limits?: LayerLimits | undefined;
  /** Receives the verified bytes of each small layer that was read, so that a transfer need not fetch it again. */
  readonly onLayer?: ((layer: Descriptor, bytes: Buffer) => void) | undefined;
}

/**
 * Reads files out of an image without unpacking it: layers from the top down, and none below the
 * one that settles the last required file, since lower layers cannot change it. Every byte is verified
 * before the result is given. Throws like `findImage` and `readLayerFiles`.
 */
export async function readImageFiles(
  source: Source,
  request: ImageFilesRequest,
): Promise<ReadonlyMap<string, Buffer>> {
  const manifest = await findImage(source, request);
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
  if (!complete) throw new SluiceError('LAYER_DAMAGED', { params: { layer: layer.digest } });
  if (keep) request.onLayer?.(layer, Buffer.concat(kept, layer.size));
  return view;
}
