import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { digestOf, parseDigest, type Digest } from '../../reference/index.ts';
import type { BlobSpan } from '../store/store.ts';
import { seededBytes } from './seeded.ts';
import {
  gzipHeader,
  gzipStored,
  gzipTrailer,
  storedBlockHeader,
  storedBlockLimit,
  zstdStored,
} from './stored.ts';
import { tarEnd, tarHeader, tarOf, tarPadding, type TarEntry } from './tar.ts';

/** A blob of the sample content: kept in memory when small, made while it is read when large. */
export interface ContentBlob {
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  chunks(span: BlobSpan): Iterable<Buffer>;
}

export interface Layer extends ContentBlob {
  /** Digest of the layer's tar, as an image's config lists it. */
  readonly diffId: Digest;
  readonly compression: 'gzip' | 'zstd';
}

/** A blob held in memory. */
export function bytesBlob(bytes: Buffer): ContentBlob {
  return {
    digest: digestOf(bytes),
    size: bytes.length,
    chunks: ({ start, end }) => [bytes.subarray(start, end + 1)],
  };
}

/** A layer of real files. */
export function filesLayer(entries: readonly TarEntry[], compression: 'gzip' | 'zstd' = 'gzip'): Layer {
  const tar = tarOf(entries);
  const blob = bytesBlob(compression === 'gzip' ? gzipStored(tar) : zstdStored(tar));
  return { ...blob, diffId: digestOf(tar), compression };
}

/** Random-looking bytes, cut into ready-made stored blocks, from which every large layer is put together. */
export interface BlockPool {
  /** `count` stored blocks, headers included, as one slice. */
  blocks(first: number, count: number): Buffer;
  /** The bytes of block `first` without its header. */
  data(first: number): Buffer;
}

const unitBytes = 5 + storedBlockLimit;
const poolUnits = 32;
/** Blocks per chunk: about 1 MiB goes to the socket at once. */
const chunkUnits = 16;

export function createBlockPool(seed: string): BlockPool {
  const header = storedBlockHeader(storedBlockLimit, false);
  const units = Array.from({ length: poolUnits }, (_, unit) =>
    Buffer.concat([header, seededBytes(`${seed}/pool/${unit}`, storedBlockLimit)]),
  );
  // A run of blocks that starts near the end goes on from the beginning.
  const pool = Buffer.concat([...units, ...units.slice(0, chunkUnits)]);
  return {
    blocks(first, count) {
      const start = (first % poolUnits) * unitBytes;
      return pool.subarray(start, start + count * unitBytes);
    },
    data(first) {
      const start = (first % poolUnits) * unitBytes;
      return pool.subarray(start + 5, start + unitBytes);
    },
  };
}

const uniqueBytes = 512;

/**
 * A gzip'ed tar of about `size` bytes with one file `path`: valid, unlike every layer of
 * another path or seed, and made from slices of the pool whenever it is read, so that
 * gigabytes need neither disk nor memory. Only its digests are computed now.
 */
export function generatedLayer(pool: BlockPool, seed: string, path: string, size: number): Layer {
  const overhead = gzipHeader.length + 5 + 512 + uniqueBytes + 5 + tarEnd + 8;
  const wanted = Math.max(0, size - overhead);
  const units = Math.floor(wanted / unitBytes);
  // The last block also holds the padding and the end of the tar.
  const rest = Math.min(wanted - units * unitBytes, storedBlockLimit - tarEnd - 512);
  const fileBytes = uniqueBytes + units * storedBlockLimit + rest;
  const unique = seededBytes(`${seed}/layer/${path}`, uniqueBytes);
  const opening = Buffer.concat([tarHeader(path, fileBytes), unique]);
  const closing = Buffer.alloc(tarPadding(fileBytes) + tarEnd);
  const lead = Buffer.concat([gzipHeader, storedBlockHeader(opening.length, false), opening]);
  const origin = unique.readUInt16LE(0);
  const tail = pool.data(origin + units).subarray(0, rest);
  const tailHeader = storedBlockHeader(rest + closing.length, true);

  const tarHash = createHash('sha256').update(opening);
  let checksum = crc32(opening);
  const addToTar = (bytes: Buffer): void => {
    tarHash.update(bytes);
    checksum = crc32(bytes, checksum);
  };
  for (let unit = 0; unit < units; unit += 1) addToTar(pool.data(origin + unit));
  addToTar(tail);
  addToTar(closing);
  const trailer = gzipTrailer(checksum, opening.length + fileBytes - uniqueBytes + closing.length);

  function* pieces(): Generator<Buffer, void, undefined> {
    yield lead;
    for (let unit = 0; unit < units; unit += chunkUnits) {
      yield pool.blocks(origin + unit, Math.min(chunkUnits, units - unit));
    }
    yield Buffer.concat([tailHeader, tail, closing, trailer]);
  }
  const hash = createHash('sha256');
  let total = 0;
  for (const piece of pieces()) {
    hash.update(piece);
    total += piece.length;
  }
  return {
    digest: parseDigest(`sha256:${hash.digest('hex')}`),
    diffId: parseDigest(`sha256:${tarHash.digest('hex')}`),
    size: total,
    compression: 'gzip',
    chunks: (span) => sliced(pieces(), span),
  };
}

function* sliced(pieces: Iterable<Buffer>, span: BlobSpan): Generator<Buffer, void, undefined> {
  let at = 0;
  for (const piece of pieces) {
    const from = Math.max(0, span.start - at);
    const to = Math.min(piece.length, span.end + 1 - at);
    if (from < to) yield piece.subarray(from, to);
    at += piece.length;
    if (at > span.end) return;
  }
}
