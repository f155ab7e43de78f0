import { basename } from 'node:path';
import type { FileSystem } from '../../ports/index.ts';
import { storageFault } from '../storage-fault.ts';
import { createFollower } from './follower.ts';

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

/** Hashes in the thread it is made in. */
export function createFollowingHasher(fs: FileSystem): ChunkHasher {
  const follower = createFollower(fs);
  return {
    ...follower,
    finish: async (path, length) => {
      try {
        return await follower.finish(path, length);
      } catch (error) {
        throw storageFault(error, basename(path), 'read');
      }
    },
  };
}
