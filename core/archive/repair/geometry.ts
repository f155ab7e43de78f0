import { rowLimit } from './cauchy.ts';

/**
 * How the protected bytes are divided. The files lie one behind the other in blocks of one size, each file beginning a
 * block of its own. Block i is in row i mod `rows`, at position floor(i / rows): neighbours are in different rows, so that
 * damage in one place is shared by all of them.
 */
export interface Geometry {
  /** Bytes of a block; the last block of a file counts as filled up with zeros. */
  readonly blockSize: number;
  /** Data blocks of all files. */
  readonly blocks: number;
  readonly rows: number;
  /** Data blocks of a row, at most. */
  readonly positions: number;
  /** Repair blocks of each row: how many of its blocks may be lost. */
  readonly repairs: number;
  /** Repair blocks in one file at most. */
  readonly volumeBlocks: number;
}

export interface ProtectedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

const smallestBlock = 4096;
export const largestBlock = 1024 * 1024;
/** Blocks aimed at: many make small damage small, few keep the table of sums small. */
const blocksWanted = 2 ** 18;
/** Bytes of one file with repair blocks, at most: every file system takes it. */
const volumeLimit = 1024 ** 3;

/** A geometry for `files` that can lose `percent` of its blocks (1 - 100) when damage is spread evenly. */
export function chooseGeometry(files: readonly ProtectedFile[], percent: number): Geometry {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  let blockSize = smallestBlock;
  while (blockSize < largestBlock && bytes / blockSize > blocksWanted) blockSize *= 2;
  const blocks = Math.max(1, blocksOf(files, blockSize));
  const share = percent / 100;
  let most = Math.floor(rowLimit / (1 + share));
  while (most > 1 && most + repairsFor(most, share) > rowLimit) most -= 1;
  const rows = Math.ceil(blocks / most);
  const positions = Math.ceil(blocks / rows);
  return {
    blockSize,
    blocks,
    rows,
    positions,
    repairs: repairsFor(positions, share),
    volumeBlocks: Math.min(rows, Math.floor(volumeLimit / blockSize)),
  };
}

/** At least two: one lost block more than the first must not be the end. */
function repairsFor(positions: number, share: number): number {
  return Math.max(2, Math.ceil(positions * share));
}

export function blocksOf(files: readonly ProtectedFile[], blockSize: number): number {
  return files.reduce((sum, { size }) => sum + Math.ceil(size / blockSize), 0);
}

/** Where a row's block lies: the number of the data block, or undefined when the row has none there. */
export function blockAt({ rows, blocks }: Geometry, row: number, position: number): number | undefined {
  const block = position * rows + row;
  return block < blocks ? block : undefined;
}

/** Where a repair block lies: file number (from 1) and block within it. Repair blocks of one number lie together. */
export function volumePlace(
  { rows, volumeBlocks }: Geometry,
  repair: number,
  row: number,
): { readonly volume: number; readonly block: number } {
  const parts = Math.ceil(rows / volumeBlocks);
  return { volume: repair * parts + Math.floor(row / volumeBlocks) + 1, block: row % volumeBlocks };
}

/** The files with repair blocks, in order: which repair block they hold, of which rows. */
export function volumesOf(
  geometry: Geometry,
): { readonly volume: number; readonly repair: number; readonly firstRow: number; readonly count: number }[] {
  const { rows, repairs, volumeBlocks } = geometry;
  const volumes = [];
  for (let repair = 0; repair < repairs; repair += 1) {
    for (let firstRow = 0; firstRow < rows; firstRow += volumeBlocks) {
      const { volume } = volumePlace(geometry, repair, firstRow);
      volumes.push({ volume, repair, firstRow, count: Math.min(volumeBlocks, rows - firstRow) });
    }
  }
  return volumes;
}

/** Bytes of all repair blocks. */
export function repairBytes({ rows, repairs, blockSize }: Geometry): number {
  return rows * repairs * blockSize;
}
