import { join } from 'node:path';
import { readBounded, syncDirectory, type Clock, type FileSystem } from '../../../ports/index.ts';
import { digestAlgorithm, digestHex, type Digest } from '../../../reference/index.ts';
import { decodeHead, decodeIndex, type IndexBody, type IndexHead } from './index-format.ts';

/** The two files of a catalogue that was read: what it says in brief, and the text of its blobs. */
export const indexName = 'index.json';
export const contentName = 'content';

const unfinished = '.reading-';
const oneDay = 24 * 60 * 60 * 1000;
/** Largest index that is read; one of 3,000 bundles has about 8 MB. */
const largestIndex = 512 * 1024 ** 2;
const largestHead = 64 * 1024;
/** Red Hat publishes four catalogues a minor, each anew every few days, and each takes some hundred MB. */
const mostKept = 16;
/** The place is taken once by what is damaged, and at most as often again as others read the same in that moment. */
const mostTries = 5;

export function catalogsDirectory(stateDirectory: string): string {
  return join(stateDirectory, 'catalogs');
}

/** The folder of a catalogue below `directory`. Its name is made of the checked digest alone. */
export function catalogFolder(directory: string, digest: Digest): string {
  return join(directory, `${digestAlgorithm(digest)}-${digestHex(digest)}`);
}

/** A catalogue that was read before; undefined when there is none, or it is damaged or of another version. */
export async function loadKept(
  fs: FileSystem,
  directory: string,
  digest: Digest,
): Promise<{ readonly head: IndexHead; readonly body: IndexBody } | undefined> {
  const folder = catalogFolder(directory, digest);
  try {
    const found = decodeIndex(await readBounded(fs, join(folder, indexName), largestIndex));
    const { size } = await fs.stat(join(folder, contentName));
    return found?.head.digest === digest && found.head.contentBytes === size ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Makes a folder to read a catalogue into, and removes those that a killed process has left. Throws system errors. */
export async function beginFolder(
  fs: FileSystem,
  directory: string,
  clock: Pick<Clock, 'now'>,
): Promise<string> {
  await fs.mkdir(directory, { recursive: true, mode: 0o700 });
  for (const name of await fs.readdir(directory)) {
    if (!name.startsWith(unfinished)) continue;
    const path = join(directory, name);
    // Absent: whoever reads beside us has just finished.
    const facts = await fs.stat(path).catch(() => undefined);
    if (facts !== undefined && clock.now().getTime() - facts.mtimeMs > oneDay)
      await fs.rm(path, { recursive: true, force: true });
  }
  return fs.mkdtemp(join(directory, unfinished));
}

/**
 * Puts a finished folder, whose files are on the disk, in the catalogue's place; when somebody else was faster, theirs
 * stays. Throws system errors.
 */
export async function publishFolder(
  fs: FileSystem,
  finished: string,
  directory: string,
  digest: Digest,
): Promise<void> {
  await syncDirectory(fs, finished);
  // Whoever is refused finds a good one there, or clears what is damaged away and tries once more.
  for (let tries = 1; ; tries++) {
    if ((await loadKept(fs, directory, digest)) !== undefined) {
      await fs.rm(finished, { recursive: true, force: true });
      return;
    }
    try {
      await fs.rename(finished, catalogFolder(directory, digest));
      break;
    } catch (error) {
      if (tries === mostTries || !isTaken(error)) throw error;
      await clearDamaged(fs, directory, digest);
    }
  }
  await syncDirectory(fs, directory);
  await removeOldest(fs, directory);
}

/** rename(2) answers one of the first two for a folder that has something in it; Windows answers EPERM. */
function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/**
 * Moves what is in the catalogue's place aside before it is removed: a removal that is under way would take a good
 * folder with it that was put there meanwhile.
 */
async function clearDamaged(fs: FileSystem, directory: string, digest: Digest): Promise<void> {
  if ((await loadKept(fs, directory, digest)) !== undefined) return;
  const aside = await fs.mkdtemp(join(directory, unfinished));
  try {
    await fs.rename(catalogFolder(directory, digest), join(aside, 'damaged'));
  } catch (error) {
    // Somebody else was faster here too.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    await fs.rm(aside, { recursive: true, force: true });
  }
}

/** Those that were read longest ago go; whoever has one of them open keeps reading it. */
async function removeOldest(fs: FileSystem, directory: string): Promise<void> {
  const kept: { readonly path: string; readonly read: number }[] = [];
  for (const name of await fs.readdir(directory)) {
    if (name.startsWith(unfinished)) continue;
    const path = join(directory, name);
    const facts = await fs.stat(join(path, indexName)).catch(() => undefined);
    if (facts !== undefined) kept.push({ path, read: facts.mtimeMs });
  }
  const oldest = kept.toSorted((a, b) => b.read - a.read).slice(mostKept);
  for (const { path } of oldest) await fs.rm(path, { recursive: true, force: true });
}

/** A catalogue that can be opened without a network. */
export interface KeptCatalog extends IndexHead {
  /** Its folder, for whoever wants to remove it. */
  readonly folder: string;
}

/** The catalogues that were read before, by repository and digest. Damaged ones are left out. */
export async function listKeptCatalogs(
  fs: FileSystem,
  stateDirectory: string,
): Promise<readonly KeptCatalog[]> {
  const directory = catalogsDirectory(stateDirectory);
  const found: KeptCatalog[] = [];
  for (const name of await fs.readdir(directory).catch(() => [])) {
    const folder = join(directory, name);
    const head = decodeHead(await firstBytes(fs, join(folder, indexName)));
    if (head === undefined || catalogFolder(directory, head.digest) !== folder) continue;
    const { bodySha256: _sum, ...rest } = head;
    found.push({ ...rest, folder });
  }
  const key = ({ repository, digest }: KeptCatalog): string => `${repository}@${digest}`;
  return found.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

async function firstBytes(fs: FileSystem, path: string): Promise<Buffer> {
  const bytes = Buffer.alloc(largestHead);
  try {
    const handle = await fs.open(path, 'r');
    try {
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return Buffer.alloc(0);
  }
}
