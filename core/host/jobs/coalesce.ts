import type { Clock } from '../../ports/index.ts';

/** Calls `tell` for many small changes, but no more often than it may. */
export interface Coalescer {
  /** Something changed. */
  touch(): void;
  /** Tells at once what was not told yet. */
  flush(): void;
  /** Tells no more by itself. */
  stop(): void;
}

/** The first change is told at once, further ones together when `interval` milliseconds have passed since. */
export function coalesce(clock: Clock, interval: number, tell: () => void): Coalescer {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: AbortController | undefined;
  let dirty = false;

  const tellNow = (): void => {
    dirty = false;
    last = clock.monotonic();
    tell();
  };
  const later = (milliseconds: number): void => {
    const sleeping = new AbortController();
    waiting = sleeping;
    clock.sleep(milliseconds, sleeping.signal).then(
      () => {
        if (waiting === sleeping) waiting = undefined;
        if (dirty && !sleeping.signal.aborted) tellNow();
      },
      () => undefined,
    );
  };
  const cancel = (): void => {
    waiting?.abort();
    waiting = undefined;
  };

  return {
    touch() {
      dirty = true;
      if (waiting !== undefined) return;
      const left = last + interval - clock.monotonic();
      if (left <= 0) tellNow();
      else later(left);
    },
    flush() {
      cancel();
      if (dirty) tellNow();
    },
    stop: cancel,
  };
}
