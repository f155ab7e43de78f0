import { createHash, type Hash } from 'node:crypto';
import { basename } from 'node:path';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { storageFault } from '../storage-fault.ts';

/**
 * Computes the SHA-256 of files while they grow. It reads behind the writer, so the bytes come
 * from the page cache; only finished entries are announced, so nothing hashed is ever taken back.
 */
export interface ChunkHasher {
  /** The first `length` bytes of the file at `path` are final. */
  advance(path: string, length: number): void;
  /** The hexadecimal SHA-256 of the first `length` bytes. Throws ARCHIVE_READ_FAILED. */
  finish(path: string, length: number): Promise<string>;
  /** Gives everything up that is not finished. */
  close(): Promise<void>;
}

/**
 * Small enough to stay in the processor's cache between reading and hashing. Less than that is not read before the
 * end: thousands of tiny entries would be as many reads.
 */
const readSize = 512 * 1024;

interface Followed {
  readonly hash: Hash;
  /** Read into again and again: the memory that following costs does not depend on the file. */
  readonly buffer: Buffer;
  handle: FileHandle | undefined;
  done: number;
  target: number;
  running: Promise<void> | undefined;
  failure: unknown;
}

/**
 * Hashes where it is made: processors have instructions for SHA-256, and a thread of its own would take 20 MB for
 * less than a tenth of the time.
 */
export function createChunkHasher(fs: Pick<FileSystem, 'open'>): ChunkHasher {
  const files = new Map<string, Followed>();
  const state = { closed: false };

  const follow = async (path: string, file: Followed): Promise<void> => {
    try {
      file.handle ??= await fs.open(path, 'r');
      while (file.done < file.target && !state.closed) {
        const wanted = Math.min(readSize, file.target - file.done);
        const { bytesRead } = await file.handle.read(file.buffer, 0, wanted, file.done);
        if (bytesRead === 0) throw new RangeError(`${path} ends at ${file.done}, before ${file.target}`);
        file.hash.update(file.buffer.subarray(0, bytesRead));
        file.done += bytesRead;
      }
    } catch (error) {
      file.failure = error;
    } finally {
      file.running = undefined;
    }
  };

  const advance = (path: string, length: number, isLast: boolean): Followed => {
    const file = files.get(path) ?? {
      hash: createHash('sha256'),
      buffer: Buffer.allocUnsafeSlow(readSize),
      handle: undefined,
      done: 0,
      target: 0,
      running: undefined,
      failure: undefined,
    };
    files.set(path, file);
    file.target = Math.max(file.target, length);
    const due = file.target - file.done;
    if (due > 0 && (isLast || due >= readSize)) file.running ??= follow(path, file);
    return file;
  };

  return {
    advance: (path, length) => void advance(path, length, false),
    finish: async (path, length) => {
      try {
        const file = advance(path, length, true);
        while (file.running !== undefined) {
          await file.running;
          if (file.failure === undefined && file.done < length && !state.closed) advance(path, length, true);
        }
        files.delete(path);
        await file.handle?.close();
        if (file.failure !== undefined) throw file.failure;
        return file.hash.digest('hex');
      } catch (error) {
        throw storageFault(error, basename(path), 'read');
      }
    },
    close: async () => {
      state.closed = true;
      for (const file of files.values()) {
        await file.running;
        await file.handle?.close();
      }
      files.clear();
    },
  };
}
