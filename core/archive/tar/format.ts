/** The tar block, in bytes. Headers are one block; bodies are padded to whole blocks. */
export const blockSize = 512;

/** Two zero blocks: the mark that a tar file is whole. */
export const endMark: Buffer = Buffer.alloc(2 * blockSize);

const zeros = Buffer.alloc(blockSize);

/** `size` rounded up to whole blocks. */
export function paddedSize(size: number): number {
  return Math.ceil(size / blockSize) * blockSize;
}

/** The zero bytes that follow a body of `size` bytes; empty when none are needed. */
export function paddingFor(size: number): Buffer {
  return zeros.subarray(0, paddedSize(size) - size);
}

/** Where the fields of a ustar header lie: [start, end). */
export const fields = {
  name: [0, 100],
  mode: [100, 108],
  uid: [108, 116],
  gid: [116, 124],
  size: [124, 136],
  mtime: [136, 148],
  checksum: [148, 156],
  type: [156, 157],
  linkName: [157, 257],
  magic: [257, 265],
  deviceMajor: [329, 337],
  deviceMinor: [337, 345],
  prefix: [345, 500],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

export type FieldName = keyof typeof fields;

/** The first size that eleven octal digits cannot hold: 8 GiB. */
export const octalSizeLimit = 8 ** 11;

/** The sum of all header bytes with the checksum field counted as spaces. */
export function headerChecksum(block: Uint8Array): number {
  const [start, end] = fields.checksum;
  let sum = 0x20 * (end - start);
  for (let index = 0; index < start; index += 1) sum += block[index] ?? 0;
  for (let index = end; index < blockSize; index += 1) sum += block[index] ?? 0;
  return sum;
}
