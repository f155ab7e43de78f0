import type { IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../core/ports/index.ts';
import { createHttpDoor, type DoorLimits } from '../../../core/registry/index.ts';
import { must } from '../case.ts';
import { mustFinish } from './ending.ts';
import type { Network } from './reading-world.ts';

/** Milliseconds. */
const tick = 5;

/** The door's limits in small. */
export const smallLimits = {
  headers: 300,
  bodyIdle: 300,
  uploadStall: 400,
  uploadHeaders: 500,
  lowSpeedWindow: 600,
  lowSpeedBytes: 4096,
  lookEvery: 10,
} satisfies Partial<DoorLimits>;

/** undici's time-outs come up to a second late, whatever the limit. */
const afterTimeout = 2000;
/** The door's own watch is as punctual in small as it is in large, where two seconds come to a minute. */
const afterLook = (limit: number): number => limit / 20 + 200;

/** When a stall has to be noticed at the latest. Milliseconds. */
export const latest = {
  headers: smallLimits.headers + afterTimeout,
  body: smallLimits.bodyIdle + afterTimeout,
  commit: smallLimits.uploadHeaders + afterTimeout,
  upload: smallLimits.uploadStall + afterLook(smallLimits.uploadStall),
  trickle: smallLimits.lowSpeedWindow + afterLook(smallLimits.lowSpeedWindow),
};

/** Watches how long the other side takes to give up what this one no longer serves; `givenUp` is when it has. */
export async function mustBeNoticed(clock: Clock, givenUp: Promise<unknown>, most: number): Promise<void> {
  const since = clock.monotonic();
  await mustFinish(givenUp);
  const waited = clock.monotonic() - since;
  must(waited <= most, 'wrong', `a stall was noticed after ${waited} ms, ${most} at the latest`);
}

export function closed({ socket }: IncomingMessage): Promise<unknown> {
  return socket.destroyed ? Promise.resolve() : new Promise((resolve) => socket.once('close', resolve));
}

export interface TickingNetwork extends Network {
  close(): void;
}

/**
 * A network whose clock counts its own ticks: real time, in which time-outs run, without that for which a busy
 * machine left this process standing. Waits take none of it.
 */
export function tickingNetwork(): TickingNetwork {
  let elapsed = 0;
  const timer = setInterval(() => void (elapsed += tick), tick);
  const clock: Clock = {
    now: () => new Date(Date.UTC(2026, 10, 22) + elapsed),
    monotonic: () => elapsed,
    sleep: async (_milliseconds, signal) => {
      await setImmediate();
      signal?.throwIfAborted();
    },
  };
  return {
    clock,
    openDoor: (settings) => createHttpDoor({ ...settings, clock, proxyFor: () => undefined }),
    close: () => clearInterval(timer),
  };
}
