import { constants } from 'node:fs';
import { SluiceError } from '../../contract/index.ts';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { systemCode } from '../io.ts';
import { longestLine } from './custody-record.ts';

/** Bytes: a million records and more. Beyond it somebody wants to keep the reader busy. */
export const largestLog = 512 * 1024 * 1024;
const blockSize = 256 * 1024;
const newline = 0x0a;

/** One line of the file, without its newline. */
export interface LogLine {
  readonly bytes: Buffer;
  /** Offset behind the line and its newline. */
  readonly end: number;
  /** Longer than any record: `bytes` are its beginning only. */
  readonly tooLong: boolean;
  /** The end of the file came before a newline. */
  readonly open: boolean;
}

/**
 * Opens a log for reading; undefined when there is none. No link is followed, and a pipe is not waited for.
 * Throws CUSTODY_UNREADABLE.
 */
export async function openLog(fs: FileSystem, path: string): Promise<FileHandle | undefined> {
  // The system tells whether it is a link in the same call that opens it; Windows has no such flag.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  try {
    if (!(await fs.lstat(path)).isFile()) throw unreadable(path, 'no plain file');
    const handle = await fs.open(path, flags);
    try {
      await requireLog(handle, path);
      return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw asUnreadable(path, error);
  }
}

/** Throws CUSTODY_UNREADABLE unless what was opened is a plain file of a size that can be read. */
export async function requireLog(handle: FileHandle, path: string): Promise<void> {
  const stats = await handle.stat();
  if (!stats.isFile()) throw unreadable(path, 'no plain file');
  if (stats.size > largestLog) throw unreadable(path, 'EFBIG');
}

/**
 * The lines of an opened log, some at a time; memory stays small however large the file is. Their bytes are good until
 * the next lines are asked for. Throws CUSTODY_UNREADABLE.
 */
export async function* readLines(
  handle: FileHandle,
  path: string,
): AsyncGenerator<readonly LogLine[], void, undefined> {
  const block = Buffer.allocUnsafe(blockSize);
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let tooLong = false;
  let position = 0;
  const take = (piece: Buffer): void => {
    if (keptBytes + piece.length > longestLine) {
      tooLong = true;
      return;
    }
    // The block is filled again: what is kept of it is copied.
    kept.push(Buffer.from(piece));
    keptBytes += piece.length;
  };
  const finish = (end: number, open: boolean): LogLine => {
    const line = { bytes: Buffer.concat(kept), end, tooLong, open };
    kept = [];
    keptBytes = 0;
    tooLong = false;
    return line;
  };
  for (;;) {
    const length = await readBlock(handle, path, block, position);
    if (length === 0) break;
    const lines: LogLine[] = [];
    let start = 0;
    for (let at = block.indexOf(newline); at >= 0 && at < length; at = block.indexOf(newline, start)) {
      const piece = block.subarray(start, at);
      start = at + 1;
      const end = position + start;
      const whole = keptBytes === 0 && !tooLong && piece.length <= longestLine;
      if (whole) lines.push({ bytes: piece, end, tooLong: false, open: false });
      else {
        take(piece);
        lines.push(finish(end, false));
      }
    }
    take(block.subarray(start, length));
    position += length;
    if (position > largestLog) throw unreadable(path, 'EFBIG');
    if (lines.length > 0) yield lines;
  }
  if (keptBytes > 0 || tooLong) yield [finish(position, true)];
}

async function readBlock(handle: FileHandle, path: string, block: Buffer, position: number): Promise<number> {
  try {
    return (await handle.read(block, 0, block.length, position)).bytesRead;
  } catch (error) {
    throw asUnreadable(path, error);
  }
}

export function asUnreadable(path: string, error: unknown): SluiceError {
  if (error instanceof SluiceError) return error;
  return unreadable(path, systemCode(error) ?? 'unknown', error);
}

function unreadable(path: string, reason: string, cause?: unknown): SluiceError {
  return new SluiceError('CUSTODY_UNREADABLE', {
    params: { path, reason: `<${reason}>` },
    stage: 'inspect',
    affected: [path],
    ...(cause instanceof Error && { detail: cause.message, cause }),
  });
}
