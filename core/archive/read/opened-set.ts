import type { Finding } from '../../contract/index.ts';
import type { ByteRangeOptions } from '../../image/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { RepositoryContent } from '../layout/links.ts';
import type { SetManifest } from '../manifest/schema.ts';

/** Where content lies inside a set. Bytes, and the chunk's number. */
export interface ContentPlace {
  readonly chunk: number;
  readonly offset: number;
  readonly size: number;
}

export interface FilePlace extends ContentPlace {
  /** Known for files of our own sets; checked whenever the file is read. */
  readonly sha256?: string;
}

/** A chunk that is there, as far as it can be read without a gap. */
export interface ChunkFile {
  readonly number: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The files that hold it one after the other, when it does not lie there as one. */
  readonly parts?: readonly PartFile[];
}

/** A file that holds a range of a chunk. Bytes. */
export interface PartFile {
  readonly name: string;
  /** Where the range begins in the chunk. */
  readonly start: number;
  readonly size: number;
}

/** An archive set that is open for reading. Only what is really there is in the tables. */
export interface OpenedSet {
  /** `sluice` with our set manifest, `oc-mirror` without. */
  readonly kind: 'sluice' | 'oc-mirror';
  readonly fs: FileSystem;
  readonly directory: string;
  readonly manifest?: SetManifest;
  /** Of the manifest's bytes as they were read. */
  readonly manifestSha256?: string;
  readonly chunks: readonly ChunkFile[];
  readonly blobs: ReadonlyMap<Digest, ContentPlace>;
  /** Working-directory files and the image set configuration, by entry name. Never logs or history. */
  readonly files: ReadonlyMap<string, FilePlace>;
  readonly repositories: ReadonlyMap<string, RepositoryContent>;
  /** Everything found wrong or remarkable. With an `error` among them nothing should be pushed. */
  readonly problems: readonly Finding[];
  /** Folders below `directory` that hold earlier sets. */
  readonly earlier: readonly string[];
  /**
   * A file of the archive, checked where the index knows its sum. Throws ARCHIVE_FILE_ABSENT,
   * ARCHIVE_FILE_TOO_LARGE (over `limit` bytes), ARCHIVE_FILE_DAMAGED, ARCHIVE_READ_FAILED.
   */
  readFile(name: string, limit: number): Promise<Buffer>;
  /** A blob held in memory, digest checked. Throws ARCHIVE_BLOB_ABSENT, ARCHIVE_FILE_TOO_LARGE, ARCHIVE_BLOB_DAMAGED. */
  readBlob(digest: Digest, limit: number): Promise<Buffer>;
  /**
   * A blob's bytes, in buffers of up to 512 KiB that the caller may keep unless it lent `memory`. Not
   * verified: wrap with `verified`. Throws ARCHIVE_BLOB_ABSENT, ARCHIVE_INDEX_MISMATCH, ARCHIVE_READ_FAILED.
   */
  openBlobBytes(digest: Digest, options?: ByteRangeOptions): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** The tables that the two ways of indexing a set fill. */
export interface Contents {
  readonly blobs: Map<Digest, ContentPlace>;
  readonly files: Map<string, FilePlace>;
  /** Link entries whose bodies are still to be read. */
  readonly links: (ContentPlace & { readonly name: string })[];
  readonly problems: Finding[];
}
