import type { Dirent } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SluiceError, type BrowseEntry, type BrowseView, type PathToken } from '../../contract/index.ts';
import { chunkName, manifestName, partName } from '../../archive/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { displayText } from './display.ts';
import { pathFault } from './path-faults.ts';
import type { OwnPathRegistry } from './registry.ts';

const mostEntries = 500;
/** Where the kernel shows itself as files: nothing to choose there, and much that is nobody's business. */
const kernelFolders = new Set(['/proc', '/sys', '/dev']);

export interface BrowseOptions {
  readonly fs: FileSystem;
  readonly paths: OwnPathRegistry;
  /** Whether a set, or oc-mirror's archives, lie in a folder; by its names alone. */
  readonly holdsSet: (folder: string) => Promise<boolean>;
}

interface Candidate {
  readonly name: string;
  readonly path: string;
  readonly kind: 'directory' | 'file';
}

/**
 * The folder that a token stands for (or the folder of the file), as a page may list it: folders first, then files, by name;
 * every entry with a token for the same purpose. Links are followed only where their end may be chosen too; devices,
 * pipes and sockets are left out. Throws as `describe`, and PATH_NO_PERMISSION.
 */
export async function browse(
  { fs, paths, holdsSet }: BrowseOptions,
  token: PathToken,
  hidden: boolean,
): Promise<BrowseView> {
  const purpose = paths.purposeOf(token);
  const asked = await paths.look(token);
  const start = paths.pathOf(token);
  const folder = asked.kind === 'file' ? dirname(start) : start;
  const here = asked.kind === 'file' ? await paths.look(paths.list(folder, purpose)) : asked;
  if (isOfKernel(folder)) throw new SluiceError('PATH_NO_PERMISSION', { params: { path: here.display } });
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw pathFault(error, here.display);
  });
  const wanted = entries.filter(({ name }) => hidden || !name.startsWith('.'));
  const found = (await Promise.all(wanted.map((entry) => examine(fs, paths, folder, entry)))).filter(
    (candidate) => candidate !== undefined,
  );
  found.sort(inOrder);
  const shown = await Promise.all(
    found.slice(0, mostEntries).map(async ({ name, path, kind }): Promise<BrowseEntry> => {
      const stat = await fs.stat(path).catch(() => undefined);
      return {
        token: paths.list(path, purpose),
        name: displayText(name),
        kind,
        ...(kind === 'file' && stat !== undefined && { size: stat.size }),
        ...(stat !== undefined && { modified: stat.mtime.toISOString() }),
        holdsSet: kind === 'directory' && (await holdsSet(path).catch(() => false)),
      };
    }),
  );
  const above = dirname(folder);
  const parent = above !== folder && paths.fence.holds(above) ? paths.list(above, purpose) : undefined;
  return {
    here,
    ...(parent !== undefined && { parent }),
    entries: shown,
    truncated: found.length > mostEntries,
  };
}

/** Undefined for what is not shown. */
async function examine(
  fs: FileSystem,
  paths: OwnPathRegistry,
  folder: string,
  entry: Dirent,
): Promise<Candidate | undefined> {
  const path = join(folder, entry.name);
  if (isOfKernel(path)) return undefined;
  if (entry.isDirectory()) return { name: entry.name, path, kind: 'directory' };
  if (entry.isFile()) return { name: entry.name, path, kind: 'file' };
  if (!entry.isSymbolicLink()) return undefined;
  const real = await fs.realpath(path).catch(() => undefined);
  if (real === undefined || isOfKernel(real) || !paths.fence.holds(real)) return undefined;
  const stat = await fs.stat(real).catch(() => undefined);
  if (stat?.isDirectory() === true) return { name: entry.name, path: real, kind: 'directory' };
  return stat?.isFile() === true ? { name: entry.name, path: real, kind: 'file' } : undefined;
}

/** Names by their numbers: `disk-2` before `disk-10`. The same on every machine. */
const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' });

function inOrder(a: Candidate, b: Candidate): number {
  if (a.kind !== b.kind) return a.kind === 'directory' ? -1 : 1;
  return byName.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}

export function isOfKernel(path: string): boolean {
  const [, top] = path.split('/');
  return top !== undefined && path.startsWith('/') && kernelFolders.has(`/${top}`);
}

/** The folder's own name, or the path where there is none (`/`, `E:\`). */
export function folderName(path: string): string {
  return displayText(basename(path) || path);
}

/** Told by a few names, not by reading the folder: lists have hundreds of folders. */
export function setDetector(fs: FileSystem): BrowseOptions['holdsSet'] {
  return async (folder) => {
    for (const name of [manifestName, chunkName(1), partName(1, 1)]) {
      const there = await fs.stat(join(folder, name)).catch(() => undefined);
      if (there?.isFile() === true) return true;
    }
    return false;
  };
}
