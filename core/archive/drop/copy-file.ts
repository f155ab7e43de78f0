import { createHash } from 'node:crypto';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { openOwn } from '../read/open-own.ts';

export interface CopyWork {
  readonly fs: FileSystem;
  readonly signal: AbortSignal;
  /** Bytes that were read anew, copied or compared. */
  readonly onBytes: (bytes: number) => void;
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
 * first difference on it is written again. `to` is durable afterwards. Throws DROP_FILE_KIND when either is no plain
 * file, and the system's error, upon which `to` stays for the next time.
 */
export async function copyResumed(work: CopyWork, from: string, to: string, size: number): Promise<Copied> {
  const source = await openOwn(work.fs, from, { refusal: 'DROP_FILE_KIND' });
  try {
    const target = await openOwn(work.fs, to, { access: 'create', refusal: 'DROP_FILE_KIND' });
    try {
      const copied = await copyPieces(work, source, target, size);
      await target.truncate(copied.size);
      await target.sync();
      return copied;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function copyPieces(
  { signal, onBytes }: CopyWork,
  source: FileHandle,
  target: FileHandle,
  size: number,
): Promise<Copied> {
  const hash = createHash('sha256');
  const wanted = Buffer.alloc(piece);
  const found = Buffer.alloc(piece);
  let isResumed = true;
  let sent = 0;
  let position = 0;
  while (position < size) {
    signal.throwIfAborted();
    const length = await readUpTo(source, wanted, position, Math.min(piece, size - position));
    if (length === 0) break;
    const bytes = wanted.subarray(0, length);
    hash.update(bytes);
    if (isResumed) {
      const there = await readUpTo(target, found, position, length);
      isResumed = there === length && bytes.equals(found.subarray(0, length));
    }
    if (!isResumed) {
      await writeAll(target, bytes, position);
      sent += length;
    }
    position += length;
    onBytes(length);
  }
  return { sha256: hash.digest('hex'), size: position, sent };
}

/** Sum and size of a plain file. Throws DROP_FILE_KIND, and the system's error. */
export async function sumOfFile(
  { fs, signal }: Pick<CopyWork, 'fs' | 'signal'>,
  path: string,
): Promise<{ readonly sha256: string; readonly size: number }> {
  const handle = await openOwn(fs, path, { refusal: 'DROP_FILE_KIND' });
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(piece);
    let size = 0;
    for (;;) {
      signal.throwIfAborted();
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
