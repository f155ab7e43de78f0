import { createHash } from 'node:crypto';
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkRepair, makeRepair, mendRepair, type MadeRepair } from '../../core/archive/index.ts';
import { systemFileSystem, type FileSystem } from '../../core/ports/index.ts';
import { temporaryFolder, testBlob, writeSet } from './archive-world.ts';

/** A set in three chunks with repair blocks beside it. */
export interface RepairWorld {
  readonly folder: string;
  readonly made: MadeRepair;
  /** Sums of the set's own files, without the repair blocks. */
  readonly sums: ReadonlyMap<string, string>;
  path(name: string): string;
}

export const chunkNames = ['mirror_000001.tar', 'mirror_000002.tar', 'mirror_000003.tar'];

export async function repairWorld(percent = 10): Promise<RepairWorld> {
  const directory = await temporaryFolder();
  const blobs = [300_000, 90_000, 250_000, 120_000, 280_000, 40_000];
  await writeSet(
    directory,
    blobs.map((size, seed) => testBlob(size, seed + 1)),
    { payloadLimit: 400_000 },
  );
  const sums = await sumsOf(directory);
  const made = await makeRepair(systemFileSystem, directory, { percent });
  return { folder: directory, made, sums, path: (name) => join(directory, name) };
}

/** Sums of all files but those of the repair blocks. */
export async function sumsOf(folder: string): Promise<Map<string, string>> {
  const sums = new Map<string, string>();
  for (const name of (await readdir(folder)).sort()) {
    if (name.startsWith('sluice-repair-')) continue;
    sums.set(
      name,
      createHash('sha256')
        .update(await readFile(join(folder, name)))
        .digest('hex'),
    );
  }
  return sums;
}

/** Changes one byte in each of `count` blocks from `first` on. */
export async function spoilBlocks(
  path: string,
  blockSize: number,
  first: number,
  count: number,
): Promise<void> {
  const handle = await open(path, 'r+');
  for (let block = first; block < first + count; block += 1) {
    const byte = Buffer.alloc(1);
    await handle.read(byte, 0, 1, block * blockSize + 7);
    await handle.write(Buffer.from([(byte[0] ?? 0) ^ 0xa5]), 0, 1, block * blockSize + 7);
  }
  await handle.close();
}

export const check = async (folder: string) => (await checkRepair(systemFileSystem, folder)).report;
export const mend = (folder: string, fs: FileSystem = systemFileSystem) => mendRepair(fs, folder);
