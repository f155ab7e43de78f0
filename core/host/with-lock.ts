import { dirname } from 'node:path';
import { acquireLock, makeStateFolder } from '../ledger/index.ts';
import type { HostServices } from './services.ts';

/** Does `work` while nobody else holds the lock at `path`. `command` tells the others who does. Throws LEDGER_LOCKED. */
export async function withLock<Result>(
  services: HostServices,
  path: string,
  command: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await makeStateFolder(services.fs, dirname(path));
  const lock = await acquireLock({ ...services, path, command });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}
