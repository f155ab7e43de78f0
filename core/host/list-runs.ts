import { openRuns, stateDirectory, type ListedRun, type RunList } from '../ledger/index.ts';
import type { HostServices } from './services.ts';

export type { RunList };

/** All runs this machine knows, newest first, with those that wait to be gone on with. */
export async function listRuns(services: HostServices): Promise<RunList> {
  return openRuns({ ...services, stateDirectory: stateDirectory(services.environment) }).list();
}

/**
 * Of `runs`, newest first, those that somebody has to think of: at work, cut off, failed, or at their end
 * without everything, unless a later run of the same work took their place.
 */
export function waitingRuns(runs: readonly ListedRun[]): ListedRun[] {
  const later = new Set<string>();
  return runs.filter(({ record, alive }) => {
    const superseded = later.has(record.key);
    later.add(record.key);
    const whole = record.state === 'complete' || record.state === 'complete-with-exceptions';
    return alive || (!whole && !superseded);
  });
}
