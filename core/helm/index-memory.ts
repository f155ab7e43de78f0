import type { ChartIndex } from './repository/index.ts';

/** An index as it was fetched and read. */
export interface FetchedIndex {
  readonly url: URL;
  /** What the addresses of its charts are relative to. */
  readonly base: URL;
  readonly bytes: Buffer;
  readonly index: ChartIndex;
}

/** Indexes by the address of their repository: kept between questions, while somebody chooses. */
export interface IndexMemory {
  get(url: string): FetchedIndex | undefined;
  put(url: string, index: FetchedIndex): void;
}
