import { SluiceError } from '../contract/index.ts';
import type { Clock, Random } from '../ports/index.ts';

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal?: AbortSignal | undefined;
  /** How often the work is tried in all. */
  readonly attempts?: number;
}

/** Milliseconds before the second try; doubled for each further one. */
const firstDelay = 1000;
/** Longest wait that a server may ask for, milliseconds. */
const longestDelay = 60_000;

/** A failure that says how long to wait before the next try. */
export class RetryAfter extends Error {
  readonly failure: SluiceError;
  readonly milliseconds: number | undefined;

  constructor(failure: SluiceError, milliseconds: number | undefined) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.milliseconds = milliseconds;
  }
}

/**
 * Tries `work` up to three times while its failure is marked retryable (registry-client.md 1.7).
 * Throws the last SluiceError; an abort ends a wait at once.
 */
export async function retrying<Result>(options: RetryOptions, work: () => Promise<Result>): Promise<Result> {
  const attempts = options.attempts ?? 3;
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const failure = error instanceof RetryAfter ? error.failure : error;
      const retryable = failure instanceof SluiceError && failure.retryable;
      if (!retryable || attempt >= attempts || options.signal?.aborted === true) throw failure;
      const asked = error instanceof RetryAfter ? error.milliseconds : undefined;
      const backOff = firstDelay * 2 ** (attempt - 1) * (1 + options.random.fraction() * 0.1);
      await options.clock.sleep(Math.min(asked ?? backOff, longestDelay), options.signal);
    }
  }
}
