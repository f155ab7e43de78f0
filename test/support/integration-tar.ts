import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './integration-process.ts';

/** Names of all entries of the archives in a folder, as GNU tar lists them. */
export async function archiveEntries(folder: string): Promise<string[]> {
  const names: string[] = [];
  for (const chunk of await chunksOf(folder)) {
    const listing = await run('tar', ['-tf', join(folder, chunk)]);
    names.push(...listing.toString('utf8').trim().split('\n'));
  }
  return names;
}

/** Digests of the blobs of the archives in a folder; manifests are among them. */
export async function archiveBlobs(folder: string): Promise<Set<string>> {
  const names = await archiveEntries(folder);
  return new Set(
    names.flatMap((name) => {
      const hex = /^docker\/registry\/v2\/blobs\/sha256\/..\/([0-9a-f]{64})\/data$/.exec(name)?.[1];
      return hex === undefined ? [] : [`sha256:${hex}`];
    }),
  );
}

/** Unpacks all archives of a folder with GNU tar. */
export async function unpack(folder: string, into: string): Promise<void> {
  for (const chunk of await chunksOf(folder)) await run('tar', ['-xf', join(folder, chunk), '-C', into]);
}

async function chunksOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^mirror_\d{6}\.tar$/.test(name)).sort();
}
