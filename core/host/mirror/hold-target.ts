import { dirname, join } from 'node:path';
import { SluiceError, type MirrorRequest } from '../../contract/index.ts';
import {
  acquireLock,
  makeStateFolder,
  redactedCommand,
  runKey,
  stateDirectory,
  type Lock,
} from '../../ledger/index.ts';
import { requireWritable } from '../../plan/index.ts';
import type { HostServices } from '../services.ts';
import { destinationText, type MirrorTask } from './task.ts';

/**
 * Does `work` with the target for itself: planned and moved under one lock, so that what was planned
 * on is still so when it moves, and a second run ends before it has cost anything. Throws LEDGER_LOCKED
 * naming who is at work, LEDGER_LOCK_LOST, DIRECTORY_NOT_WRITABLE, ARCHIVE_DISK_FULL.
 */
export async function holdTarget<Result>(
  task: MirrorTask,
  work: (task: MirrorTask) => Promise<Result>,
): Promise<Result> {
  const lock = await lockTarget(task);
  try {
    const signal = AbortSignal.any([task.signal, lock.lost]);
    const result = await work({ ...task, signal, confirmHeld: () => lock.confirm() });
    lock.lost.throwIfAborted();
    return result;
  } catch (error) {
    throw lock.lost.aborted ? lock.lost.reason : error;
  } finally {
    await lock.release();
  }
}

/** The file by which a target is held, in the folder itself or, for a registry, on this machine. */
export function lockPath(
  { environment }: Pick<HostServices, 'environment'>,
  destination: MirrorRequest['destination'],
): string {
  if (destination.kind === 'archive') return join(destination.directory, '.sluice-lock');
  const name = runKey({ target: destinationText(destination) }).slice(-32);
  return join(stateDirectory(environment), 'locks', `${name}.lock`);
}

async function lockTarget(task: MirrorTask): Promise<Lock> {
  const { services, request, command } = task;
  const { destination } = request;
  if (destination.kind === 'archive') {
    await requireWritable(services.fs, destination.directory);
    const path = lockPath(services, destination);
    return acquireLock({ ...services, path, command: redactedCommand(command).join(' ') }).catch(
      (error: unknown) => {
        throw asDiskFull(error);
      },
    );
  }
  const path = lockPath(services, destination);
  await makeStateFolder(services.fs, dirname(path));
  return acquireLock({ ...services, path, command: redactedCommand(command).join(' ') });
}

/** A lock that does not fit any more says more about the medium than about the lock. */
function asDiskFull(error: unknown): unknown {
  if (!(error instanceof SluiceError) || error.code !== 'LEDGER_WRITE_FAILED') return error;
  const { reason, path } = error.params;
  if (reason !== 'ENOSPC' && reason !== 'EDQUOT') return error;
  return new SluiceError('ARCHIVE_DISK_FULL', {
    params: { file: path ?? '', reason },
    stage: 'preflight',
    side: 'sink',
    affected: error.affected,
    cause: error,
  });
}
