import { crc32 } from 'node:zlib';

/** RFC 1951 3.2.4: a stored block has at most so many bytes. */
export const storedBlockLimit = 65_535;

/** RFC 1952 2.3: deflate, no flags, no time, unknown system. */
export const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

/** The five bytes before a stored block of `length` bytes. */
export function storedBlockHeader(length: number, last: boolean): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt8(last ? 1 : 0, 0);
  header.writeUInt16LE(length, 1);
  header.writeUInt16LE(65_535 - length, 3);
  return header;
}

export function gzipTrailer(checksum: number, size: number): Buffer {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(checksum >>> 0, 0);
  trailer.writeUInt32LE(size % 2 ** 32, 4);
  return trailer;
}

/**
 * `bytes` as a gzip file without compression. A compressor's output differs between
 * versions and processors; stored blocks are the same everywhere, and so are their digests.
 */
export function gzipStored(bytes: Buffer): Buffer {
  const parts: Buffer[] = [gzipHeader];
  for (let at = 0; at === 0 || at < bytes.length; at += storedBlockLimit) {
    const block = bytes.subarray(at, at + storedBlockLimit);
    parts.push(storedBlockHeader(block.length, at + storedBlockLimit >= bytes.length), block);
  }
  return Buffer.concat([...parts, gzipTrailer(crc32(bytes), bytes.length)]);
}

/** RFC 8878 3.1.1.2: no block is larger. */
const zstdBlockLimit = 128 * 1024;

/** `bytes` as a zstd frame of raw blocks, for the same reason. */
export function zstdStored(bytes: Buffer): Buffer {
  // Magic number; descriptor: 4-byte content size, single segment, no checksum, no dictionary.
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0b1010_0000, 0, 0, 0, 0]);
  header.writeUInt32LE(bytes.length, 5);
  const parts: Buffer[] = [header];
  for (let at = 0; at === 0 || at < bytes.length; at += zstdBlockLimit) {
    const block = bytes.subarray(at, at + zstdBlockLimit);
    const blockHeader = Buffer.alloc(3);
    blockHeader.writeUIntLE((block.length << 3) | (at + zstdBlockLimit >= bytes.length ? 1 : 0), 0, 3);
    parts.push(blockHeader, block);
  }
  return Buffer.concat(parts);
}
