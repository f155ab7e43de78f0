import type { FileHandle, FileSystem } from '../../ports/index.ts';
import type { TarFile } from '../tar/window.ts';

/** Where a chunk is written: into one file; or, with a `partSize`, into files of so many bytes each, the last of fewer. */
export interface ChunkPath {
  readonly path: string;
  /** Bytes. */
  readonly partSize?: number;
}

/** What the writer does with the file of a chunk, or with its files as if they were one. */
export interface ChunkHandle extends TarFile {
  writev(buffers: readonly Uint8Array[], position: number): Promise<{ readonly bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** `.partial-000003-0001`: the first part of the chunk that would be `.partial-000003`. */
export function partPath(path: string, part: number): string {
  return `${path}-${String(part).padStart(4, '0')}`;
}

export interface PartedFile extends Required<ChunkPath> {
  /** Parts that are there, counted from the first. */
  readonly present: number;
  /** Makes a part that is not there. */
  readonly create: (path: string) => Promise<FileHandle>;
}

/**
 * A chunk that grows over several files. One of them is open at a time: a full one is made durable and closed before the
 * next is begun, so that `sync` has no more to do than for a chunk in one file. A write or a read ends where a part ends
 * and says how far it came. What is asked of it is done in the order of asking.
 */
export function openPartedFile(fs: FileSystem, { path, partSize, present, create }: PartedFile): ChunkHandle {
  let count = present;
  let current: { readonly part: number; readonly handle: FileHandle } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(work);
    // A failed call is its caller's; the next one finds out by itself.
    last = mine.catch(() => undefined);
    return mine;
  };

  const leave = async (sync: boolean): Promise<void> => {
    const left = current;
    current = undefined;
    if (left === undefined) return;
    try {
      if (sync) await left.handle.sync();
    } finally {
      await left.handle.close();
    }
  };

  /** The open part `part`, counted from 0. */
  const enter = async (part: number): Promise<FileHandle> => {
    if (current?.part === part) return current.handle;
    await leave(true);
    const isNew = part >= count;
    const file = partPath(path, part + 1);
    const handle = isNew ? await create(file) : await fs.open(file, 'r+');
    current = { part, handle };
    count = Math.max(count, part + 1);
    return handle;
  };

  return {
    writev: (buffers, position) =>
      inTurn(async () => {
        const handle = await enter(Math.floor(position / partSize));
        const within = position % partSize;
        return handle.writev(firstBytes(buffers, partSize - within), within);
      }),
    read: (buffer, offset, length, position) =>
      inTurn(async () => {
        const part = Math.floor(position / partSize);
        if (part >= count) return { bytesRead: 0 };
        const within = position % partSize;
        const handle = await enter(part);
        return handle.read(buffer, offset, Math.min(length, partSize - within), within);
      }),
    truncate: (length) =>
      inTurn(async () => {
        const keep = Math.max(1, Math.ceil(length / partSize));
        if (count === 0) return;
        if (current !== undefined && current.part >= keep) await leave(false);
        // From the end: a kill in between leaves no gap.
        for (; count > keep; count -= 1) await fs.unlink(partPath(path, count));
        if (keep > count) return;
        const handle = await enter(keep - 1);
        await handle.truncate(length - (keep - 1) * partSize);
      }),
    sync: () => inTurn(async () => current?.handle.sync()),
    stat: () =>
      inTurn(async () => {
        let size = 0;
        for (let part = 1; part <= count; part += 1) size += (await fs.lstat(partPath(path, part))).size;
        return { size };
      }),
    close: () => inTurn(() => leave(false)),
  };
}

/** As much of `buffers` as `most` bytes hold. */
function firstBytes(buffers: readonly Uint8Array[], most: number): Uint8Array[] {
  const first: Uint8Array[] = [];
  let left = most;
  for (const buffer of buffers) {
    if (left === 0) break;
    const piece = buffer.subarray(0, left);
    first.push(piece);
    left -= piece.length;
  }
  return first;
}
