import { basename, join } from 'node:path';
import type { SetBrief } from '../../contract/index.ts';
import type { Clock, FileSystem } from '../../ports/index.ts';
import type { SetBriefs } from './set-brief.ts';

export interface FoundSet {
  readonly folder: string;
  readonly brief: SetBrief;
}

/** Looking over a medium never takes longer than this (milliseconds), nor more folders, nor more sets. */
const patience = 3000;
const mostFolders = 400;
const mostSets = 50;
/** Folders with few entries are looked into once more: `disk/enclave-1/2026-11`. */
const fewFolders = 40;
/** Folders of systems and of sets kept from earlier. */
const leftOut = /^(?:\.|\$|lost\+found$|System Volume Information$|RECYCLER$|generation-\d{6}$|working-dir$)/;

/**
 * Sets at the top of a medium, one folder below, and two where there are few folders. From names and manifests alone; links
 * are not followed. A folder that cannot be read is passed over.
 */
export async function findSets(
  services: { readonly fs: FileSystem; readonly clock: Clock },
  top: string,
  briefs: SetBriefs,
): Promise<FoundSet[]> {
  const { fs, clock } = services;
  const end = clock.monotonic() + patience;
  const sets: FoundSet[] = [];
  let looked = 0;
  let level = [top];
  for (let depth = 0; depth <= 2; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (looked >= mostFolders || sets.length >= mostSets || clock.monotonic() > end) return sets;
      looked++;
      const brief = await briefs(folder).catch(() => undefined);
      if (brief !== undefined) sets.push({ folder, brief });
      if (depth < 2 && (depth === 0 || brief === undefined)) next.push(...(await foldersIn(fs, folder)));
    }
    if (depth === 1 && next.length > fewFolders) return sets;
    level = next;
  }
  return sets;
}

async function foldersIn(fs: FileSystem, folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !leftOut.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort((a, b) => (basename(a) < basename(b) ? -1 : 1))
    .slice(0, mostFolders);
}
