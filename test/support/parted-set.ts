import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommittedSet } from '../../core/archive/index.ts';
import { testBlob, writeSet, type WriterTuning } from './archive-sets.ts';

/** Small blobs, and one that a file of `partLimit` bytes cannot hold. */
export const partedBlobs = [10, 1_300_000, 700, 513].map((size, seed) => testBlob(size, seed + 1));

/** Bytes of a file. */
export const partLimit = 400_000;

/** The parts of the second chunk. */
export const partNames = [1, 2, 3, 4].map((part) => `mirror_000002.part-000${part}`);

/** Writes a set whose second chunk lies in four parts. */
export function writePartedSet(directory: string, tuning: WriterTuning = {}): Promise<CommittedSet> {
  return writeSet(directory, partedBlobs, { fileLimit: partLimit, ...tuning });
}

/** The bytes of a folder's parts, joined in the order of their names as `cat` joins them. */
export async function joinedParts(folder: string, chunk = 'mirror_000002'): Promise<Buffer> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${chunk}.part-`)).sort();
  return Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))));
}
