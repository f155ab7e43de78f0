import { join } from 'node:path';
import { readBounded, type FileSystem } from '../../ports/index.ts';
import { chunkHeldBy } from '../layout/paths.ts';
import { isRepairName } from '../repair/names.ts';
import {
  indexName,
  manifestName,
  parseManifest,
  signatureName,
  type SetManifest,
} from '../manifest/schema.ts';

/** `generation-000001` for 1: where the files of an earlier set are kept. */
export function generationFolder(generation: number): string {
  return `generation-${String(generation).padStart(6, '0')}`;
}

export const generationForm = /^generation-[0-9]{6}$/;

/** The set that stands in a directory now, as file names; and the folder it should move to. */
export interface PreviousSet {
  readonly files: readonly string[];
  readonly folder: string;
}

/**
 * Names the files of the set in `directory`: chunks, our own side files, its repair blocks, and those that its
 * manifest lists. The manifest comes last, so that a half-moved set still says what it was.
 */
export async function previousSet(fs: FileSystem, directory: string): Promise<PreviousSet> {
  const present = await fs.readdir(directory);
  const manifest = present.includes(manifestName) ? await readQuietly(fs, directory) : undefined;
  const listed = new Set(manifest?.files.map((file) => file.name));
  const own = (name: string): boolean =>
    chunkHeldBy(name) !== undefined ||
    isRepairName(name) ||
    name === indexName ||
    name === signatureName ||
    listed.has(name);
  const files = present.filter((name) => own(name) && name !== manifestName).sort();
  if (present.includes(manifestName)) files.push(manifestName);
  return { files, folder: freeFolder(present, manifest?.generation) };
}

async function readQuietly(fs: FileSystem, directory: string): Promise<SetManifest | undefined> {
  try {
    return parseManifest(await readBounded(fs, join(directory, manifestName), 128 * 1024 * 1024));
  } catch {
    // A damaged manifest must not prevent the new set: the old files are moved aside all the same.
    return undefined;
  }
}

function freeFolder(present: readonly string[], generation: number | undefined): string {
  const taken = new Set(present);
  const wanted = generation === undefined ? undefined : generationFolder(generation);
  if (wanted !== undefined && generationForm.test(wanted) && !taken.has(wanted)) return wanted;
  let number = 1;
  while (taken.has(generationFolder(number))) number += 1;
  return generationFolder(number);
}
