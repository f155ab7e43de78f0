import { SluiceError, type ErrorCode } from '../../contract/index.ts';
import type { Clock } from '../../ports/index.ts';

/** Failures to reach a host at all: nothing was asked, nothing was answered. */
const contactCodes: ReadonlySet<ErrorCode> = new Set([
  'NETWORK_NAME_UNKNOWN',
  'NETWORK_REFUSED',
  'NETWORK_UNREACHABLE',
  'NETWORK_CONNECT_TIMEOUT',
  'PROXY_FAILED',
]);

export interface FirstContact {
  /** Throws what was found out about a host that cannot be reached. */
  check(host: string): void;
  answered(host: string): void;
  /** Whether `error` says that a host which never answered cannot be reached. */
  concerns(host: string, error: unknown): boolean;
  /** The failure as it is to be told: final when the host had its time. `since`: when the attempt began. */
  judge(host: string, error: SluiceError, since: number): SluiceError;
}

interface Unreached {
  readonly since: number;
  /** Set when the host had its time. */
  verdict?: { readonly error: SluiceError; readonly until: number };
}

/**
 * Tells a hiccup from a mistake (registry-client.md B1). A host that answered in this run and is gone
 * now may come back: it is asked again for long. One that never answered is misspelt, switched off or out of
 * reach: after `patience` milliseconds that is certain, and for `rest` milliseconds all others who
 * ask for it are told so at once.
 */
export function createFirstContact(
  clock: Clock,
  { patience, rest }: { readonly patience: number; readonly rest: number },
): FirstContact {
  const reached = new Set<string>();
  const unreached = new Map<string, Unreached>();
  const concerns = (host: string, error: unknown): boolean =>
    !reached.has(host) && error instanceof SluiceError && contactCodes.has(error.code);
  return {
    check: (host) => {
      const verdict = unreached.get(host)?.verdict;
      if (verdict === undefined) return;
      if (clock.monotonic() < verdict.until) throw verdict.error;
      unreached.delete(host);
    },
    answered: (host) => {
      reached.add(host);
      unreached.delete(host);
    },
    concerns,
    judge: (host, error, since) => {
      if (!error.retryable || !concerns(host, error)) return error;
      const known = unreached.get(host) ?? { since };
      unreached.set(host, known);
      const now = clock.monotonic();
      if (now - known.since < patience) return error;
      const { code, params, affected, detail, cause } = error;
      const final = new SluiceError(code, {
        params,
        affected,
        ...(detail !== undefined && { detail }),
        cause,
      });
      known.verdict ??= { error: final, until: now + rest };
      return final;
    },
  };
}
