import { gzipSync } from 'fflate';

/**
 * fflate would take the table's size from a logarithm, which need not be the same everywhere. This one stays in a
 * processor's nearest cache: a third faster than the largest, for the same length. Level 4 takes a quarter less time
 * than 6 and gives 3% more bytes.
 */
const options = { level: 4, mem: 4, mtime: 0 } as const;

/**
 * A gzip member of its own. Made in JavaScript: the same bytes give the same bytes on every machine. Node's own zlib
 * takes paths that depend on processor and version, so two sites would get two digests for one image.
 */
export function gzipBlock(block: Uint8Array): Uint8Array<ArrayBuffer> {
  return gzipSync(block, options);
}
