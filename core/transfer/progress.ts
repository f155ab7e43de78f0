/** Running counters of a transfer. They are counted here and sampled by whoever shows them; a counter may go down (U11). */
export interface TransferCounters {
  /** Bytes of unique blobs this run has to move. */
  bytesTotal: number;
  /** Bytes moved so far, including blobs in flight. */
  bytesDone: number;
  /** Bytes of blobs that were already there: kept from an interrupted run, present or mounted at the target. */
  bytesSkipped: number;
  blobsTotal: number;
  blobsDone: number;
  imagesTotal: number;
  imagesDone: number;
  imagesFailed: number;
}

/** A blob on its way. */
export interface InFlight {
  readonly digest: string;
  readonly label: string;
  readonly size: number;
  moved: number;
}

export interface TransferProgress {
  readonly counters: TransferCounters;
  readonly inFlight: Set<InFlight>;
}

export function createProgress(): TransferProgress {
  return {
    counters: {
      bytesTotal: 0,
      bytesDone: 0,
      bytesSkipped: 0,
      blobsTotal: 0,
      blobsDone: 0,
      imagesTotal: 0,
      imagesDone: 0,
      imagesFailed: 0,
    },
    inFlight: new Set(),
  };
}
