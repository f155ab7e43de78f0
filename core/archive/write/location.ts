import type { Digest } from '../../reference/index.ts';

/** Where an entry lies. All numbers in bytes except `chunk`, which counts from 1. */
export interface EntryLocation {
  readonly chunk: number;
  /** Start of the body. */
  readonly offset: number;
  readonly size: number;
  /** Start of whatever follows the entry: a chunk cut off here is whole up to this entry. */
  readonly end: number;
}

/** One finished entry: what a journal records, and what `resume` takes back. */
export interface WrittenEntry extends EntryLocation {
  readonly name: string;
  /** For blobs: the content's digest. */
  readonly digest?: Digest;
  /** For files other than links: hexadecimal SHA-256 of the content. */
  readonly sha256?: string;
}
