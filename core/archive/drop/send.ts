import { join } from 'node:path';
import { custodyName, SluiceError } from '../../contract/index.ts';
import { makeFolders, readBounded, syncDirectory, type FileSystem } from '../../ports/index.ts';
import { refusePendingCommit } from '../commit/commit.ts';
import { temporaryName } from '../layout/paths.ts';
import { chunkFilesOf, manifestName, signatureName, type SetManifest } from '../manifest/schema.ts';
import { readSetManifest } from '../read/open-set.ts';
import { isRepairName } from '../repair/names.ts';
import { errno } from '../storage-fault.ts';
import { removeIfPresent } from '../write/chunk-pool.ts';
import { copyResumed, sumOfFile } from '../copy/copy-file.ts';
import { dropFault } from './faults.ts';
import { isDropName, markerName, partPrefix, readMarker, writeMarker, type DropFile } from './marker.ts';

export interface DropProgress {
  /** The file that is being copied or compared. */
  readonly file: string;
  /** Bytes copied or compared so far, of `total`. */
  readonly bytes: number;
  readonly total: number;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  /** Called for every piece; sample it. */
  readonly onProgress?: (progress: DropProgress) => void;
}

export interface SentSet {
  readonly setId: string;
  /** Folder within the drop folder. */
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** Bytes that had to be written; the rest was there already and right. */
  readonly sentBytes: number;
}

/** A file to send; the sum is known of those that the manifest lists. */
interface Outgoing {
  readonly name: string;
  readonly size: number;
  readonly sha256?: string;
}

const manifestLimit = 256 * 1024 * 1024;

/**
 * Copies the set in `setFolder` into a folder of its own, named by the set's id, in `dropFolder`, which must be there.
 * A file has its name only when it is whole and was compared; the marker comes last. What is there and right is not sent
 * again: state is what lies there, and nothing else. Throws DROP_SET_ABSENT, DROP_SOURCE_DAMAGED, DROP_NOT_KEPT,
 * DROP_TARGET_FULL, DROP_NOT_WRITABLE, DROP_UNREACHABLE, DROP_FILE_KIND, and the signal's reason; call again to go on.
 */
export async function sendToDrop(
  fs: FileSystem,
  setFolder: string,
  dropFolder: string,
  options: SendOptions,
): Promise<SentSet> {
  await refusePendingCommit(fs, setFolder);
  const manifest = await readSetManifest(fs, setFolder);
  if (manifest === undefined) {
    throw new SluiceError('DROP_SET_ABSENT', { params: { folder: setFolder }, affected: [setFolder] });
  }
  const folder = join(dropFolder, manifest.setId);
  let bytes = 0;
  let sentBytes = 0;
  let current = manifestName;
  try {
    const outgoing = await filesOf(fs, setFolder, manifest);
    const total = outgoing.reduce((sum, { size }) => sum + size, 0);
    await makeSetFolder(fs, dropFolder, folder);
    const before = await readMarker(fs, folder).catch(() => undefined);
    const files: DropFile[] = [];
    for (const file of outgoing) {
      current = file.name;
      const onBytes = (more: number): void =>
        options.onProgress?.({ file: file.name, bytes: (bytes += more), total });
      const known = before?.files.find(({ name }) => name === file.name);
      const sent = await sendFile(
        { fs, refusal: 'DROP_FILE_KIND', setFolder, folder, ...options, onBytes },
        file,
        known,
      );
      sentBytes += sent.sent;
      files.push({ name: file.name, size: file.size, sha256: sent.sha256 });
    }
    current = markerName;
    const { setId, generation } = manifest;
    const manifestSha256 = files.at(-1)?.sha256 ?? '';
    await writeMarker(fs, folder, { setId, generation, manifestSha256, files });
    return { setId, folder: setId, files: files.length, bytes: total, sentBytes };
  } catch (error) {
    options.signal.throwIfAborted();
    throw dropFault(error, dropFolder, current);
  }
}

/** The drop folder itself is never made: where it is missing, what should be mounted there is not. */
async function makeSetFolder(fs: FileSystem, dropFolder: string, folder: string): Promise<void> {
  await fs.readdir(dropFolder);
  await makeFolders(fs, folder);
  if ((await fs.lstat(folder)).isDirectory()) return;
  throw new SluiceError('DROP_FILE_KIND', { params: { file: folder }, affected: [folder] });
}

/** Chunks, tables and side files; what lies beside them; the manifest last. */
async function filesOf(fs: FileSystem, setFolder: string, manifest: SetManifest): Promise<Outgoing[]> {
  const listed: Outgoing[] = [...chunkFilesOf(manifest), manifest.index, ...manifest.files];
  const names = new Set(listed.map(({ name }) => name));
  const beside = (await fs.readdir(setFolder)).filter(
    (name) => !names.has(name) && (name === signatureName || name === custodyName || isRepairName(name)),
  );
  for (const name of beside.sort()) {
    listed.push({ name, size: (await fs.lstat(join(setFolder, name))).size });
  }
  const bytes = await readBounded(fs, join(setFolder, manifestName), manifestLimit);
  listed.push({ name: manifestName, size: bytes.length });
  const strange = listed.find(({ name }) => !isDropName(name));
  if (strange !== undefined) throw sourceDamaged(strange.name);
  return listed;
}

interface SendWork extends SendOptions {
  readonly fs: FileSystem;
  readonly refusal: 'DROP_FILE_KIND';
  readonly setFolder: string;
  readonly folder: string;
  readonly onBytes: (bytes: number) => void;
}

async function sendFile(
  work: SendWork,
  file: Outgoing,
  marked: DropFile | undefined,
): Promise<{ readonly sha256: string; readonly sent: number }> {
  const { fs, setFolder, folder } = work;
  const from = join(setFolder, file.name);
  const to = join(folder, file.name);
  const there = await sumIfPresent(work, to, file.size);
  // What the manifest does not list may have changed since it was sent: its sum is that of the source now.
  const wanted = file.sha256 ?? (there === undefined ? undefined : (await sumOfFile(work, from)).sha256);
  if (there !== undefined && there === wanted) {
    work.onBytes(file.size);
    return { sha256: there, sent: 0 };
  }
  // From here until the new marker stands, the old one would not be true.
  if (marked !== undefined || there !== undefined) await removeIfPresent(fs, join(folder, markerName));
  const part = join(folder, temporaryName(partPrefix, file.name));
  const copied = await copyResumed(work, from, part, file.size);
  if (copied.size !== file.size || (file.sha256 ?? copied.sha256) !== copied.sha256) {
    await removeIfPresent(fs, part);
    throw sourceDamaged(file.name);
  }
  const kept = await sumOfFile(work, part);
  if (kept.size !== file.size || kept.sha256 !== copied.sha256) {
    await removeIfPresent(fs, part);
    const params = { folder, file: file.name };
    throw new SluiceError('DROP_NOT_KEPT', { params, affected: [file.name], retryable: true });
  }
  await fs.rename(part, to);
  await syncDirectory(fs, folder);
  return { sha256: copied.sha256, sent: copied.sent };
}

/** The sum of the file at `path` when one of this size is there. */
async function sumIfPresent(work: SendWork, path: string, size: number): Promise<string | undefined> {
  try {
    const found = await work.fs.lstat(path);
    if (found.isFile() && found.size === size) return (await sumOfFile(work, path)).sha256;
    return undefined;
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function sourceDamaged(file: string): SluiceError {
  return new SluiceError('DROP_SOURCE_DAMAGED', { params: { file }, affected: [file] });
}
