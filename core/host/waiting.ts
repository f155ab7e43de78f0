import type { Clock } from '../ports/index.ts';
import type { RetryEvent } from '../registry/index.ts';
import { toMessage, type Observer } from './observer.ts';

/** Milliseconds between two notices about one host. */
const interval = 5000;
/** Shorter waits, milliseconds, are not worth a line. */
const worthTelling = 400;

/**
 * Tells what is waited for when requests are tried again: many of them fail together, so each host is
 * told once every few seconds. The first failure is not told: it is often the only one.
 */
export function waitingNotices(observer: Observer, clock: Clock): (event: RetryEvent) => void {
  const told = new Map<string, number>();
  return ({ error, attempt, delay }) => {
    const host = String(error.params['host'] ?? error.affected[0] ?? '');
    const now = clock.monotonic();
    if (attempt < 2 || delay < worthTelling || now - (told.get(host) ?? -interval) < interval) return;
    told.set(host, now);
    observer({
      type: 'host',
      host,
      state: 'retrying',
      secondsToWait: delay / 1000,
      cause: toMessage(error),
    });
  };
}
