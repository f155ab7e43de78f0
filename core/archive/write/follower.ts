import { createHash, type Hash } from 'node:crypto';
import type { FileHandle, FileSystem } from '../../ports/index.ts';

/*
 * The part of chunk hashing that also runs in the worker. It imports nothing else of the
 * project, so that the thread starts quickly and stays small.
 */

/** Hashes files behind their writer. Failures are the file system's own. */
export interface Follower {
  advance(path: string, length: number): void;
  finish(path: string, length: number): Promise<string>;
  close(): Promise<void>;
}

/** Small enough to stay in the processor's cache between reading and hashing. */
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

export function createFollower(fs: Pick<FileSystem, 'open'>): Follower {
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

  const advance = (path: string, length: number): Followed => {
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
      if (file.failure !== undefined) throw file.failure;
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
