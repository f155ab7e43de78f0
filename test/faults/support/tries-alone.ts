import type { FaultCase, Harmless, Try } from '../case.ts';

/** The bench of a case whose tries share nothing. */
export function triesAlone(run: (one: Try) => Promise<Harmless>): FaultCase['open'] {
  return () => Promise.resolve({ run, close: () => Promise.resolve() });
}
