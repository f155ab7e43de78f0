import type { ErrorCode } from './catalogue.ts';
import type { ErrorParameters } from './sluice-error.ts';

/**
 * Something a plan or a check has to say without stopping at once. `error` findings
 * stop the run before anything moves; `warning` and `note` are shown and recorded.
 */
export interface Finding {
  readonly level: 'error' | 'warning' | 'note';
  readonly code: ErrorCode;
  readonly params: ErrorParameters;
  readonly affected: readonly string[];
}
