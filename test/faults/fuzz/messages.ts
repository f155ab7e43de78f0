import type { BatchResult } from './run-batch.ts';

/** A batch for a thread. */
export interface FuzzRequest {
  /** The target's place in the list: functions cannot be handed into a thread. */
  readonly target: number;
  readonly seed: string;
  readonly count: number;
}

export type FuzzAnswer =
  ({ readonly ok: true } & BatchResult) | { readonly ok: false; readonly message: string };
