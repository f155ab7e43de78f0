import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { errno } from '../storage-fault.ts';
import type { ProtectedFile } from './geometry.ts';
import { openOwn } from '../read/open-own.ts';

/** A part of a file: which blocks of the whole it holds. */
export interface FileSpan {
  readonly file: ProtectedFile;
  /** Number of its first block. */
  readonly first: number;
  readonly count: number;
}

/** Files one behind the other, read by block numbers. */
export interface BlockFiles {
  readonly spans: readonly FileSpan[];
  /** The file that a block belongs to. */
  spanOf(block: number): FileSpan | undefined;
  /**
   * Fills `target` with the blocks from `first` on, as many as fit. What is behind a file's end, or cannot be read,
   * is zeros: the sums tell. Throws REPAIR_UNSTEADY instead when whole files are demanded.
   */
  read(first: number, target: Buffer): Promise<void>;
  /** Bytes of a file as it is now; undefined when it is not there, or is no file. */
  sizeOf(name: string): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Handles that are open at once. */
const mostOpen = 32;

export function openBlockFiles(
  fs: FileSystem,
  directory: string,
  files: readonly ProtectedFile[],
  blockSize: number,
  demand: 'whole' | 'what-is-there' = 'what-is-there',
): BlockFiles {
  const spans: FileSpan[] = [];
  let next = 0;
  for (const file of files) {
    const count = Math.ceil(file.size / blockSize);
    spans.push({ file, first: next, count });
    next += count;
  }
  const filled = spans.filter(({ count }) => count > 0);
  const open = new Map<string, Promise<FileHandle | undefined>>();
  const handleOf = async (name: string): Promise<FileHandle | undefined> => {
    const known = open.get(name);
    if (known !== undefined) return known;
    if (open.size >= mostOpen) await closeOldest(open);
    const opening = openOwn(fs, join(directory, name)).catch((error: unknown) => {
      if (errno(error) === 'ENOENT' || isKindFault(error)) return undefined;
      throw error;
    });
    open.set(name, opening);
    return opening;
  };
  const spanOf = (block: number): FileSpan | undefined => {
    let low = 0;
    let high = filled.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((filled[middle]?.first ?? 0) <= block) low = middle;
      else high = middle - 1;
    }
    return filled[low];
  };
  return {
    spans,
    spanOf,
    async read(first, target) {
      target.fill(0);
      const end = first + target.length / blockSize;
      for (let block = first; block < end;) {
        const span = spanOf(block);
        if (span === undefined || block >= span.first + span.count) return;
        const until = Math.min(end, span.first + span.count);
        const part = target.subarray((block - first) * blockSize, (until - first) * blockSize);
        const position = (block - span.first) * blockSize;
        const handle = await handleOf(span.file.name);
        const wanted = part.subarray(0, Math.min(part.length, span.file.size - position));
        if (demand === 'whole') await readWhole(handle, wanted, position, span.file.name);
        else if (handle !== undefined) await readWhatIsThere(handle, wanted, position, blockSize);
        block = until;
      }
    },
    async sizeOf(name) {
      return fs.lstat(join(directory, name)).then(
        (found) => (found.isFile() ? found.size : undefined),
        (error: unknown) => {
          if (errno(error) === 'ENOENT') return undefined;
          throw error;
        },
      );
    },
    async close() {
      while (open.size > 0) await closeOldest(open);
    },
  };
}

async function closeOldest(open: Map<string, Promise<FileHandle | undefined>>): Promise<void> {
  const [oldest] = open;
  if (oldest === undefined) return;
  open.delete(oldest[0]);
  await (await oldest[1].catch(() => undefined))?.close();
}

function isKindFault(error: unknown): boolean {
  return error instanceof SluiceError && error.code === 'REPAIR_FILE_KIND';
}

/** Zeros in place of what cannot be read would be taken for the file's content. */
async function readWhole(
  handle: FileHandle | undefined,
  target: Buffer,
  position: number,
  file: string,
): Promise<void> {
  if (handle !== undefined && (await readUpTo(handle, target, position)) === target.length) return;
  throw new SluiceError('REPAIR_UNSTEADY', { params: { file }, affected: [file], retryable: true });
}

/** Reads up to the file's end; a place that the medium refuses is left as zeros, block by block. */
async function readWhatIsThere(
  handle: FileHandle,
  target: Buffer,
  position: number,
  blockSize: number,
): Promise<void> {
  try {
    await readUpTo(handle, target, position);
  } catch (error) {
    if (errno(error) !== 'EIO') throw error;
    target.fill(0);
    for (let at = 0; at < target.length; at += blockSize) {
      const block = target.subarray(at, at + blockSize);
      try {
        await readUpTo(handle, block, position + at);
      } catch (again) {
        if (errno(again) !== 'EIO') throw again;
        block.fill(0);
      }
    }
  }
}

/** Gives how many bytes there were. */
async function readUpTo(handle: FileHandle, target: Buffer, position: number): Promise<number> {
  let done = 0;
  while (done < target.length) {
    const { bytesRead } = await handle.read(target, done, target.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}
