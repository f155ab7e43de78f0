import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { Clock } from '../../../core/ports/index.ts';
import { createHttpDoor } from '../../../core/registry/index.ts';
import type { Network } from './reading-world.ts';

/**
 * A network whose clock stands still while anything is on its way, and otherwise jumps to the next moment that somebody
 * waits for: hours pass in no time, and everything happens in the order of its time.
 */
export interface StillNetwork extends Network {
  /** For servers: what they wait is time that an exchange takes. */
  readonly server: Clock;
}

/** One request on its way, perhaps on a second one: https, then http. */
interface Flight {
  depart(): void;
  land(): void;
}

const flights = new AsyncLocalStorage<Flight>();
const requests = new WeakMap<object, Flight>();
// A body that was received and is not read yet is no longer on its way: only undici knows when that is so.
subscribe('undici:request:create', (message) => {
  const flight = flights.getStore();
  if (flight === undefined) return;
  flight.depart();
  requests.set(requestOf(message), flight);
});
const landed = (message: unknown): void => requests.get(requestOf(message))?.land();
subscribe('undici:request:trailers', landed);
subscribe('undici:request:error', landed);

function requestOf(message: unknown): object {
  return (message as { request: object }).request;
}

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** `departs` is told when a request leaves the gate of its host. */
export function stillNetwork(departs: (url: URL) => void = () => undefined): StillNetwork {
  const start = Date.UTC(2026, 10, 22);
  const sleepers = new Set<Sleeper>();
  let elapsed = 0;
  let moving = 0;
  let looking = false;

  /** Jumps when nothing has moved for two turns: what an answer sets off has then begun. */
  const look = (quietTurns = 0): void => {
    if (looking) return;
    looking = true;
    setImmediate(() => {
      looking = false;
      if (moving > 0 || sleepers.size === 0) return;
      if (quietTurns < 2) return look(quietTurns + 1);
      const first = [...sleepers].reduce((a, b) => (b.at < a.at ? b : a));
      sleepers.delete(first);
      elapsed = Math.max(elapsed, first.at);
      first.wake();
      look();
    });
  };

  const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        at: elapsed + Math.max(0, milliseconds),
        wake: () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
      };
      if (signal?.aborted === true) return reject(signal.reason);
      signal?.addEventListener('abort', stop, { once: true });
      sleepers.add(sleeper);
      look();
    });

  const moved = (change: 1 | -1): void => {
    moving += change;
    if (moving === 0) look();
  };

  const newFlight = (): Flight => {
    let flying = false;
    const set = (value: boolean): void => {
      if (flying !== value) moved(value ? 1 : -1);
      flying = value;
    };
    return { depart: () => set(true), land: () => set(false) };
  };

  const now = (): Date => new Date(start + elapsed);
  const monotonic = (): number => elapsed;
  const clock: Clock = { now, monotonic, sleep };
  return {
    clock,
    server: {
      ...clock,
      sleep: async (milliseconds, signal) => {
        moved(-1);
        await sleep(milliseconds, signal).finally(() => moved(1));
      },
    },
    openDoor: (options) => {
      const door = createHttpDoor({
        ...options,
        clock,
        // Asked when the gate has let a request go, and before it is sent.
        proxyFor: (url) => {
          flights.getStore()?.depart();
          departs(url);
          return undefined;
        },
      });
      return {
        request: (wanted) => {
          const flight = newFlight();
          return flights.run(flight, async () => {
            try {
              return await door.request(wanted);
            } catch (error) {
              flight.land();
              throw error;
            }
          });
        },
        close: () => door.close(),
      };
    },
  };
}
