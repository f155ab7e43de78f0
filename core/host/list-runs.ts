import { openRuns, stateDirectory, type RunList } from '../ledger/index.ts';
import type { HostServices } from './services.ts';

export type { RunList };

/** All runs this machine knows, newest first, with those that wait to be gone on with. */
export async function listRuns(services: HostServices): Promise<RunList> {
  return openRuns({ ...services, stateDirectory: stateDirectory(services.environment) }).list();
}
