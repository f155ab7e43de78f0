import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { readBounded, type FileSystem } from '../../ports/index.ts';
import { temporaryName } from '../layout/paths.ts';
import { chunkFilesOf, manifestName, parseManifest, type SetManifest } from '../manifest/schema.ts';
import { errno } from '../storage-fault.ts';
import { removeIfPresent } from '../write/chunk-pool.ts';
import { copyResumed, sumOfFile } from '../copy/copy-file.ts';
import type { DroppedSet } from './find-set.ts';
import { partPrefix, type DropFile, type DropMarker } from './marker.ts';

/** A file that is not whole in the drop folder. */
export interface MissingFile {
  readonly name: string;
  readonly state: 'missing' | 'incomplete' | 'damaged';
  /** Bytes that are there, of `size`. */
  readonly found: number;
  readonly size: number;
}

export interface ReceiveWork {
  readonly fs: FileSystem;
  readonly refusal: 'DROP_FILE_KIND';
  readonly setFolder: string;
  readonly signal: AbortSignal;
  readonly onBytes: (file: string, bytes: number) => void;
  /** Files that are whole in the set folder, under their own or their temporary name: not looked at again. */
  readonly whole: Set<string>;
  /** What damaged files looked like: not read again while they look the same. */
  readonly damaged: Map<string, string>;
}

const manifestLimit = 256 * 1024 * 1024;

/** Takes every file that is whole, the manifest first, so that a foreign set is known before its chunks are copied. */
export async function receiveFiles(work: ReceiveWork, dropped: DroppedSet): Promise<MissingFile[]> {
  const { marker } = dropped;
  const ordered = [...marker.files].sort(
    (a, b) => Number(b.name === manifestName) - Number(a.name === manifestName),
  );
  const missing: MissingFile[] = [];
  for (const file of ordered) {
    if (work.whole.has(file.name)) continue;
    const state = await receiveFile(work, dropped.folder, file);
    if (state !== undefined) missing.push(state);
    else work.whole.add(file.name);
    if (file.name === manifestName && state === undefined) await refuseForeign(work, marker);
  }
  return missing;
}

async function receiveFile(
  work: ReceiveWork,
  folder: string,
  file: DropFile,
): Promise<MissingFile | undefined> {
  const { fs, setFolder } = work;
  const { name, size } = file;
  if (await isThere(work, file)) {
    work.onBytes(name, size);
    return undefined;
  }
  const from = join(folder, name);
  const look = await fs.lstat(from).catch((error: unknown) => {
    if (errno(error) !== 'ENOENT') throw error;
    return undefined;
  });
  if (look === undefined) return { name, state: 'missing', found: 0, size };
  if (!look.isFile()) {
    throw new SluiceError('DROP_FILE_KIND', { params: { file: name }, affected: [name] });
  }
  const looks = `${look.size} ${look.mtimeMs}`;
  if (look.size < size) return { name, state: 'incomplete', found: look.size, size };
  if (look.size > size || work.damaged.get(name) === looks) {
    return { name, state: 'damaged', found: look.size, size };
  }
  const part = join(setFolder, temporaryName(partPrefix, name));
  const copied = await copyResumed(
    { ...work, onBytes: (bytes) => work.onBytes(name, bytes) },
    from,
    part,
    size,
  );
  if (copied.size === size && copied.sha256 === file.sha256) return undefined;
  work.onBytes(name, -copied.size);
  work.damaged.set(name, looks);
  await removeIfPresent(fs, part);
  return { name, state: 'damaged', found: copied.size, size };
}

/** Throws DROP_TARGET_OCCUPIED when another file stands under that name. */
async function isThere(work: ReceiveWork, { name, size, sha256 }: DropFile): Promise<boolean> {
  const path = join(work.setFolder, name);
  const found = await work.fs.lstat(path).catch((error: unknown) => {
    if (errno(error) !== 'ENOENT') throw error;
    return undefined;
  });
  if (found === undefined) return false;
  if (found.isFile() && found.size === size && (await sumOfFile(work, path)).sha256 === sha256) return true;
  throw new SluiceError('DROP_TARGET_OCCUPIED', {
    params: { folder: work.setFolder, file: name },
    affected: [name],
  });
}

/** Throws DROP_FOREIGN when the manifest is not of the set that the marker names, or lists other files than it. */
async function refuseForeign({ fs, setFolder }: ReceiveWork, marker: DropMarker): Promise<void> {
  const foreign = (file: string): SluiceError =>
    new SluiceError('DROP_FOREIGN', { params: { set: marker.setId, file }, affected: [file] });
  const bytes = await readReceived(fs, setFolder, manifestName);
  if (createHash('sha256').update(bytes).digest('hex') !== marker.manifestSha256) throw foreign(manifestName);
  let manifest: SetManifest;
  try {
    manifest = parseManifest(bytes);
  } catch {
    throw foreign(manifestName);
  }
  if (manifest.setId !== marker.setId) throw foreign(manifestName);
  const offered = new Map(marker.files.map((file) => [file.name, file]));
  for (const { name, size, sha256 } of [...chunkFilesOf(manifest), manifest.index, ...manifest.files]) {
    const file = offered.get(name);
    if (file === undefined || file.size !== size || file.sha256 !== sha256) throw foreign(name);
  }
}

async function readReceived(fs: FileSystem, setFolder: string, name: string): Promise<Buffer> {
  try {
    return await readBounded(fs, join(setFolder, temporaryName(partPrefix, name)), manifestLimit);
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
    return readBounded(fs, join(setFolder, name), manifestLimit);
  }
}
