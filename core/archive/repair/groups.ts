import { blockAt, type Geometry } from './geometry.ts';
import type { BlockFiles } from './block-files.ts';
import { memoryOf, type RowSums } from './row-sums.ts';

/** Bytes of memory for the sums of neighbouring rows. */
const memory = 64 * 1024 * 1024;

/** How many neighbouring rows are worked on together: their blocks are read in one piece. */
export function rowsAtOnce({ rows, repairs, blockSize }: Geometry): number {
  return Math.min(rows, Math.max(1, Math.floor(memory / memoryOf(repairs, blockSize))));
}

/** Called for each data block that is read, before it is added: false leaves it out of the sums. */
export type TakeBlock = (block: number, content: Buffer) => boolean;

/** Adds up all data blocks of the rows `from` to `to` (exclusive), reading each position's in one piece. */
export async function sumRows(
  work: { readonly geometry: Geometry; readonly data: BlockFiles; readonly signal: AbortSignal | undefined },
  sums: RowSums,
  from: number,
  to: number,
  take: TakeBlock,
): Promise<void> {
  const { geometry, data, signal } = work;
  const { blockSize, positions } = geometry;
  sums.clear();
  for (let position = 0; position < positions; position += 1) {
    signal?.throwIfAborted();
    const first = blockAt(geometry, from, position);
    if (first === undefined) continue;
    const count = Math.min(to - from, geometry.blocks - first);
    const bytes = sums.input.subarray(0, count * blockSize);
    await data.read(first, bytes);
    for (let index = 0; index < count; index += 1) {
      const content = bytes.subarray(index * blockSize, (index + 1) * blockSize);
      if (!take(first + index, content)) content.fill(0);
    }
    sums.add(position, bytes.length);
  }
}
