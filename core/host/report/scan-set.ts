import { join } from 'node:path';
import {
  chunkFilesOf,
  chunkHeldBy,
  indexName,
  manifestName,
  signatureName,
  type OpenedSet,
  type SetManifest,
} from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { readBounded, type FileSystem } from '../../ports/index.ts';
import { createSecretScan, largestScanned, type ScanInput, type SecretScan } from '../../report/index.ts';

/** More entries than any set has: a folder may be a whole disk. */
const mostEntries = 1000;

/** Files that stand beside the chunks of a set without being named in its manifest. */
const besides = new Set([
  manifestName,
  signatureName,
  indexName,
  'custody.jsonl',
  'sluice-receipt.json',
  'sluice-medium.json',
]);
/** Histories, cluster resources and earlier sets. */
const ownFolders = /^(?:working-dir|generation-\d{6})$/;

const repairFile = /^sluice-repair-(?:table-)?\d+\.bin$/;

/** Entries of the set's folder that belong to no set, sorted; at most a thousand. */
export async function strangersIn(
  fs: FileSystem,
  directory: string,
  manifest: SetManifest,
): Promise<string[]> {
  const own = new Set(
    [...manifest.chunks, ...chunkFilesOf(manifest), ...manifest.files].map(({ name }) => name),
  );
  const names = await fs.readdir(directory);
  return names
    .filter(
      (name) => !own.has(name) && !besides.has(name) && !ownFolders.test(name) && !repairFile.test(name),
    )
    .sort()
    .slice(0, mostEntries);
}

/** Looks for credentials in the files beside the chunks and in those that the archive holds besides images. */
export async function scanSet(
  set: OpenedSet,
  manifestBytes: Buffer,
  signal: AbortSignal,
): Promise<SecretScan> {
  const { fs, directory } = set;
  const scan = createSecretScan();
  scan.take({ file: manifestName, bytes: manifestBytes });
  const names = (await fs.readdir(directory)).filter(
    (name) => name !== manifestName && chunkHeldBy(name) === undefined,
  );
  for (const name of names.sort().slice(0, mostEntries)) {
    signal.throwIfAborted();
    const input = await beside(fs, directory, name);
    if (input !== undefined) scan.take(input);
  }
  for (const name of [...set.files.keys()].sort()) {
    signal.throwIfAborted();
    scan.take(await inside(set, name));
  }
  return scan.result();
}

/** A file beside the chunks. Folders are none, and links are not followed. */
async function beside(fs: FileSystem, directory: string, file: string): Promise<ScanInput | undefined> {
  const path = join(directory, file);
  try {
    const found = await fs.lstat(path);
    if (found.isDirectory()) return undefined;
    if (!found.isFile()) return { file, reason: 'unreadable' };
    if (found.size > largestScanned) return { file, reason: 'too-large' };
    return { file, bytes: await readBounded(fs, path, largestScanned) };
  } catch {
    return { file, reason: 'unreadable' };
  }
}

async function inside(set: OpenedSet, file: string): Promise<ScanInput> {
  try {
    return { file, bytes: await set.readFile(file, largestScanned) };
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    return { file, reason: error.code === 'ARCHIVE_FILE_TOO_LARGE' ? 'too-large' : 'unreadable' };
  }
}
