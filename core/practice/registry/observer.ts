import type { Digest } from '../../reference/index.ts';

/** How often and how much of one blob moved. A fetch counts when its GET starts, an upload when it is stored. */
export interface BlobTraffic {
  readonly fetches: number;
  readonly bytesRead: number;
  readonly uploads: number;
  readonly bytesWritten: number;
}

/** One finished request. */
export interface RequestRecord {
  readonly number: number;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  /** Body bytes sent. */
  readonly bytesOut: number;
}

export interface RegistryCounters {
  readonly requests: number;
  /** Blob bytes sent and stored, all digests together. */
  readonly bytesRead: number;
  readonly bytesWritten: number;
  readonly blobs: ReadonlyMap<Digest, BlobTraffic>;
}

/** Counts what moves through a registry: how tests see that nothing is fetched twice. */
export interface Observer {
  blobFetched(digest: Digest): void;
  blobRead(digest: Digest, bytes: number): void;
  blobWritten(digest: Digest, bytes: number): void;
  finished(record: RequestRecord): void;
  counters(): RegistryCounters;
  /** The last finished requests, oldest first; at most 10,000. */
  log(): readonly RequestRecord[];
  reset(): void;
}

const logLimit = 10_000;

export function createObserver(onRequest?: (record: RequestRecord) => void): Observer {
  const blobs = new Map<Digest, BlobTraffic>();
  let log: RequestRecord[] = [];
  let requests = 0;
  const add = (digest: Digest, change: Partial<BlobTraffic>): void => {
    const old = blobs.get(digest);
    blobs.set(digest, {
      fetches: (old?.fetches ?? 0) + (change.fetches ?? 0),
      bytesRead: (old?.bytesRead ?? 0) + (change.bytesRead ?? 0),
      uploads: (old?.uploads ?? 0) + (change.uploads ?? 0),
      bytesWritten: (old?.bytesWritten ?? 0) + (change.bytesWritten ?? 0),
    });
  };
  return {
    blobFetched: (digest) => add(digest, { fetches: 1 }),
    blobRead: (digest, bytes) => add(digest, { bytesRead: bytes }),
    blobWritten: (digest, bytes) => add(digest, { uploads: 1, bytesWritten: bytes }),
    finished(record) {
      requests += 1;
      log.push(record);
      if (log.length > 2 * logLimit) log = log.slice(-logLimit);
      onRequest?.(record);
    },
    counters: () => ({
      requests,
      bytesRead: [...blobs.values()].reduce((sum, { bytesRead }) => sum + bytesRead, 0),
      bytesWritten: [...blobs.values()].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0),
      blobs: new Map(blobs),
    }),
    log: () => log.slice(-logLimit),
    reset() {
      blobs.clear();
      log = [];
      requests = 0;
    },
  };
}
