import type { SluiceError } from '../contract/index.ts';
import type { PlannedImage } from '../plan/index.ts';

/** `present`: the target had it before. `not-attempted`: the run was stopped before its turn; not a failure of the image. */
export type ImageOutcome =
  | { readonly image: PlannedImage; readonly status: 'copied' | 'present' }
  | { readonly image: PlannedImage; readonly status: 'failed'; readonly error: SluiceError }
  | { readonly image: PlannedImage; readonly status: 'not-attempted' };

export interface TransferResult {
  readonly outcomes: readonly ImageOutcome[];
  /** True when the run was stopped by its signal. */
  readonly interrupted: boolean;
  /** Bytes of blobs stored by this run. */
  readonly bytesStored: number;
  /** Bytes of blobs that did not have to move. */
  readonly bytesSkipped: number;
}
