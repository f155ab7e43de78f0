import { createHash } from 'node:crypto';
import { SluiceError } from '../../contract/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { commitSet, type CommitOptions, type CommittedSet } from '../commit/commit.ts';
import { storageFault } from '../storage-fault.ts';
import { blobPath, entryShape } from '../layout/paths.ts';
import { isLink, type ArchiveFile } from '../layout/links.ts';
import { encodeHeader, headerSize } from '../tar/encode.ts';
import { paddedSize, paddingFor } from '../tar/format.ts';
import { defaultTarLimits } from '../tar/limits.ts';
import { checkName } from '../tar/names.ts';
import { batchSize, createBatchedWrite, type BatchedWrite } from './batched-write.ts';
import type { ChunkHasher } from './chunk-hasher.ts';
import { createChunkPool, partialName, type Chunk, type ChunkLimits, type Need } from './chunk-pool.ts';
import type { EntryLocation, WrittenEntry } from './location.ts';
import type { ChunkHandle } from './parted-file.ts';
import { prepareFolder, type ResumeChunk, type ResumeState } from './resume.ts';
import { sealChunks, type SealedChunk } from './seal.ts';

export interface SetWriterOptions extends ChunkLimits {
  readonly fs: FileSystem;
  /** The target folder; made when missing. */
  readonly directory: string;
  /** Time stamp of every entry, in whole seconds since 1970: fixed, so that equal content gives equal bytes. */
  readonly mtime: number;
  readonly hasher: ChunkHasher;
  readonly resume?: ResumeState;
  /** Called for each entry when it is wholly written and before its append answers: the moment to journal it. */
  readonly onEntry?: (entry: WrittenEntry) => void;
  readonly signal?: AbortSignal;
  /**
   * Throws when the folder is not the caller's any more, as when its medium was unmounted before its disk could be
   * remembered. Asked before anything in the folder is changed, and before the set is put in place.
   */
  readonly confirmHeld?: () => Promise<void>;
}

/** A small blob held in memory. */
export interface BlobBuffer {
  readonly digest: Digest;
  readonly bytes: Buffer;
}

/** Writes an archive set. Appends may run at the same time, as many as there are open chunks; others wait. */
export interface SetWriter {
  /**
   * Streams a blob of `size` bytes into a chunk. The bytes are counted, not hashed: pass a stream
   * through `verified` first. Buffers must not be re-used by their maker. When the stream fails,
   * the chunk is cut back to the entry's start and the stream's own error is thrown; a wrong
   * length throws BLOB_TOO_LONG or BLOB_TOO_SHORT. ARCHIVE_BLOB_TOO_LARGE refuses before the first
   * byte is read; ARCHIVE_DISK_FULL, ARCHIVE_WRITE_FAILED and their like end the writer.
   */
  appendBlob(digest: Digest, size: number, chunks: AsyncIterable<Buffer>): Promise<EntryLocation>;
  /** Appends blobs that are already in memory and verified, batched into few writes. */
  appendBuffers(blobs: readonly BlobBuffer[]): Promise<EntryLocation[]>;
  /** Appends link files, working-directory files and the like, batched. */
  appendFiles(files: readonly ArchiveFile[]): Promise<EntryLocation[]>;
  hasBlob(digest: Digest): boolean;
  hasFile(name: string): boolean;
  /** Every finished entry, resumed ones included, in the order of writing. */
  readonly entries: readonly WrittenEntry[];
  /** What the journal recorded and the medium no longer has. */
  readonly lost: readonly WrittenEntry[];
  /** Makes everything finished so far durable and says how far that reaches in each chunk. */
  sync(): Promise<ResumeChunk[]>;
  /** Ends every chunk, makes it durable, closes it. No append may follow. */
  seal(): Promise<SealedChunk[]>;
  /** Puts the sealed set in place of the previous one. See commit/commit.ts for the order. */
  commit(options: CommitOptions): Promise<CommittedSet>;
  /** Lets go of the files. The partial chunks stay, for `resume`. */
  close(): Promise<void>;
  /** The write error after which nothing can be appended any more. */
  readonly failure: SluiceError | undefined;
}

interface Planned {
  readonly name: string;
  readonly size: number;
  readonly need: Need;
  readonly digest?: Digest;
  readonly sha256?: string;
}

/** Starts or resumes a set in `directory`. Throws ARCHIVE_COMMIT_INTERRUPTED when `recoverCommit` is due first. */
export async function openSetWriter(options: SetWriterOptions): Promise<SetWriter> {
  const { fs, directory, mtime, hasher } = options;
  const resumed = await prepareFolder(options);
  const pool = createChunkPool(fs, directory, options, resumed);
  const entries: WrittenEntry[] = [...resumed.kept];
  const names = new Set(entries.map((entry) => entry.name));
  let sealed: SealedChunk[] | undefined;
  let closed = false;

  for (const chunk of resumed.chunks) hasher.advance(chunk, chunk.length);

  const plan = (name: string, size: number, rest: Partial<Planned>): Planned => ({
    name,
    size,
    need: { name, payload: size, bytes: headerSize(name, size) + paddedSize(size) },
    ...rest,
  });

  /** Each name once in the whole set: a second entry would hide the first from some readers. */
  const reserve = (name: string): void => {
    if (closed || sealed !== undefined)
      throw new SluiceError('ARCHIVE_WRITER_CLOSED', { params: { directory } });
    if (names.has(name)) throw new SluiceError('ARCHIVE_ENTRY_EXISTS', { params: { name } });
    checkName(name, false, defaultTarLimits, { file: directory, offset: 0 });
    names.add(name);
  };

  const finished = (chunk: Chunk, entry: Planned): EntryLocation => {
    const body = chunk.length + entry.need.bytes - paddedSize(entry.size);
    const end = chunk.length + entry.need.bytes;
    const location = { chunk: chunk.number, offset: body, size: entry.size, end };
    chunk.length = end;
    chunk.payload += entry.size;
    chunk.entries += 1;
    const written: WrittenEntry = {
      ...location,
      name: entry.name,
      ...(entry.digest !== undefined && { digest: entry.digest }),
      ...(entry.sha256 !== undefined && { sha256: entry.sha256 }),
    };
    entries.push(written);
    options.onEntry?.(written);
    return location;
  };

  /** Back to the last finished entry, so that the chunk stays a valid beginning of a tar file. */
  const rollBack = async (chunk: Chunk, handle: ChunkHandle, output: BatchedWrite): Promise<void> => {
    await output.settle();
    if (output.failure !== undefined) pool.fail(output.failure);
    try {
      await handle.truncate(chunk.length);
    } catch (error) {
      pool.fail(storageFault(error, partialName(chunk.number), 'write'));
    }
  };

  const appendStream = async (entry: Planned, digest: Digest, source: AsyncIterable<Buffer>) => {
    const { chunk, handle } = await pool.lease(entry.need);
    const output = createBatchedWrite(handle, chunk.length, partialName(chunk.number));
    try {
      await output.push(encodeHeader(entry.name, entry.size, mtime));
      let received = 0;
      for await (const bytes of source) {
        received += bytes.length;
        if (received > entry.size) {
          throw new SluiceError('BLOB_TOO_LONG', { params: { digest, expected: entry.size } });
        }
        const full = output.push(bytes);
        if (full !== undefined) await full;
      }
      if (received < entry.size) {
        throw new SluiceError('BLOB_TOO_SHORT', {
          params: { digest, expected: entry.size, received },
          retryable: true,
        });
      }
      await output.push(paddingFor(entry.size));
      await output.flush();
      const location = finished(chunk, entry);
      hasher.advance(chunk, chunk.length);
      return location;
    } catch (error) {
      await rollBack(chunk, handle, output);
      throw output.failure ?? error;
    } finally {
      await pool.release(chunk);
    }
  };

  /** Writes entries from `first` on into one chunk while they fit; answers how many. */
  const appendRun = async (
    planned: readonly Planned[],
    bodies: readonly Buffer[],
    first: number,
    located: EntryLocation[],
  ): Promise<void> => {
    const head = planned[first];
    if (head === undefined) return;
    const { chunk, handle } = await pool.lease(head.need);
    const output = createBatchedWrite(handle, chunk.length, partialName(chunk.number));
    const batch: Planned[] = [];
    let bytes = 0;
    let payload = 0;
    const fitsBehind = (need: Need): boolean =>
      batch.length === 0 ||
      pool.fits(chunk, { ...need, payload: need.payload + payload, bytes: need.bytes + bytes });
    try {
      for (let next = first; next < planned.length && bytes < batchSize; next += 1) {
        const entry = planned[next];
        const body = bodies[next];
        if (entry === undefined || body === undefined || !fitsBehind(entry.need)) break;
        for (const piece of [encodeHeader(entry.name, entry.size, mtime), body, paddingFor(entry.size)]) {
          const full = output.push(piece);
          if (full !== undefined) await full;
        }
        batch.push(entry);
        bytes += entry.need.bytes;
        payload += entry.size;
      }
      await output.flush();
      for (const entry of batch) located.push(finished(chunk, entry));
      hasher.advance(chunk, chunk.length);
    } catch (error) {
      await rollBack(chunk, handle, output);
      throw output.failure ?? error;
    } finally {
      await pool.release(chunk);
    }
  };

  const appendAll = async (
    planned: readonly Planned[],
    bodies: readonly Buffer[],
  ): Promise<EntryLocation[]> => {
    const located: EntryLocation[] = [];
    const reserved: string[] = [];
    try {
      for (const { name } of planned) {
        reserve(name);
        reserved.push(name);
      }
      while (located.length < planned.length) await appendRun(planned, bodies, located.length, located);
      return located;
    } catch (error) {
      for (const name of reserved.slice(located.length)) names.delete(name);
      throw error;
    }
  };

  return {
    entries,
    lost: resumed.lost,
    get failure() {
      return pool.failure;
    },
    hasBlob: (digest) => names.has(blobPath(digest)),
    hasFile: (name) => names.has(name),
    appendBlob: async (digest, size, chunks) => {
      const name = blobPath(digest);
      reserve(name);
      try {
        return await appendStream(plan(name, size, { digest }), digest, chunks);
      } catch (error) {
        names.delete(name);
        throw error;
      }
    },
    appendBuffers: (blobs) =>
      appendAll(
        blobs.map(({ digest, bytes }) => plan(blobPath(digest), bytes.length, { digest })),
        blobs.map(({ bytes }) => bytes),
      ),
    appendFiles: (files) =>
      appendAll(
        files.map(({ name, bytes }) =>
          plan(name, bytes.length, isLink(entryShape(name)) ? {} : { sha256: sha256Of(bytes) }),
        ),
        files.map(({ bytes }) => bytes),
      ),
    sync: async () => {
      const state: ResumeChunk[] = [];
      for (const chunk of pool.chunks) {
        const { length, handle } = chunk;
        try {
          await handle?.sync();
        } catch (error) {
          // K2: what a failed fsync covered is lost; it is never tried again on the same data.
          const fault = storageFault(error, partialName(chunk.number), 'write');
          pool.fail(fault);
          throw fault;
        }
        if (length > 0) state.push({ chunk: chunk.number, length, durable: length });
      }
      return state;
    },
    seal: async () => {
      if (pool.failure !== undefined) throw pool.failure;
      if (closed) throw new SluiceError('ARCHIVE_WRITER_CLOSED', { params: { directory } });
      sealed ??= await sealChunks(fs, pool, hasher, options.signal);
      return sealed;
    },
    commit: async (commitOptions) => {
      if (sealed === undefined) throw new SluiceError('ARCHIVE_WRITER_CLOSED', { params: { directory } });
      closed = true;
      await resumed.disk.confirm();
      await options.confirmHeld?.();
      return commitSet(fs, directory, { chunks: sealed, entries }, commitOptions);
    },
    close: async () => {
      closed = true;
      for (const chunk of pool.chunks) {
        const { handle } = chunk;
        chunk.handle = undefined;
        await handle?.close();
      }
      await hasher.close();
    },
  };
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
