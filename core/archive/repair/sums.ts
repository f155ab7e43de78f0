import { hash } from 'node:crypto';

/** Bytes of a block's sum: the first half of its SHA-256. It tells damage; intent is told by the set's own sums. */
export const sumLength = 16;

/** A table of the sums of numbered blocks. */
export interface SumTable {
  readonly bytes: Buffer;
  set(block: number, content: Uint8Array): void;
  matches(block: number, content: Uint8Array): boolean;
}

export function sumTable(bytes: Buffer): SumTable {
  const at = (block: number): Buffer => bytes.subarray(block * sumLength, (block + 1) * sumLength);
  return {
    bytes,
    set: (block, content) => void sumOf(content).copy(bytes, block * sumLength),
    matches: (block, content) => sumOf(content).equals(at(block)),
  };
}

function sumOf(content: Uint8Array): Buffer {
  return hash('sha256', content, 'buffer').subarray(0, sumLength);
}
