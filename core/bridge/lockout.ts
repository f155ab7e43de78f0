import { SluiceError } from '../contract/index.ts';
import type { HostServices } from '../host/index.ts';

/** Failures before the first lock. */
const allowed = 10;
/** Milliseconds of the first lock; each further failure doubles it. */
const firstLock = 30_000;
const longestLock = 60 * 60_000;

/** Makes guessing slow: after ten failures nothing is tried for a while that grows. */
export interface Lockout {
  /** Throws BRIDGE_LOCKED. */
  check(): void;
  failed(): void;
  /** Somebody who may has proved it. */
  reset(): void;
}

export function createLockout(clock: HostServices['clock']): Lockout {
  let failures = 0;
  let until = -Infinity;
  return {
    check: () => {
      const left = until - clock.monotonic();
      if (left <= 0) return;
      throw new SluiceError('BRIDGE_LOCKED', {
        params: { seconds: Math.ceil(left / 1000) },
        retryable: true,
      });
    },
    failed: () => {
      failures += 1;
      if (failures < allowed) return;
      until = clock.monotonic() + Math.min(longestLock, firstLock * 2 ** (failures - allowed));
    },
    reset: () => {
      failures = 0;
      until = -Infinity;
    },
  };
}
