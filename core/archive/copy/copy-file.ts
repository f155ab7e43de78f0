import { createHash } from 'node:crypto';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { openOwn, type FileKindRefusal } from '../read/open-own.ts';

export interface CopyWork {
  readonly fs: FileSystem;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that were read anew, copied or compared. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  /** What a file that is no plain one is refused with. */
  readonly refusal: FileKindRefusal;
  /** What a failed call on one of the two files is told as; default: the system's error. */
  readonly faultOf?: (error: unknown, side: 'source' | 'sink') => unknown;
}

export interface Copied {
  /** Sum of what was read at the source. */
  readonly sha256: string;
  /** Bytes that the source gave: fewer than asked for when it ends early. */
  readonly size: number;
  /** Bytes that had to be written; the rest was there and right. */
  readonly sent: number;
}

const piece = 1024 * 1024;

/**
 * Copies `size` bytes of the file `from` into `to`, which is made or gone on with: what is there and equal stays, from the
 * first difference on it is written again. `to` is durable afterwards. Throws the refusal when either is no plain
 * file, what `faultOf` makes of the system's error, and the signal's reason; `to` stays for the next time.
 */
export async function copyResumed(work: CopyWork, from: string, to: string, size: number): Promise<Copied> {
  const { fs, refusal } = work;
  const source = await telling(work, 'source', () => openOwn(fs, from, { refusal }));
  try {
    const target = await telling(work, 'sink', () => openOwn(fs, to, { access: 'create', refusal }));
    try {
      const copied = await copyPieces(work, source, target, size);
      await telling(work, 'sink', async () => {
        await target.truncate(copied.size);
        await target.sync();
      });
      return copied;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function telling<Result>(
  { faultOf }: CopyWork,
  side: 'source' | 'sink',
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw faultOf?.(error, side) ?? error;
  }
}

async function copyPieces(
  work: CopyWork,
  source: FileHandle,
  target: FileHandle,
  size: number,
): Promise<Copied> {
  const { signal, onBytes } = work;
  const hash = createHash('sha256');
  const wanted = Buffer.alloc(piece);
  const found = Buffer.alloc(piece);
  let isResumed = true;
  let sent = 0;
  let position = 0;
  while (position < size) {
    signal?.throwIfAborted();
    const most = Math.min(piece, size - position);
    const from = position;
    const length = await telling(work, 'source', () => readUpTo(source, wanted, from, most));
    if (length === 0) break;
    const bytes = wanted.subarray(0, length);
    hash.update(bytes);
    if (isResumed) {
      const there = await telling(work, 'sink', () => readUpTo(target, found, from, length));
      isResumed = there === length && bytes.equals(found.subarray(0, length));
    }
    if (!isResumed) {
      await telling(work, 'sink', () => writeAll(target, bytes, from));
      sent += length;
    }
    position += length;
    onBytes?.(length);
  }
  return { sha256: hash.digest('hex'), size: position, sent };
}

/** Sum and size of a plain file. Throws the refusal, the system's error, and the signal's reason. */
export async function sumOfFile(
  { fs, signal, refusal }: Pick<CopyWork, 'fs' | 'signal' | 'refusal'>,
  path: string,
): Promise<{ readonly sha256: string; readonly size: number }> {
  const handle = await openOwn(fs, path, { refusal });
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(piece);
    let size = 0;
    for (;;) {
      signal?.throwIfAborted();
      const length = await readUpTo(handle, buffer, size, piece);
      if (length === 0) return { sha256: hash.digest('hex'), size };
      hash.update(buffer.subarray(0, length));
      size += length;
    }
  } finally {
    await handle.close();
  }
}

async function readUpTo(
  handle: FileHandle,
  buffer: Buffer,
  position: number,
  length: number,
): Promise<number> {
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}
