import { gzipSync } from 'node:zlib';

const mebibyte = 1024 ** 2;

/** What a small gzip file stands for. */
export interface Swollen {
  readonly head: Buffer;
  /** As many times comes then `piece`, a MiB of zeros when absent. */
  readonly mebibytes: number;
  readonly piece?: Buffer;
  readonly tail?: Buffer;
}

/** A gzip file of members that are mostly the same: written in a moment, however much it stands for. */
export function swollen({
  head,
  mebibytes,
  piece = Buffer.alloc(mebibyte),
  tail = Buffer.alloc(0),
}: Swollen): Buffer {
  const member = gzipSync(piece);
  return Buffer.concat([gzipSync(head), ...Array.from({ length: mebibytes }, () => member), gzipSync(tail)]);
}
