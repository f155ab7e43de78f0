import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { digestAlgorithm, digestHex } from '../../reference/index.ts';
import { makeFolders, type FileHandle, type FileSystem } from '../../ports/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { refusePendingCommit } from '../commit/commit.ts';
import { storageFault } from '../storage-fault.ts';
import { readEntries } from '../tar/read-entries.ts';
import { readExactly } from '../tar/window.ts';
import { partialForm, partialName, removeIfPresent, type Chunk } from './chunk-pool.ts';
import type { WrittenEntry } from './location.ts';
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
    return { disk, ...(await resumeChunks(fs, directory, resume, signal)) };
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
  signal: AbortSignal | undefined,
): Promise<Omit<Resumed, 'disk'>> {
  const known = new Map(state?.chunks.map((chunk) => [chunk.chunk, chunk]));
  for (const name of await fs.readdir(directory)) {
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
    const found = await resumeChunk(fs, path, recorded, entries, signal);
    for (const entry of found) kept.push(entry);
    const last = found.at(-1);
    if (last === undefined) {
      await removeIfPresent(fs, path);
      continue;
    }
    chunks.push({
      number: recorded.chunk,
      path,
      length: last.end,
      payload: found.reduce((sum, entry) => sum + entry.size, 0),
      entries: found.length,
      handle: undefined,
      exists: true,
      busy: false,
      full: false,
    });
  }
  const keptNames = new Set(kept.map((entry) => entry.name));
  return { chunks, kept, lost: (state?.entries ?? []).filter((entry) => !keptNames.has(entry.name)) };
}

async function resumeChunk(
  fs: FileSystem,
  path: string,
  recorded: ResumeChunk,
  entries: readonly WrittenEntry[],
  signal: AbortSignal | undefined,
): Promise<WrittenEntry[]> {
  const isFile = await fs.lstat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (!isFile) return [];
  const handle = await fs.open(path, 'r+');
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

/** The longest run of recorded entries that the file really holds, from its start. */
async function goodPrefix(
  handle: FileHandle,
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

async function bodyIsGood(handle: FileHandle, entry: WrittenEntry): Promise<boolean> {
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
