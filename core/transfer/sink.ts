import type { SluiceError } from '../contract/index.ts';
import type { PlannedBlob, PlannedImage } from '../plan/index.ts';

/** What became of a blob at the target. `kept`: an interrupted run had stored it, or the target had it. */
export type BlobOutcome = 'stored' | 'mounted' | 'kept';

/** A blob to store, and how to read it. */
export interface BlobWork {
  readonly blob: PlannedBlob;
  /** Opens the verified bytes from `offset`; may be called again after a failure. */
  readonly open: (offset: number) => Promise<AsyncIterable<Buffer>>;
  /** Bytes stored since the last call; negative when an upload starts again. */
  readonly onBytes: (delta: number) => void;
  readonly signal: AbortSignal;
  /** Resolves when all blobs before this one are stored or given up; absent where their order does not matter. */
  readonly turn?: Promise<void>;
}

/**
 * Where content goes. A sink takes blobs, then manifests, then tags; it knows nothing of
 * plans, retries of the source or progress.
 */
export interface Sink {
  /** True when the target holds this image whole under its name. Asked for each image before anything moves. */
  holdsImage(image: PlannedImage, signal: AbortSignal): Promise<boolean>;
  /** Stores one blob for every repository that needs it. */
  storeBlob(work: BlobWork): Promise<BlobOutcome>;
  /** Stores the image's manifests, children first, and its tag. All its blobs are stored. */
  storeImage(image: PlannedImage, signal: AbortSignal): Promise<void>;
  /** How many large blobs the sink takes at the same time. */
  readonly streams: number;
  /** The sink is done with each chunk of a blob when it asks for the next but one: memory may be lent to it. */
  readonly passing?: boolean;
  /** Why the sink takes nothing any more, such as a full disk: then the whole transfer stops. */
  readonly failure?: () => SluiceError | undefined;
}
