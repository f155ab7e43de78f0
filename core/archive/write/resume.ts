import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { digestAlgorithm, digestHex } from '../../reference/index.ts';
import { makeFolders, type FileHandle, type FileSystem } from '../../ports/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { refusePendingCommit } from '../commit/commit.ts';
import { storageFault } from '../storage-fault.ts';
import { endMark } from '../tar/format.ts';
import { readEntries } from '../tar/read-entries.ts';
import { readExactly, type TarFile } from '../tar/window.ts';
import { partialForm, partialName, removeChunk, removeIfPresent, type Chunk } from './chunk-pool.ts';
import type { WrittenEntry } from './location.ts';
import { openPartedFile, partPath, type ChunkHandle, type ChunkPath } from './parted-file.ts';
import { rememberDisk, type SameDisk } from './same-disk.ts';

/** What a journal knows of an interrupted writer. */
export interface ResumeState {
  /** Chunks and the end of their last recorded entry. */
  readonly chunks: readonly ResumeChunk[];
  readonly entries: readonly WrittenEntry[];
}

export interface ResumeChunk {
  readonly chunk: number;
  readonly length: number;
  /**
   * Bytes known to be on the medium, from `sync`; or `length` when only the process ended and the
   * machine did not. Blobs behind them are read and checked again: after a power cut a file may
   * have its length without its content. Default 0.
   */
  readonly durable?: number;
}

/** What was found again, and where. */
export interface Resumed {
  readonly disk: SameDisk;
  readonly chunks: readonly Chunk[];
  readonly kept: readonly WrittenEntry[];
  /** Recorded, but no longer there: to be written again. */
  readonly lost: readonly WrittenEntry[];
}

/** What there is to know of a folder before a set is written into it. */
interface PrepareOptions {
  readonly fs: FileSystem;
  readonly directory: string;
  readonly resume?: ResumeState;
  /** Bytes of a file of the medium. */
  readonly fileLimit?: number;
  readonly signal?: AbortSignal;
  readonly confirmHeld?: () => Promise<void>;
}

/**
 * Makes the folder of a set when it is missing, and its partial chunks what the journal says. Throws
 * ARCHIVE_COMMIT_INTERRUPTED when `recoverCommit` is due first, ARCHIVE_DISK_FULL and its like, the signal's reason,
 * and what `confirmHeld` throws.
 */
export async function prepareFolder(options: PrepareOptions): Promise<Resumed> {
  const { fs, directory, resume, signal } = options;
  try {
    await makeFolders(fs, directory);
    await refusePendingCommit(fs, directory);
    const disk = await rememberDisk(fs, directory);
    // In this order: an unmount before is seen by the caller's question, one behind it by the disk.
    await options.confirmHeld?.();
    return { disk, ...(await resumeChunks(fs, directory, resume, options)) };
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw storageFault(error, directory, 'write');
  }
}

/** Unknown partial chunks are deleted, known ones cut off behind the last entry that is really there. Nothing is trusted that is not found. */
async function resumeChunks(
  fs: FileSystem,
  directory: string,
  state: ResumeState | undefined,
  { fileLimit = 0, signal }: Pick<PrepareOptions, 'fileLimit' | 'signal'>,
): Promise<Omit<Resumed, 'disk'>> {
  const known = new Map(state?.chunks.map((chunk) => [chunk.chunk, chunk]));
  const names = await fs.readdir(directory);
  for (const name of names) {
    const number = partialForm.exec(name)?.[1];
    if (number !== undefined && !known.has(Number(number))) await fs.unlink(join(directory, name));
  }
  const chunks: Chunk[] = [];
  const kept: WrittenEntry[] = [];
  for (const recorded of [...known.values()].sort((a, b) => a.chunk - b.chunk)) {
    const entries = (state?.entries ?? [])
      .filter((entry) => entry.chunk === recorded.chunk && entry.end <= recorded.length)
      .sort((a, b) => a.end - b.end);
    const path = join(directory, partialName(recorded.chunk));
    const files = await foundFiles(fs, path, names, fileLimit);
    const found = files === undefined ? [] : await resumeChunk(fs, files, recorded, entries, signal);
    for (const entry of found) kept.push(entry);
    const last = found.at(-1);
    const partSize = files?.partSize;
    if (last === undefined) {
      await removeChunk(fs, { path, ...(partSize !== undefined && { partSize }) });
      continue;
    }
    chunks.push({
      number: recorded.chunk,
      path,
      ...(partSize !== undefined && { partSize }),
      length: last.end,
      payload: found.reduce((sum, entry) => sum + entry.size, 0),
      entries: found.length,
      handle: undefined,
      exists: true,
      busy: false,
      full: partSize !== undefined,
    });
  }
  const keptNames = new Set(kept.map((entry) => entry.name));
  return { chunks, kept, lost: (state?.entries ?? []).filter((entry) => !keptNames.has(entry.name)) };
}

async function resumeChunk(
  fs: FileSystem,
  files: FoundFiles,
  recorded: ResumeChunk,
  entries: readonly WrittenEntry[],
  signal: AbortSignal | undefined,
): Promise<WrittenEntry[]> {
  const { path, partSize, present } = files;
  const create = (part: string): Promise<FileHandle> => fs.open(part, 'wx', 0o644);
  const handle: ChunkHandle =
    partSize === undefined
      ? await fs.open(path, 'r+')
      : openPartedFile(fs, { path, partSize, present, create });
  try {
    const { size } = await handle.stat();
    const within = entries.filter((entry) => entry.end <= size);
    await handle.truncate(within.at(-1)?.end ?? 0);
    const good = await goodPrefix(handle, path, within, recorded.durable ?? 0, signal);
    if (good.length < within.length) await handle.truncate(good.at(-1)?.end ?? 0);
    return good;
  } finally {
    await handle.close();
  }
}

interface FoundFiles extends ChunkPath {
  /** Parts that follow each other. */
  readonly present: number;
}

/**
 * The files of a partial chunk: one, or parts that are all as large as the first but for the last. Undefined when there
 * are none, and when something else took the place of one. Parts behind a gap are removed.
 */
async function foundFiles(
  fs: FileSystem,
  path: string,
  names: readonly string[],
  fileLimit: number,
): Promise<FoundFiles | undefined> {
  const sizeOf = (file: string): Promise<number | undefined> =>
    fs.lstat(file).then(
      (stats) => (stats.isFile() ? stats.size : undefined),
      () => undefined,
    );
  const parts = names
    .filter((name) => name.startsWith(`${basename(path)}-`) && partialForm.test(name))
    .sort();
  if (parts.length === 0) return (await sizeOf(path)) === undefined ? undefined : { path, present: 1 };
  const first = (await sizeOf(partPath(path, 1))) ?? 0;
  let present = first === 0 ? 0 : 1;
  for (let before = first; present > 0 && before === first; present += 1) {
    const size = await sizeOf(partPath(path, present + 1));
    if (size === undefined || size > first) break;
    before = size;
  }
  const lasting = new Set(Array.from({ length: present }, (_, part) => basename(partPath(path, part + 1))));
  for (const name of parts) if (!lasting.has(name)) await removeIfPresent(fs, join(dirname(path), name));
  await removeIfPresent(fs, path);
  if (present === 0) return undefined;
  // The only part of a chunk is one whose end mark did not fit behind it: divided where it would have been.
  const endsHere = present === 1 && fileLimit > first && fileLimit < first + endMark.length;
  return { path, partSize: endsHere ? fileLimit : first, present };
}

/** The longest run of recorded entries that the file really holds, from its start. */
async function goodPrefix(
  handle: TarFile,
  file: string,
  expected: readonly WrittenEntry[],
  durable: number,
  signal: AbortSignal | undefined,
): Promise<WrittenEntry[]> {
  const good: WrittenEntry[] = [];
  try {
    for await (const entry of readEntries(handle, {
      file,
      complete: false,
      ...(signal !== undefined && { signal }),
    })) {
      const wanted = expected[good.length];
      if (wanted === undefined || wanted.name !== entry.name) break;
      if (wanted.offset !== entry.offset || wanted.size !== entry.size || wanted.end !== entry.end) break;
      if (wanted.end > durable && !(await bodyIsGood(handle, wanted))) break;
      good.push(wanted);
    }
  } catch (error) {
    // A damaged header ends the good part; anything but a fault of the content is passed on.
    if (!(error instanceof SluiceError)) throw error;
  }
  return good;
}

async function bodyIsGood(handle: TarFile, entry: WrittenEntry): Promise<boolean> {
  const expected = entry.digest === undefined ? entry.sha256 : digestHex(entry.digest);
  // A link file's body is its own check: it must hold a digest, and zeros are none.
  if (expected === undefined) {
    const body = await readExactly(handle, entry.offset, Math.min(entry.size, 64));
    return body.length === 0 || !body.every((byte) => byte === 0);
  }
  const hash = createHash(entry.digest === undefined ? 'sha256' : digestAlgorithm(entry.digest));
  for (let done = 0; done < entry.size;) {
    const bytes = await readExactly(handle, entry.offset + done, Math.min(1024 * 1024, entry.size - done));
    if (bytes.length === 0) return false;
    hash.update(bytes);
    done += bytes.length;
  }
  return hash.digest('hex') === expected;
}
