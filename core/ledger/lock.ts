import { dirname } from 'node:path';
import { SluiceError } from '../contract/index.ts';
import {
  type Clock,
  type Environment,
  type FileSystem,
  makeFolders,
  type Random,
  syncDirectory,
} from '../ports/index.ts';
import { systemCode, writing } from './io.ts';
import { type FoundLock, type LockHolder, readLock } from './lock-file.ts';
import { identifyProcess, isRunning, type ProcessIdentity, sharesProcesses } from './process-identity.ts';

const beatEvery = 10_000;
/** registry-client.md K6: a holder on another machine is dead after a minute without a heartbeat. */
const foreignLimit = 60_000;
/** Before a lock is taken from another machine it is watched for more than one heartbeat: clocks may disagree, a change cannot. */
const foreignWatch = 12_000;
/** A machine of the same name after a restart, or a second one that happens to have the name: watched for two heartbeats. */
const rebootedWatch = 25_000;
/** Between making its lock file and filling it a process needs far less than this. */
const unreadableWatch = 2_000;
const deepestClaim = 8;

/**
 * Locks that this process gave back without being able to remove their files, because the medium was gone. When it
 * returns, such a file names a living process that holds nothing.
 */
const leftBehind = new Set<string>();

/** The right to write in one place. Readers need none. */
export interface Lock {
  readonly path: string;
  /** Aborted with LEDGER_LOCK_LOST when another run took over: stop writing. */
  readonly lost: AbortSignal;
  /**
   * Asks now, without waiting for the heartbeat. Throws LEDGER_LOCK_LOST when the file at the path is not ours: another
   * run's, deleted, or on a medium that was unmounted. LEDGER_READ_FAILED.
   */
  confirm(): Promise<void>;
  /** Gives the lock back. Never throws for a lock that is already gone. */
  release(): Promise<void>;
}

export interface LockOptions {
  readonly fs: FileSystem;
  readonly path: string;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly random: Random;
  /** What runs, for the message that others get. Without secrets (see `redactedCommand`). */
  readonly command: string;
  /** Default: this process. */
  readonly pid?: number;
}

/**
 * Takes the lock file at `path` (registry-client.md K6), taking it over from a holder that is dead:
 *
 *  - same machine, boot and pid namespace: its process is gone or its pid belongs to another one;
 *  - same host name, other boot: no heartbeat while watched for 25 s;
 *  - any other machine or container: last heartbeat over 60 s ago, and none while watched for 12 s.
 *
 * Throws LEDGER_LOCKED naming the holder, LEDGER_WRITE_FAILED, LEDGER_READ_FAILED.
 */
export async function acquireLock(options: LockOptions): Promise<Lock> {
  const { fs, path, environment, clock, random } = options;
  const identity = await identifyProcess(fs, environment, options.pid ?? process.pid);
  const holder: LockHolder = {
    format: 1,
    token: random.uuid(),
    ...identity,
    command: options.command,
    since: clock.now().toISOString(),
  };
  await writing(path, () => makeFolders(fs, dirname(path)));
  try {
    await hold({ fs, clock, holder }, path, 0);
  } catch (error) {
    // Its file may stand already, on a medium that is gone: nobody holds anything by it.
    if (!(error instanceof SluiceError) || error.code !== 'LEDGER_LOCKED') leftBehind.add(holder.token);
    throw error;
  }
  return heldLock({ fs, clock, holder }, path);
}

/** Who holds the lock at `path` now; undefined when nobody living does. Takes nothing; a holder elsewhere counts as living up to 60 s after its last heartbeat. */
export async function lockHolder(
  options: Pick<LockOptions, 'fs' | 'path' | 'environment' | 'clock'>,
): Promise<LockHolder | undefined> {
  const { fs, path, environment, clock } = options;
  const found = await readLock(fs, path);
  if (found?.holder === undefined || leftBehind.has(found.token)) return undefined;
  const self = await identifyProcess(fs, environment, process.pid);
  if (sharesProcesses(self, found.holder)) {
    return (await isRunning(fs, found.holder)) ? found.holder : undefined;
  }
  return clock.now().getTime() - found.beat > foreignLimit ? undefined : found.holder;
}

interface Taker {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly holder: LockHolder;
}

/**
 * Makes `path` a lock file of ours. To replace a dead holder's file one must first hold
 * the file `<path>.<token of the dead>`: only one taker can, so two takers never both
 * replace it, and a taker that dies half-way is itself replaced by the same rule.
 */
async function hold(taker: Taker, path: string, depth: number): Promise<void> {
  for (;;) {
    if (await create(taker, path)) return;
    const found = await readLock(taker.fs, path);
    if (found === undefined) continue;
    if (depth >= deepestClaim || !(await isDead(taker, path, found))) {
      const living = await readLock(taker.fs, path);
      // It changed hands, or was filled, while it was watched: judge anew.
      if (living?.token !== found.token) continue;
      throw locked(path, living);
    }
    const claim = `${path}.${found.token}`;
    await hold(taker, claim, depth + 1);
    const now = await readLock(taker.fs, path);
    if (now?.token === found.token) {
      await writing(path, async () => {
        await taker.fs.rename(claim, path);
        await syncDirectory(taker.fs, dirname(path));
      });
      return;
    }
    // Somebody was faster and `path` is no longer the dead one's file: begin again.
    await removeOwn(taker, claim);
  }
}

async function create(taker: Taker, path: string): Promise<boolean> {
  return await writing(path, async () => {
    let handle;
    try {
      handle = await taker.fs.open(path, 'wx', 0o644);
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false;
      throw error;
    }
    try {
      await handle.writeFile(`${JSON.stringify(taker.holder)}\n`);
      await handle.sync();
    } catch (error) {
      await taker.fs.unlink(path).catch(() => undefined);
      throw error;
    } finally {
      await handle.close();
    }
    // While the file was still empty somebody may have taken us for dead.
    return await isOurs(taker, path);
  });
}

async function isDead(taker: Taker, path: string, found: FoundLock): Promise<boolean> {
  const { fs, clock, holder } = taker;
  const self: ProcessIdentity = holder;
  if (found.holder === undefined) return await isSilent(taker, path, found, unreadableWatch);
  if (leftBehind.has(found.token)) return true;
  if (sharesProcesses(self, found.holder)) return !(await isRunning(fs, found.holder));
  const bootDiffers = self.bootId !== undefined && found.holder.bootId !== undefined;
  if (self.host === found.holder.host && bootDiffers && self.bootId !== found.holder.bootId) {
    return await isSilent(taker, path, found, rebootedWatch);
  }
  if (clock.now().getTime() - found.beat <= foreignLimit) return false;
  return await isSilent(taker, path, found, foreignWatch);
}

/** Whether the lock file stays exactly as found for `milliseconds`. */
async function isSilent(
  taker: Taker,
  path: string,
  found: FoundLock,
  milliseconds: number,
): Promise<boolean> {
  await taker.clock.sleep(milliseconds);
  const later = await readLock(taker.fs, path);
  return later === undefined || (later.token === found.token && later.beat === found.beat);
}

function locked(path: string, found: FoundLock): SluiceError {
  return new SluiceError('LEDGER_LOCKED', {
    params: {
      path,
      pid: found.holder?.pid ?? '?',
      host: found.holder?.host ?? '?',
      since: found.holder?.since ?? '?',
      command: found.holder?.command ?? '?',
    },
    affected: [path],
    retryable: true,
  });
}

function heldLock(taker: Taker, path: string): Lock {
  const stop = new AbortController();
  const lost = new AbortController();
  const beating = (async () => {
    for (;;) {
      try {
        await taker.clock.sleep(beatEvery, stop.signal);
      } catch {
        return;
      }
      // A disk that is away for a moment is no loss: the next heartbeat tries again.
      const ours = await beat(taker, path).catch(() => true);
      if (ours) continue;
      if (!stop.signal.aborted) {
        lost.abort(lockLost(path));
      }
      return;
    }
  })();
  return {
    path,
    lost: lost.signal,
    async confirm() {
      if (!(await isOurs(taker, path))) throw lockLost(path);
    },
    async release() {
      if (stop.signal.aborted) return;
      stop.abort();
      await beating;
      if (!(await removeOwn(taker, path))) leftBehind.add(taker.holder.token);
    },
  };
}

function lockLost(path: string): SluiceError {
  return new SluiceError('LEDGER_LOCK_LOST', { params: { path }, affected: [path] });
}

async function isOurs({ fs, holder }: Taker, path: string): Promise<boolean> {
  return (await readLock(fs, path))?.token === holder.token;
}

/** Touches the file; false when it is no longer ours. */
async function beat(taker: Taker, path: string): Promise<boolean> {
  if (!(await isOurs(taker, path))) return false;
  const { fs, clock } = taker;
  const handle = await fs.open(path, 'r+');
  try {
    const now = clock.now();
    await handle.utimes(now, now);
  } finally {
    await handle.close();
  }
  return true;
}

/** Whether our file was found and removed. */
async function removeOwn(taker: Taker, path: string): Promise<boolean> {
  if (!(await isOurs(taker, path).catch(() => false))) return false;
  return taker.fs.unlink(path).then(
    () => true,
    () => false,
  );
}
