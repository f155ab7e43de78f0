import { createHash, type Hash } from 'node:crypto';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { readExactly } from '../tar/window.ts';
import { storageFault } from '../storage-fault.ts';
import { basename } from 'node:path';

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

const readSize = 1024 * 1024;

interface Followed {
  readonly hash: Hash;
  handle: FileHandle | undefined;
  done: number;
  target: number;
  running: Promise<void> | undefined;
  failure: unknown;
}

/** Hashes in the thread it is made in. */
export function createFollowingHasher(fs: FileSystem): ChunkHasher {
  const files = new Map<string, Followed>();
  const state = { closed: false };

  const follow = async (path: string, file: Followed): Promise<void> => {
    try {
      file.handle ??= await fs.open(path, 'r');
      while (file.done < file.target && !state.closed) {
        const bytes = await readExactly(file.handle, file.done, Math.min(readSize, file.target - file.done));
        if (bytes.length === 0) throw new RangeError(`${path} ends at ${file.done}, before ${file.target}`);
        file.hash.update(bytes);
        file.done += bytes.length;
      }
    } catch (error) {
      file.failure = error;
    } finally {
      file.running = undefined;
    }
  };

  const advance = (path: string, length: number): Followed => {
    const file = files.get(path) ?? {
      hash: createHash('sha256'),
      handle: undefined,
      done: 0,
      target: 0,
      running: undefined,
      failure: undefined,
    };
    files.set(path, file);
    file.target = Math.max(file.target, length);
    if (file.done < file.target) file.running ??= follow(path, file);
    return file;
  };

  return {
    advance: (path, length) => void advance(path, length),
    finish: async (path, length) => {
      const file = advance(path, length);
      while (file.running !== undefined) {
        await file.running;
        if (file.failure === undefined && file.done < length && !state.closed) advance(path, length);
      }
      files.delete(path);
      await file.handle?.close();
      if (file.failure !== undefined) throw storageFault(file.failure, basename(path), 'read');
      return file.hash.digest('hex');
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
