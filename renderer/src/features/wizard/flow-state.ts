import type {
  ArchiveView,
  ConfigView,
  Draft,
  EnclaveView,
  Flow,
  Job,
  Message,
  PathFacts,
  RunRequest,
  WireError,
} from '../../../../core/contract/index.ts';
import type { Preflight } from '../../stores/preflights.ts';
import type { Loadable } from '../../stores/slice.ts';

/** What is known of the configuration's text. */
export type ConfigCheck =
  /** There is no text yet. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'failed'; readonly error: WireError }
  | { readonly kind: 'known'; readonly view: ConfigView };

/** A job of the draft; it may have been removed from the list. */
export type DraftJob = Job | 'loading' | 'missing';

/** All that a step's verdict depends on: the draft, and what the host has said about what is in it. */
export interface FlowState {
  readonly flow: Flow;
  readonly draft: Draft;
  /** By token. A token without facts is gone. */
  readonly facts: ReadonlyMap<string, PathFacts>;
  /** The text that a run would use: the draft's, or the one that travels with the set. */
  readonly yaml: string;
  readonly config: ConfigCheck;
  /** The set to read from; undefined while none is chosen. */
  readonly archive: Loadable<ArchiveView> | undefined;
  readonly enclaves: Loadable<readonly EnclaveView[]>;
  /** What is wrong with an edited registries.conf; undefined while that is being found out. */
  readonly confProblems: readonly Message[] | undefined;
  /** One for each set; empty until everything is chosen. */
  readonly requests: readonly RunRequest[];
  /** For each request; undefined: not run. */
  readonly preflights: readonly (Preflight | undefined)[];
  /** Failed checks that the user goes on with, as `exceptionName` makes them. */
  readonly exceptions: ReadonlySet<string>;
  readonly jobs: readonly DraftJob[];
}

/** Names a failed check of one request. */
export function exceptionName(requestKey: string, checkId: string): string {
  return `${checkId} ${requestKey}`;
}
