import { spawnSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as realDelay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { describeCode, SluiceError } from '../../../core/contract/index.ts';
import { acquireLock, type Lock, lockHolder } from '../../../core/ledger/index.ts';
import { type FileSystem, systemFileSystem, systemRandom } from '../../../core/ports/index.ts';
import { faultyFileSystem } from '../../support/ledger-faults.ts';
import { environmentOf, type ManualClock, manualClock, temporaryFolder } from '../../support/ledger-world.ts';

const environment = environmentOf();
const deadToken = '00000000-0000-4000-8000-000000000000';

const newPath = (): string => join(temporaryFolder(), 'workspace', 'sluice.lock');

function take(path: string, clock: ManualClock, command = 'sluice export'): Promise<Lock> {
  return acquireLock({ fs: systemFileSystem, path, environment, clock, random: systemRandom, command });
}

interface WrittenLock {
  readonly host?: string;
  readonly pid?: number;
  readonly bootId?: string | undefined;
  readonly processStart?: string | undefined;
  readonly token?: string;
  /** Of the last heartbeat. */
  readonly secondsAgo?: number;
}

/** A lock file as another process left it. By default: of this machine and boot, and its process is gone. */
async function leave(path: string, clock: ManualClock, lock: WrittenLock): Promise<void> {
  const own = await take(path, clock);
  const content = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  await own.release();
  const { secondsAgo = 0, ...fields } = lock;
  const merged = { ...content, token: deadToken, pid: unusedPid(), command: 'sluice import', ...fields };
  writeFileSync(path, JSON.stringify(merged));
  const beat = new Date(clock.now().getTime() - secondsAgo * 1000);
  utimesSync(path, beat, beat);
}

/** The pid of a process that has just ended. */
function unusedPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

const tokenIn = (path: string): unknown =>
  (JSON.parse(readFileSync(path, 'utf8')) as { token: unknown }).token;

describe('when nobody holds the lock', () => {
  it('is taken, names its holder, and is gone after release', async () => {
    const path = newPath();
    const clock = manualClock();
    const lock = await take(path, clock, 'sluice export --target enclave-b');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      pid: process.pid,
      host: 'bastion',
      command: 'sluice export --target enclave-b',
      since: clock.now().toISOString(),
    });
    await lock.release();
    await lock.release();
    expect(readdirSync(join(path, '..'))).toEqual([]);
    expect(lock.lost.aborted).toBe(false);
  });

  it('removes its file again when it cannot fill it', async () => {
    const path = newPath();
    for (const at of [2, 3]) {
      const disk = faultyFileSystem({ at, code: 'ENOSPC' });
      const options = { fs: disk.fs, path, environment, clock: manualClock(), random: systemRandom };
      await expect(acquireLock({ ...options, command: 'x' })).rejects.toMatchObject({
        code: 'LEDGER_WRITE_FAILED',
        params: { reason: 'ENOSPC' },
      });
      expect(existsSync(path)).toBe(false);
    }
  });
});

describe('when a living process of this machine holds the lock', () => {
  it('refuses, and the message says who, where, since when, what runs and what to do', async () => {
    const path = newPath();
    const clock = manualClock();
    const lock = await take(path, clock, 'sluice export --target enclave-b');
    const since = clock.now().toISOString();
    clock.advance(3_600_000);
    const error = await take(path, clock).catch((thrown: unknown) => thrown);
    if (!(error instanceof SluiceError)) throw new Error('no SluiceError');
    expect(error.code).toBe('LEDGER_LOCKED');
    for (const language of ['en', 'zh'] as const) {
      const { what, next } = describeCode(error.code, error.params, language);
      for (const fact of [String(process.pid), 'bastion', since, 'sluice export --target enclave-b']) {
        expect(what).toContain(fact);
      }
      expect(next).toContain(path);
    }
    await lock.release();
  });

  it('does not go by the age of its heartbeat', async () => {
    const path = newPath();
    const clock = manualClock();
    await leave(path, clock, { pid: process.pid, processStart: undefined, secondsAgo: 86_400 });
    await expect(take(path, clock)).rejects.toMatchObject({ code: 'LEDGER_LOCKED' });
  });
});

describe('when the holder on this machine is dead', () => {
  it('is taken over at once when its process is gone', async () => {
    const path = newPath();
    const clock = manualClock();
    await leave(path, clock, {});
    const lock = await take(path, clock);
    expect(tokenIn(path)).not.toBe(deadToken);
    expect(readdirSync(join(path, '..'))).toEqual(['sluice.lock']);
    await lock.release();
  });

  it.skipIf(process.platform !== 'linux')(
    'is taken over when its pid belongs to another process now',
    async () => {
      const path = newPath();
      const clock = manualClock();
      await leave(path, clock, { pid: process.pid, processStart: '1' });
      await (await take(path, clock)).release();
    },
  );

  it('is taken over when its file was never filled', async () => {
    for (const content of ['', '{"format":1,"pi', '\0\0\0\0', '{"format":2}']) {
      const path = newPath();
      const clock = manualClock();
      await (await take(path, clock)).release();
      writeFileSync(path, content);
      const taking = take(path, clock);
      await clock.untilAsleep(2_000);
      clock.advance(2_000);
      await (await taking).release();
      expect(existsSync(path)).toBe(false);
    }
  });

  it('is not taken over when it fills its file while it is watched', async () => {
    const path = newPath();
    const clock = manualClock();
    await leave(path, clock, { pid: process.pid, processStart: undefined });
    const content = readFileSync(path);
    writeFileSync(path, '');
    const taking = take(path, clock);
    await clock.untilAsleep(2_000);
    writeFileSync(path, content);
    clock.advance(2_000);
    await expect(taking).rejects.toMatchObject({ code: 'LEDGER_LOCKED', params: { pid: process.pid } });
  });

  it('is taken over also after a first taker died half-way', async () => {
    const path = newPath();
    const clock = manualClock();
    const middle = '11111111-1111-4111-8111-111111111111';
    await leave(`${path}.${deadToken}`, clock, { token: middle });
    await leave(path, clock, {});
    await (await take(path, clock)).release();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('names a second taker that is faster', async () => {
    const path = newPath();
    const clock = manualClock();
    await leave(path, clock, {});
    const claim = `${path}.${deadToken}`;
    await leave(claim, clock, { pid: process.pid, processStart: undefined });
    await expect(take(path, clock)).rejects.toMatchObject({
      code: 'LEDGER_LOCKED',
      params: { pid: process.pid },
    });
    expect(tokenIn(path)).toBe(deadToken);
  });
});

describe('when the holder is on another machine', () => {
  it('refuses while its heartbeat is younger than a minute', async () => {
    const path = newPath();
    const clock = manualClock();
    await leave(path, clock, { host: 'elsewhere', secondsAgo: 59 });
    await expect(take(path, clock)).rejects.toMatchObject({ params: { host: 'elsewhere' } });
  });

  it('takes over after a minute of silence, when nothing moves while it watches', async () => {
    const path = newPath();
    const clock = manualClock();
    await leave(path, clock, { host: 'elsewhere', secondsAgo: 61 });
    const taking = take(path, clock);
    await clock.untilAsleep(12_000);
    clock.advance(12_000);
    await (await taking).release();
  });

  it('trusts a heartbeat that it sees more than the clocks', async () => {
    const path = newPath();
    const clock = manualClock();
    await leave(path, clock, { host: 'elsewhere', secondsAgo: 86_400 });
    const taking = take(path, clock);
    await clock.untilAsleep(12_000);
    const beat = new Date(clock.now().getTime() - 86_390_000);
    utimesSync(path, beat, beat);
    clock.advance(12_000);
    await expect(taking).rejects.toMatchObject({ code: 'LEDGER_LOCKED' });
  });

  it('treats another container of the same kernel as another machine', async () => {
    const path = newPath();
    const clock = manualClock();
    await leave(path, clock, { host: 'other-container', secondsAgo: 10 });
    await expect(take(path, clock)).rejects.toMatchObject({ code: 'LEDGER_LOCKED' });
  });

  it('takes over without a minute of waiting when this machine was restarted', async () => {
    const path = newPath();
    const clock = manualClock();
    await leave(path, clock, { bootId: 'an-earlier-boot', secondsAgo: 5 });
    const taking = take(path, clock);
    await clock.untilAsleep(25_000);
    clock.advance(25_000);
    await (await taking).release();
  });
});

describe('when several want a dead lock at once', () => {
  it('does not replace the lock of a taker that finished between its look and its grasp', async () => {
    const path = newPath();
    const clock = manualClock();
    await leave(path, clock, {});
    let faster: Lock | undefined;
    const open: FileSystem['open'] = async (...parameters) => {
      if (parameters[0] === `${path}.${deadToken}` && parameters[1] === 'wx')
        faster ??= await take(path, clock);
      return await systemFileSystem.open(...parameters);
    };
    const fs = { ...systemFileSystem, open };
    const slower = acquireLock({ fs, path, environment, clock, random: systemRandom, command: 'slower' });
    await expect(slower).rejects.toMatchObject({
      code: 'LEDGER_LOCKED',
      params: { command: 'sluice export' },
    });
    expect(readdirSync(join(path, '..'))).toEqual(['sluice.lock']);
    await faster?.release();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('lets exactly one have it', async () => {
    for (let round = 0; round < 20; round += 1) {
      const path = newPath();
      const clock = manualClock();
      await leave(path, clock, {});
      const answers = await Promise.allSettled(Array.from({ length: 8 }, () => take(path, clock)));
      const winners = answers.filter((answer) => answer.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      for (const answer of answers) {
        if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'LEDGER_LOCKED' });
      }
      await winners[0]?.value.release();
      expect(readdirSync(join(path, '..'))).toEqual([]);
    }
  });
});

describe('while the lock is held', () => {
  it('beats every ten seconds', async () => {
    const path = newPath();
    const clock = manualClock();
    const lock = await take(path, clock);
    await clock.untilAsleep(10_000);
    clock.advance(10_000);
    await clock.untilAsleep(10_000);
    expect(Math.abs(statSync(path).mtimeMs - clock.now().getTime())).toBeLessThan(2);
    await lock.release();
  });

  it('tells its holder when another run took over, and leaves that run its file', async () => {
    const path = newPath();
    const clock = manualClock();
    const lock = await take(path, clock);
    await clock.untilAsleep(10_000);
    const other = JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), token: deadToken });
    writeFileSync(path, other);
    clock.advance(10_000);
    while (!lock.lost.aborted) await realDelay(1);
    expect(lock.lost.reason).toMatchObject({ code: 'LEDGER_LOCK_LOST', params: { path } });
    await lock.release();
    expect(readFileSync(path, 'utf8')).toBe(other);
  });

  it('tells its holder when somebody deleted the file', async () => {
    const path = newPath();
    const clock = manualClock();
    const lock = await take(path, clock);
    await clock.untilAsleep(10_000);
    unlinkSync(path);
    clock.advance(10_000);
    while (!lock.lost.aborted) await realDelay(1);
    await lock.release();
  });
});

describe('when the holder asks whether the lock is its own', () => {
  it('hears it at once, whatever became of the file', async () => {
    const path = newPath();
    const lock = await take(path, manualClock());
    const own = readFileSync(path, 'utf8');
    await lock.confirm();
    const lost = { code: 'LEDGER_LOCK_LOST', params: { path } };
    writeFileSync(path, JSON.stringify({ ...(JSON.parse(own) as object), token: deadToken }));
    await expect(lock.confirm()).rejects.toMatchObject(lost);
    unlinkSync(path);
    await expect(lock.confirm()).rejects.toMatchObject(lost);
    writeFileSync(path, own);
    await lock.confirm();
    await lock.release();
  });
});

describe('when somebody only asks who holds the lock', () => {
  const ask = (path: string, clock: ManualClock): ReturnType<typeof lockHolder> =>
    lockHolder({ fs: systemFileSystem, path, environment, clock });

  it('answers the living holder and nothing else', async () => {
    const path = newPath();
    const clock = manualClock();
    expect(await ask(path, clock)).toBeUndefined();
    const lock = await take(path, clock);
    expect(await ask(path, clock)).toMatchObject({ pid: process.pid, command: 'sluice export' });
    await lock.release();
    await leave(path, clock, {});
    expect(await ask(path, clock)).toBeUndefined();
    await leave(path, clock, { host: 'elsewhere', secondsAgo: 30 });
    expect(await ask(path, clock)).toMatchObject({ host: 'elsewhere' });
    clock.advance(31_000);
    expect(await ask(path, clock)).toBeUndefined();
  });
});

describe('when the medium was gone while the lock was given back', () => {
  it('is taken again at once by the same process when the medium returns', async () => {
    const path = newPath();
    const clock = manualClock();
    const lock = await take(path, clock);
    const folder = join(path, '..');
    renameSync(folder, `${folder}-pulled`);
    await lock.release();
    renameSync(`${folder}-pulled`, folder);
    expect(existsSync(path)).toBe(true);
    expect(await lockHolder({ fs: systemFileSystem, path, environment, clock })).toBeUndefined();
    const again = await take(path, clock);
    expect(tokenIn(path)).not.toBe(deadToken);
    await again.release();
    expect(existsSync(path)).toBe(false);
  });
});
