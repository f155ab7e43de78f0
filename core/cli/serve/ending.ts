import type { ProcessSignal } from '../signals.ts';

/** What to do about a signal. */
export type EndingStep =
  | 'end'
  /** Something runs: say what, and that the same again ends. */
  | 'ask'
  /** The terminal is gone: go on without it while there is work or somebody looks. */
  | 'stay'
  | 'new-code';

/** Milliseconds for which an answer still belongs to the question. */
const answerWithin = 60_000;

/**
 * Ctrl-C ends at once when nothing runs, and asks first when something does. SIGTERM comes from a service
 * manager, which cannot answer. Losing the terminal (SSH) ends nothing.
 */
export function createEnding(
  busy: () => boolean,
  monotonic: () => number,
): (signal: ProcessSignal) => EndingStep {
  let asked = -Infinity;
  return (signal) => {
    if (signal === 'SIGUSR1') return 'new-code';
    if (signal === 'SIGHUP') return 'stay';
    if (signal === 'SIGTERM' || !busy()) return 'end';
    if (monotonic() - asked <= answerWithin) return 'end';
    asked = monotonic();
    return 'ask';
  };
}
