import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { acquireLock, lockHolder, type Lock } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';

/** The right to run and to write down this machine's jobs: one host has it at a time. */
export interface JobsHold {
  /** Takes it if nobody living has it. Throws JOBS_HELD_ELSEWHERE. Answers whether it was taken just now. */
  take(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Two hosts on one state folder would each take the other's running jobs for interrupted ones. Who holds it is asked
 * at once; a lock that a crash left is taken over in the background, since that may mean to watch it for a while.
 */
export function holdJobs(services: HostServices, folder: string): JobsHold {
  const path = join(folder, 'lock');
  let taken: Promise<Lock | undefined> | undefined;
  return {
    async take() {
      if (taken !== undefined) return false;
      const holder = await lockHolder({ ...services, path }).catch(() => undefined);
      if (holder !== undefined) {
        const { pid, host, since } = holder;
        throw new SluiceError('JOBS_HELD_ELSEWHERE', { params: { pid, host, since }, affected: [path] });
      }
      taken = acquireLock({ ...services, path, command: 'sluice' }).catch(() => {
        // Somebody was faster, or nothing can be written there: the next to start a job is told which.
        taken = undefined;
        return undefined;
      });
      return true;
    },
    async release() {
      await (await taken)?.release();
    },
  };
}
