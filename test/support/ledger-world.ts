import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as realDelay } from 'node:timers/promises';
import { afterEach } from 'vitest';
import type { Clock, Environment } from '../../core/ports/index.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-ledger-'));
  folders.push(folder);
  return folder;
}

export function environmentOf(overrides: Partial<Environment> = {}): Environment {
  return {
    variables: {},
    home: '/home/operator',
    uid: 1000,
    hostname: 'bastion',
    platform: 'linux',
    workingDirectory: '/home/operator/work',
    ...overrides,
  };
}

export interface ManualClock extends Clock {
  /** Moves time on; whoever slept long enough wakes up. */
  advance(milliseconds: number): void;
  /** Resolves when somebody sleeps for exactly `milliseconds`. */
  untilAsleep(milliseconds: number): Promise<void>;
}

interface Sleeper {
  readonly until: number;
  readonly length: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is moved. Starts at the present, since the files it is compared with are real. */
export function manualClock(start = Date.now()): ManualClock {
  let time = start;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => new Date(time),
    monotonic: () => time,
    sleep: (length, signal) =>
      new Promise((resolve, reject) => {
        const sleeper: Sleeper = { until: time + length, length, wake: resolve };
        sleepers.add(sleeper);
        const abort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        if (signal?.aborted === true) abort();
        else signal?.addEventListener('abort', abort, { once: true });
      }),
    advance(milliseconds) {
      time += milliseconds;
      for (const sleeper of [...sleepers].filter(({ until }) => until <= time)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    async untilAsleep(milliseconds) {
      while (![...sleepers].some(({ length }) => length === milliseconds)) await realDelay(1);
    },
  };
}
