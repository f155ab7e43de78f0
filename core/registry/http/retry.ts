import { SluiceError } from '../../contract/index.ts';
import type { Clock, Random } from '../../ports/index.ts';

/** When to try again and when to stop (registry-client.md B2, B3). Milliseconds and bytes. */
export interface RetryPolicy {
  /** Attempts in a row without progress. */
  readonly attempts: number;
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** Longest time without progress. */
  readonly patience: number;
  /** What counts as progress. */
  readonly progressBytes: number;
  /** A name that does not resolve is tried this long: DNS servers hiccup, spelling mistakes stay. */
  readonly namePatience: number;
  /** A host that answers, and has given nothing but failures in this run, is tried this long. */
  readonly brokenPatience: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 8,
  firstDelay: 500,
  longestDelay: 60_000,
  patience: 30 * 60_000,
  progressBytes: 1024 * 1024,
  namePatience: 60_000,
  brokenPatience: 20_000,
};

export interface RetryTools {
  readonly clock: Clock;
  readonly random: Random;
  readonly policy?: RetryPolicy;
  /** Whether a host has given no good answer in this run: it is down for everybody, not busy for one. */
  readonly neverWorked?: (host: string) => boolean;
  /** Told before each wait. */
  readonly onRetry?: (event: RetryEvent) => void;
}

export interface RetryEvent {
  readonly error: SluiceError;
  /** Failed attempts in a row without progress. */
  readonly attempt: number;
  readonly delay: number;
}

export interface RetryOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes done so far; counts may fall, only a new highest value is progress. */
  readonly progress?: () => number;
}

/** Counts the failures of one piece of work. */
export interface RetryBudget {
  /** Waits until the work may be tried again; throws `error` when it may not. */
  failed(error: unknown): Promise<void>;
  /** The work goes on: whatever stood in its way is over. */
  succeeded(): void;
}

export function createRetryBudget(tools: RetryTools, options: RetryOptions = {}): RetryBudget {
  const { clock, random } = tools;
  const policy = tools.policy ?? defaultRetryPolicy;
  const { signal, progress = () => 0 } = options;
  const troubles = troublesOf(tools);
  const met = new Set<string>();
  let failures = 0;
  let best = progress();
  let since = clock.monotonic();
  return {
    failed: async (error) => {
      if (signal?.aborted === true || !(error instanceof SluiceError) || !error.retryable) throw error;
      if (progress() >= best + policy.progressBytes) {
        best = progress();
        since = clock.monotonic();
        failures = 0;
      }
      failures += 1;
      const waited = clock.monotonic() - since;
      if (failures >= policy.attempts || (failures > 1 && waited >= policy.patience)) throw error;
      met.add(troubleOf(error));
      if (isHopeless(tools, policy, error)) throw error;
      const delay = backOff(failures, policy, random);
      tools.onRetry?.({ error, attempt: failures, delay });
      await clock.sleep(delay, signal);
    },
    succeeded: () => {
      for (const trouble of met) troubles.delete(trouble);
      met.clear();
    },
  };
}

function isHopeless(tools: RetryTools, policy: RetryPolicy, error: SluiceError): boolean {
  if (error.code === 'NETWORK_NAME_UNKNOWN') return failingFor(tools, policy, error) >= policy.namePatience;
  const broken =
    error.code === 'REGISTRY_UNAVAILABLE' && tools.neverWorked?.(error.affected[0] ?? '') === true;
  return broken && failingFor(tools, policy, error) >= policy.brokenPatience;
}

/** A host that fails in one way, from the first time to the last. Monotonic milliseconds. */
interface Trouble {
  readonly first: number;
  readonly last: number;
}

const allTroubles = new WeakMap<RetryTools, Map<string, Trouble>>();

function troublesOf(tools: RetryTools): Map<string, Trouble> {
  const known = allTroubles.get(tools) ?? new Map<string, Trouble>();
  allTroubles.set(tools, known);
  return known;
}

function troubleOf({ code, affected }: SluiceError): string {
  return `${code} ${affected[0] ?? ''}`;
}

/**
 * Milliseconds since a host first failed in this way. The patience for it is spent once: later requests to the same
 * host fail at once (registry-client.md B1), until one has got through, or nobody has failed for longer than any pause.
 */
function failingFor(tools: RetryTools, policy: RetryPolicy, error: SluiceError): number {
  const now = tools.clock.monotonic();
  const troubles = troublesOf(tools);
  const known = troubles.get(troubleOf(error));
  const goesOn = known !== undefined && now - known.last <= policy.longestDelay;
  const first = goesOn ? known.first : now;
  troubles.set(troubleOf(error), { first, last: now });
  return now - first;
}

/**
 * Runs `attempt` until it succeeds, fails for good (an error that is not `retryable`), or the
 * budget is used up; then the last error is thrown. The host gate does the waiting that hosts
 * ask for; here is only the back-off between two attempts.
 */
export async function withRetry<T>(
  tools: RetryTools,
  attempt: (number: number) => Promise<T>,
  options: RetryOptions = {},
): Promise<T> {
  const budget = createRetryBudget(tools, options);
  for (let number = 0; ; number += 1) {
    options.signal?.throwIfAborted();
    try {
      const result = await attempt(number);
      budget.succeeded();
      return result;
    } catch (error) {
      await budget.failed(error);
    }
  }
}

/** Exponential, with jitter between 50 and 100 per cent so that workers do not return together. */
export function backOff(failures: number, policy: RetryPolicy, random: Random): number {
  const full = Math.min(policy.longestDelay, policy.firstDelay * 2 ** (failures - 1));
  return full * (0.5 + random.fraction() / 2);
}
