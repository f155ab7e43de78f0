import type { ErrorCode } from './catalogue.ts';

/** Where in a run something happened. */
export type Stage =
  | 'application'
  | 'configure'
  | 'collect'
  | 'resolve'
  | 'plan'
  | 'preflight'
  | 'transfer'
  | 'finish'
  | 'resources'
  | 'inspect'
  | 'verify'
  | 'practice';

/** Which end of a transfer failed. */
export type Side = 'source' | 'sink';

export type ErrorParameters = Readonly<Record<string, string | number>>;

export interface ErrorDetails {
  /** Values for the placeholders of the code's texts. Never a secret. */
  readonly params?: ErrorParameters;
  readonly stage?: Stage;
  readonly side?: Side;
  /** Images, operators, files or hosts that this failure concerns. */
  readonly affected?: readonly string[];
  /** Whether the same call may succeed later without anybody changing anything. Decided where the cause is known. */
  readonly retryable?: boolean;
  /** Raw detail for the folded part of a message: never needed to understand it, never a secret. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/**
 * Every failure a user can meet. The code selects the words (see catalogue.ts); code that
 * reacts to a failure matches `code`, never text.
 */
export class SluiceError extends Error {
  override readonly name = 'SluiceError';
  readonly code: ErrorCode;
  readonly params: ErrorParameters;
  readonly stage: Stage | undefined;
  readonly side: Side | undefined;
  readonly affected: readonly string[];
  readonly retryable: boolean;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(
      `${code} ${JSON.stringify(details.params ?? {})}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.code = code;
    this.params = details.params ?? {};
    this.stage = details.stage;
    this.side = details.side;
    this.affected = details.affected ?? [];
    this.retryable = details.retryable ?? false;
    this.detail = details.detail;
  }

  /** The same failure with what an outer layer knows (stage, side, affected) filled in where still open. */
  with(details: Pick<ErrorDetails, 'stage' | 'side' | 'affected'>): SluiceError {
    const stage = this.stage ?? details.stage;
    const side = this.side ?? details.side;
    return new SluiceError(this.code, {
      params: this.params,
      ...(stage !== undefined && { stage }),
      ...(side !== undefined && { side }),
      affected: this.affected.length > 0 ? this.affected : (details.affected ?? []),
      retryable: this.retryable,
      ...(this.detail !== undefined && { detail: this.detail }),
      cause: this.cause,
    });
  }
}
