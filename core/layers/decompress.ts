import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { SluiceError } from '../contract/index.ts';

export interface LayerLimits {
  /** Bytes of one layer after decompression. */
  readonly layerBytes: number;
  /** Bytes of all layers of an image that are read, after decompression. */
  readonly imageBytes: number;
  /** Largest growth by decompression, counted after `ratioFrom` bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
  readonly entries: number;
  /** Bytes of one file that is kept. */
  readonly fileBytes: number;
}

// registry-client.md 4.2 rule 8
export const defaultLayerLimits: LayerLimits = {
  layerBytes: 4 * 1024 ** 3,
  imageBytes: 16 * 1024 ** 3,
  ratio: 200,
  ratioFrom: 16 * 1024 ** 2,
  entries: 2_000_000,
  fileBytes: 32 * 1024 ** 2,
};

/** Counts what one image's layers unpack to. */
export interface UnpackedBytes {
  total: number;
}

/** Larger than the default: every chunk costs its way through the streams. */
const unpackedChunk = 64 * 1024;

const gzipMagic = Buffer.from([0x1f, 0x8b]);
const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/**
 * A layer's tar bytes. Gzip and zstd are told by their first bytes, because media types are often
 * wrong. Throws LAYER_TOO_LARGE beyond a limit, LAYER_DAMAGED for broken compression.
 */
export async function* decompressed(
  compressed: AsyncIterable<Buffer>,
  layer: string,
  limits: LayerLimits,
  unpacked: UnpackedBytes,
): AsyncGenerator<Buffer, void, undefined> {
  let read = 0;
  let written = 0;
  const counted = countBytes(compressed, (length) => (read += length));
  for await (const chunk of unpack(counted, layer)) {
    written += chunk.length;
    unpacked.total += chunk.length;
    const bomb = written > limits.ratioFrom && written > read * limits.ratio;
    if (bomb || written > limits.layerBytes || unpacked.total > limits.imageBytes) {
      throw new SluiceError('LAYER_TOO_LARGE', {
        params: { layer, unpacked: written, packed: read },
      });
    }
    yield chunk;
  }
}

async function* countBytes(
  chunks: AsyncIterable<Buffer>,
  count: (length: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield chunk;
  }
}

async function* unpack(
  chunks: AsyncGenerator<Buffer, void, undefined>,
  layer: string,
): AsyncGenerator<Buffer, void, undefined> {
  const { head, all } = await withHead(chunks, zstdMagic.length);
  const inflate = head.subarray(0, 2).equals(gzipMagic)
    ? createGunzip({ chunkSize: unpackedChunk })
    : head.equals(zstdMagic)
      ? createZstdDecompress({ chunkSize: unpackedChunk })
      : undefined;
  if (inflate === undefined) {
    yield* all;
    return;
  }
  const source = Readable.from(all, { objectMode: false });
  // A failure of the source must reach the reader as itself, not as a broken stream.
  let sourceFailure: unknown;
  source.on('error', (error) => {
    sourceFailure = error;
    inflate.destroy(error);
  });
  try {
    yield* source.pipe(inflate) as AsyncIterable<Buffer>;
  } catch (error) {
    if (sourceFailure !== undefined || error instanceof SluiceError) throw sourceFailure ?? error;
    throw new SluiceError('LAYER_DAMAGED', { params: { layer }, cause: error });
  } finally {
    source.destroy();
    inflate.destroy();
  }
}

/** The first `length` bytes, and the whole stream again. */
async function withHead(
  chunks: AsyncGenerator<Buffer, void, undefined>,
  length: number,
): Promise<{ readonly head: Buffer; readonly all: AsyncGenerator<Buffer, void, undefined> }> {
  let start = Buffer.alloc(0);
  while (start.length < length) {
    const next = await chunks.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  async function* all(): AsyncGenerator<Buffer, void, undefined> {
    if (start.length > 0) yield start;
    yield* chunks;
  }
  return { head: start.subarray(0, length), all: all() };
}
