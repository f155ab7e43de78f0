import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { acquireLock, makeStateFolder, stateDirectory, type Lock } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';

/** Records are written in a moment: whoever holds the lock longer than this has another trouble. */
const tries = 50;
const pause = 200;

/** Does `work` as the only one of this installation that writes custody records. Throws as `withLogLock`. */
export async function withInstallationLock<Result>(
  services: HostServices,
  work: () => Promise<Result>,
): Promise<Result> {
  const state = stateDirectory(services.environment);
  for (const folder of ['custody', 'locks']) await makeStateFolder(services.fs, join(state, folder));
  return withLogLock(services, join(state, 'locks', 'custody.lock'), work);
}

/** Does `work` as the only writer of the log beside `path`. Throws LEDGER_LOCKED after ten seconds, LEDGER_WRITE_FAILED. */
export async function withLogLock<Result>(
  services: HostServices,
  path: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = await patiently(services, path);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function patiently(services: HostServices, path: string): Promise<Lock> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await acquireLock({ ...services, path, command: 'sluice custody' });
    } catch (error) {
      const isHeld = error instanceof SluiceError && error.code === 'LEDGER_LOCKED';
      if (!isHeld || attempt >= tries) throw error;
      await services.clock.sleep(pause);
    }
  }
}
