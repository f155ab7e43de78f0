import type { Digest } from '../../reference/index.ts';
import type { IndexEntry, RepositoryIndex } from './repository-index.ts';

/** Bytes `start` to `end`, both included. */
export interface BlobSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * A blob's bytes in large chunks. A chunk's memory is used again once the next chunk is
 * asked for: whoever needs a chunk longer copies it.
 */
export type BlobChunks = Iterable<Buffer> | AsyncIterable<Buffer>;

/** Which repositories hold what, and the bytes of every blob. Read-only by type. */
export interface RegistryStore {
  readonly index: RepositoryIndex;
  /** The span of a blob that the index lists. */
  openBlob(digest: Digest, span: BlobSpan): BlobChunks;
  close(): Promise<void>;
}

/** Takes one blob's bytes; nothing is visible in the store before `commit`. */
export interface BlobWriter {
  /** The chunks are handed over: the caller does not change them afterwards. */
  write(chunks: readonly Buffer[]): Promise<void>;
  /** Stores the bytes as `digest`, which the caller has checked. Writes and commits never overlap. */
  commit(digest: Digest): Promise<void>;
  abort(): Promise<void>;
}

/** A store that also takes content. */
export interface WritableStore extends RegistryStore {
  createWriter(id: string): Promise<BlobWriter>;
  /** Changes the index, durably where the store outlives the process. */
  record(entry: IndexEntry): Promise<void>;
}

/** The generated content of the practice upstream can only be read. */
export function isWritable(store: RegistryStore): store is WritableStore {
  return 'createWriter' in store && 'record' in store;
}
