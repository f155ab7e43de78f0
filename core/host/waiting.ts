import type { Clock } from '../ports/index.ts';
import type { HostState, RetryEvent } from '../registry/index.ts';
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

/**
 * Tells when a host asks to wait, pauses or answers again. A host that says "later" to every tenth request
 * would fill the screen: short waits are told once every few seconds, and that it answers only after a wait was told.
 */
export function hostNotices(observer: Observer, clock: Clock): (state: HostState) => void {
  const told = new Map<string, { readonly state: HostState['state']; readonly at: number }>();
  return ({ host, state, retryAt, concurrency }) => {
    const now = clock.monotonic();
    const last = told.get(host);
    if (state === 'open' && (last === undefined || last.state === 'open')) return;
    const wait = retryAt === undefined ? 0 : Math.max(0, retryAt.getTime() - clock.now().getTime());
    const isRecent = last !== undefined && now - last.at < interval;
    if (isRecent && wait < interval && state !== 'given-up') return;
    told.set(host, { state, at: now });
    observer({
      type: 'host',
      host,
      state,
      ...(retryAt !== undefined && { secondsToWait: wait / 1000 }),
      concurrency,
    });
  };
}
