/** Why an attempt is stopped. Stronger ones take the place of weaker ones, in this order. */
export const stopReasons = ['medium', 'pause', 'cancel', 'close'] as const;
export type StopReason = (typeof stopReasons)[number];

/** The brake of one attempt. */
export interface Stop {
  readonly signal: AbortSignal;
  readonly reason: StopReason | undefined;
  stop(reason: StopReason): void;
}

export function createStop(): Stop {
  const controller = new AbortController();
  let current: StopReason | undefined;
  return {
    signal: controller.signal,
    get reason() {
      return current;
    },
    stop(reason) {
      if (current === undefined || stopReasons.indexOf(reason) > stopReasons.indexOf(current)) {
        current = reason;
      }
      controller.abort();
    },
  };
}

/** Wakes whoever waits; those who wait have a limit of their own. */
export interface Nudge {
  /** Calls `wake` at the next nudge; the answer takes it back. */
  onNext(wake: () => void): () => void;
  nudge(): void;
}

export function createNudge(): Nudge {
  const waiting = new Set<() => void>();
  return {
    onNext(wake) {
      waiting.add(wake);
      return () => void waiting.delete(wake);
    },
    nudge() {
      const woken = [...waiting];
      waiting.clear();
      for (const wake of woken) wake();
    },
  };
}
