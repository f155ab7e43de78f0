import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { endMark } from '../tar/format.ts';
import { errno, storageFault } from '../storage-fault.ts';
import { mostParts } from '../layout/paths.ts';
import { openPartedFile, partPath, type ChunkHandle, type ChunkPath } from './parted-file.ts';
import type { SameDisk } from './same-disk.ts';

/** The most that a chunk may hold. */
export interface ChunkLimits {
  /** Bytes of content, counted as oc-mirror counts `archiveSize`: headers and padding come on top. */
  readonly payloadLimit: number;
  /** Bytes of a file, for media that cannot hold larger ones: content that fits into none is laid down in parts of this size. */
  readonly fileLimit?: number;
  /** Content over the payload limit is refused; otherwise it gets a chunk of its own. */
  readonly strict: boolean;
  /** Chunks that are written to at the same time. */
  readonly maxOpenChunks: number;
}

/** A chunk that is being written. Owned by whoever leased it. One in parts holds a single entry, which fits nowhere else. */
export interface Chunk extends ChunkPath {
  readonly number: number;
  /** End of the last finished entry, in bytes. */
  length: number;
  payload: number;
  entries: number;
  handle: ChunkHandle | undefined;
  exists: boolean;
  busy: boolean;
  /** Takes no more entries. */
  full: boolean;
}

/** What an entry takes: its content, and header, content and padding together. */
export interface Need {
  readonly name: string;
  readonly payload: number;
  readonly bytes: number;
}

export interface ChunkPool {
  readonly chunks: readonly Chunk[];
  /** A chunk with room, for the caller alone. Throws ARCHIVE_BLOB_TOO_LARGE or what made the pool fail. */
  lease(need: Need): Promise<{ readonly chunk: Chunk; readonly handle: ChunkHandle }>;
  release(chunk: Chunk): Promise<void>;
  fits(chunk: Chunk, need: Need): boolean;
  /** No lease is given any more; waiting ones fail with `error`. The first error counts. */
  fail(error: SluiceError): void;
  readonly failure: SluiceError | undefined;
  open(chunk: Chunk): Promise<ChunkHandle>;
}

/** Never a name that oc-mirror's unanchored `mirror_[0-9]{6}\.tar` would find. */
export function partialName(chunk: number): string {
  return `.partial-${String(chunk).padStart(6, '0')}`;
}

/** A partial chunk, or a part of one. */
export const partialForm = /^\.partial-([0-9]{6})(?:-([0-9]{4}))?$/;

export function createChunkPool(
  fs: FileSystem,
  directory: string,
  limits: ChunkLimits,
  resumed: { readonly chunks: readonly Chunk[]; readonly disk: SameDisk },
): ChunkPool {
  const chunks: Chunk[] = resumed.chunks.toSorted((one, other) => one.number - other.number);
  // As before the interruption: what stood open are the last ones. One in parts never takes a second entry.
  const single = chunks.filter(({ full }) => !full);
  for (const chunk of single.slice(0, -limits.maxOpenChunks)) chunk.full = true;
  const waiting: { readonly go: () => void; readonly stop: (error: SluiceError) => void }[] = [];
  let leased = 0;
  let failure: SluiceError | undefined;

  const fits = (chunk: Chunk, need: Need): boolean =>
    !chunk.full &&
    chunk.payload + need.payload <= limits.payloadLimit &&
    (limits.fileLimit === undefined || chunk.length + need.bytes + endMark.length <= limits.fileLimit);

  const refuseTooLarge = (need: Need): void => {
    const { fileLimit = Infinity, payloadLimit, strict } = limits;
    const overParts = need.bytes + endMark.length > fileLimit * mostParts;
    const overPayload = strict && need.payload > payloadLimit;
    if (!overParts && !overPayload) return;
    const limit = overPayload ? payloadLimit : fileLimit * mostParts;
    throw new SluiceError('ARCHIVE_BLOB_TOO_LARGE', {
      params: { name: need.name, size: need.payload, limit },
      affected: [need.name],
    });
  };

  /** What a part may hold, when the entry needs a chunk that no single file may be. */
  const partSizeFor = (need: Need): number | undefined =>
    limits.fileLimit !== undefined && need.bytes + endMark.length > limits.fileLimit
      ? limits.fileLimit
      : undefined;

  const addChunk = (partSize?: number): Chunk => {
    const number = Math.max(0, ...chunks.map((chunk) => chunk.number)) + 1;
    const chunk: Chunk = {
      number,
      path: join(directory, partialName(number)),
      ...(partSize !== undefined && { partSize }),
      length: 0,
      payload: 0,
      entries: 0,
      handle: undefined,
      exists: false,
      busy: false,
      full: false,
    };
    chunks.push(chunk);
    return chunk;
  };

  const create = async (path: string): Promise<FileHandle> => {
    // O_EXCL for a new file: a link planted on the medium is not followed.
    const handle = await fs.open(path, 'wx', 0o644);
    try {
      await resumed.disk.confirm();
      return handle;
    } catch (error) {
      await handle.close();
      await fs.unlink(path).catch(() => undefined);
      throw error;
    }
  };

  const open = async (chunk: Chunk): Promise<ChunkHandle> => {
    const { path, partSize, length, exists } = chunk;
    if (partSize !== undefined) {
      const present = Math.ceil(length / partSize);
      chunk.handle ??= openPartedFile(fs, { path, partSize, present, create });
    } else chunk.handle ??= exists ? await fs.open(path, 'r+') : await create(path);
    chunk.exists = true;
    return chunk.handle;
  };

  // The data is made durable before the handle goes, so that no write-back error can be lost with it.
  const retire = async (chunk: Chunk): Promise<void> => {
    chunk.full = true;
    const { handle } = chunk;
    chunk.handle = undefined;
    if (handle === undefined) return;
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  };

  /** oc-mirror-v2.md 4.4: content over the limit goes alone into a chunk, and so does what no file holds; otherwise first fit. */
  const choose = (need: Need): { readonly chunk: Chunk; readonly retired?: Chunk } => {
    const partSize = partSizeFor(need);
    if (need.payload > limits.payloadLimit || partSize !== undefined) {
      const chunk = addChunk(partSize);
      chunk.full = true;
      return { chunk };
    }
    const idle = chunks.filter((chunk) => !chunk.busy && !chunk.full);
    const fitting = idle.find((chunk) => fits(chunk, need));
    if (fitting !== undefined) return { chunk: fitting };
    const writable = chunks.filter((chunk) => !chunk.full).length;
    const retired =
      writable < limits.maxOpenChunks ? undefined : idle.toSorted((a, b) => b.payload - a.payload)[0];
    return { chunk: addChunk(), ...(retired !== undefined && { retired }) };
  };

  const slot = async (): Promise<void> => {
    if (failure !== undefined) throw failure;
    if (leased < limits.maxOpenChunks) {
      leased += 1;
      return;
    }
    await new Promise<void>((go, stop) => waiting.push({ go, stop }));
  };

  const freeSlot = (): void => {
    const next = waiting.shift();
    if (next === undefined) leased -= 1;
    else next.go();
  };

  const fail = (error: SluiceError): void => {
    failure ??= error;
    for (const { stop } of waiting.splice(0)) stop(failure);
  };

  return {
    chunks,
    fits,
    fail,
    open,
    get failure() {
      return failure;
    },
    lease: async (need) => {
      refuseTooLarge(need);
      await slot();
      const { chunk, retired } = choose(need);
      chunk.busy = true;
      if (retired !== undefined) retired.full = true;
      try {
        if (retired !== undefined) await retire(retired);
        return { chunk, handle: await open(chunk) };
      } catch (error) {
        chunk.busy = false;
        const fault = storageFault(error, partialName(chunk.number), 'write');
        fail(fault);
        freeSlot();
        throw fault;
      }
    },
    release: async (chunk) => {
      try {
        if (chunk.full) await retire(chunk);
      } catch (error) {
        fail(storageFault(error, partialName(chunk.number), 'write'));
      } finally {
        chunk.busy = false;
        freeSlot();
      }
    },
  };
}

/** Removes a file that may be absent. */
export async function removeIfPresent(fs: FileSystem, path: string): Promise<void> {
  await removeFound(fs, path);
}

/** Removes the files of a chunk, however many there are. */
export async function removeChunk(fs: FileSystem, { path, partSize }: ChunkPath): Promise<void> {
  if (partSize === undefined) await removeFound(fs, path);
  else for (let part = 1; await removeFound(fs, partPath(path, part));) part += 1;
}

/** Whether there was something to remove. */
async function removeFound(fs: FileSystem, path: string): Promise<boolean> {
  try {
    await fs.unlink(path);
    return true;
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
    return false;
  }
}
