import { createHash, type Hash } from 'node:crypto';
import { basename } from 'node:path';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { partHead, type SetPart } from '../manifest/schema.ts';
import { storageFault } from '../storage-fault.ts';
import { partPath, type ChunkPath } from './parted-file.ts';

/** Size and sums of one part. */
export type PartSums = Omit<SetPart, 'name'>;

/** Hexadecimal SHA-256 of a chunk, and of each of its parts when it is laid down in such. */
export interface ChunkSums {
  readonly sha256: string;
  readonly parts?: readonly PartSums[];
}

/**
 * Computes the SHA-256 of chunks while they grow. It reads behind the writer, so the bytes come
 * from the page cache; only finished entries are announced, so nothing hashed is ever taken back.
 */
export interface ChunkHasher {
  /** The first `length` bytes of the chunk at `path` are final. */
  advance(chunk: ChunkPath, length: number): void;
  /** The sums of the first `length` bytes, which are all. Throws ARCHIVE_READ_FAILED. */
  finish(chunk: ChunkPath, length: number): Promise<ChunkSums>;
  /** Gives everything up that is not finished. */
  close(): Promise<void>;
}

/**
 * Small enough to stay in the processor's cache between reading and hashing. Less than that is not read before the
 * end: thousands of tiny entries would be as many reads.
 */
const readSize = 512 * 1024;

interface Followed {
  readonly chunk: ChunkPath;
  readonly hash: Hash;
  /** Read into again and again: the memory that following costs does not depend on the file. */
  readonly buffer: Buffer;
  /** Of the part, or of the whole, that is being read. */
  handle: FileHandle | undefined;
  /** The part that is being read. */
  part: { readonly hash: Hash; head: string | undefined; size: number } | undefined;
  readonly parts: PartSums[];
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

  const follow = async (file: Followed): Promise<void> => {
    try {
      while (file.done < file.target && !state.closed) {
        const { path, offset, room } = placeOf(file);
        file.handle ??= await fs.open(path, 'r');
        const wanted = Math.min(readSize, file.target - file.done, room);
        const { bytesRead } = await file.handle.read(file.buffer, 0, wanted, offset);
        if (bytesRead === 0) throw new RangeError(`${path} ends at ${offset}, before ${offset + wanted}`);
        const bytes = file.buffer.subarray(0, bytesRead);
        file.hash.update(bytes);
        file.done += bytesRead;
        if (takePart(file, bytes)) {
          const { handle } = file;
          file.handle = undefined;
          await handle.close();
        }
      }
    } catch (error) {
      file.failure = error;
    } finally {
      file.running = undefined;
    }
  };

  const advance = (chunk: ChunkPath, length: number, isLast: boolean): Followed => {
    const file = files.get(chunk.path) ?? {
      chunk,
      hash: createHash('sha256'),
      buffer: Buffer.allocUnsafeSlow(readSize),
      handle: undefined,
      part: undefined,
      parts: [],
      done: 0,
      target: 0,
      running: undefined,
      failure: undefined,
    };
    files.set(chunk.path, file);
    file.target = Math.max(file.target, length);
    const due = file.target - file.done;
    if (due > 0 && (isLast || due >= readSize)) file.running ??= follow(file);
    return file;
  };

  return {
    advance: (chunk, length) => void advance(chunk, length, false),
    finish: async (chunk, length) => {
      try {
        const file = advance(chunk, length, true);
        while (file.running !== undefined) {
          await file.running;
          if (file.failure === undefined && file.done < length && !state.closed) advance(chunk, length, true);
        }
        files.delete(chunk.path);
        await file.handle?.close();
        if (file.failure !== undefined) throw file.failure;
        endPart(file);
        const sha256 = file.hash.digest('hex');
        return chunk.partSize === undefined ? { sha256 } : { sha256, parts: file.parts };
      } catch (error) {
        throw storageFault(error, basename(chunk.path), 'read');
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

/** Where the next bytes lie, and how many may be read at once: up to the end of a part's head, and of the part. */
function placeOf({ chunk, done }: Followed): {
  readonly path: string;
  readonly offset: number;
  readonly room: number;
} {
  const { path, partSize } = chunk;
  if (partSize === undefined) return { path, offset: done, room: readSize };
  const offset = done % partSize;
  const end = offset < partHead ? Math.min(partHead, partSize) : partSize;
  return { path: partPath(path, Math.floor(done / partSize) + 1), offset, room: end - offset };
}

/** Adds bytes to the sum of the part that they lie in. True when they were its last. */
function takePart(file: Followed, bytes: Buffer): boolean {
  const { partSize } = file.chunk;
  if (partSize === undefined) return false;
  file.part ??= { hash: createHash('sha256'), head: undefined, size: 0 };
  const { part } = file;
  part.hash.update(bytes);
  part.size += bytes.length;
  if (part.size === partHead) part.head = part.hash.copy().digest('hex');
  if (part.size < partSize) return false;
  endPart(file);
  return true;
}

function endPart(file: Followed): void {
  const { part } = file;
  if (part === undefined) return;
  file.part = undefined;
  const sha256 = part.hash.digest('hex');
  file.parts.push({ size: part.size, sha256, head: part.head ?? sha256 });
}
