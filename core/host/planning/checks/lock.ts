import { SluiceError } from '../../../contract/index.ts';
import { lockHolder } from '../../../ledger/index.ts';
import { lockPath } from '../../mirror/hold-target.ts';
import { failed, passed, warned, type StartCheck } from './start-check.ts';

/** Whether somebody else is at work on the same target, from this machine or another. */
export const checkLock: StartCheck = async ({ engine }) => {
  const id = 'lock';
  const { services, request } = engine;
  const path = lockPath(services, request.destination);
  const holder = await lockHolder({ ...services, path });
  if (holder === undefined) return [passed(id, 'CHECK_LOCK')];
  const { pid, host, since, command } = holder;
  // Jobs of one program wait for each other.
  if (pid === process.pid && host === services.environment.hostname) {
    return [warned(id, 'CHECK_LOCK_OWN', { since })];
  }
  const params = { path, pid, host, since, command };
  return [failed(id, new SluiceError('LEDGER_LOCKED', { params, affected: [path], retryable: true }))];
};
