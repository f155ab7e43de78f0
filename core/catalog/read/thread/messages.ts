import type { ErrorCode, ErrorParameters } from '../../../contract/index.ts';
import type { CatalogLimits } from '../limits.ts';

/** What a thread that reads a catalogue is started with. */
export interface ThreadTask {
  /** A folder of its own, in which it leaves the index and the content. */
  readonly workFolder: string;
  /** The configuration folder, from the image's root. */
  readonly folder: string;
  readonly limits: CatalogLimits;
}

export type ThreadRequest =
  /** A layer whose verified bytes lie in a file; from the top down. */
  | { readonly kind: 'layer'; readonly path: string; readonly digest: string }
  /** There are no more layers. */
  | { readonly kind: 'finish'; readonly digest: string; readonly repository: string; readonly label: string };

export type ThreadMessage =
  | { readonly kind: 'layer'; readonly covered: boolean }
  | { readonly kind: 'finished'; readonly files: number }
  /** Something went on; at most ten times a second. */
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly failure: ThreadFailure };

/** A failure, as it crosses from the thread. */
export type ThreadFailure =
  | {
      readonly code: ErrorCode;
      readonly params: ErrorParameters;
      readonly detail: string | undefined;
    }
  /** A failed call of the system, such as `ENOSPC`. */
  | { readonly system: string; readonly detail: string };
