import { SluiceError } from '../../contract/index.ts';
import type { Clock } from '../../ports/index.ts';

/** Waiting lines that never hold each other up: small requests, blob downloads, blob uploads. */
export type GateLane = 'small' | 'down' | 'up';

export type Outcome =
  | { readonly kind: 'success' }
  /** 429 or 503. `after`: milliseconds the host asked for. */
  | { readonly kind: 'throttled'; readonly after?: number }
  /** Reset, stall, other 5xx. */
  | { readonly kind: 'transient' };

/** What the interface shows of a host. */
export interface HostState {
  readonly host: string;
  readonly state: 'open' | 'waiting' | 'paused' | 'given-up';
  /** When the next request may go out, unless open. */
  readonly retryAt?: Date;
  /** Requests per lane that may run now. */
  readonly concurrency: number;
}

export interface GateLimits {
  readonly start: number;
  readonly ceiling: number;
  /** Successes that earn one more request at a time. */
  readonly raiseEvery: number;
  /** Transient failures in a row that halve the concurrency. */
  readonly burst: number;
  /** Transient failures in a row that pause the host. */
  readonly breakAfter: number;
  readonly breakFor: number;
  /** Time without a success after which the host's remaining work fails. */
  readonly giveUp: number;
  /** Longest wait that is honoured; a longer one fails at once, naming the time. */
  readonly longestWait: number;
}

export const defaultGateLimits: GateLimits = {
  start: 6,
  ceiling: 16,
  raiseEvery: 50,
  burst: 3,
  breakAfter: 20,
  breakFor: 60_000,
  giveUp: 30 * 60_000,
  longestWait: 15 * 60_000,
};

/** A place at a host. `report` as soon as the outcome is known, `leave` when the connection is free. */
export interface GateTicket {
  report(outcome: Outcome): void;
  leave(): void;
}

export interface HostGate {
  /** Waits for a place. Throws HOST_RATE_LIMITED, HOST_GIVEN_UP or the signal's reason. */
  enter(lane: GateLane, signal?: AbortSignal): Promise<GateTicket>;
  /** Lets nobody in for `milliseconds`, as the host's quota asks. */
  pause(milliseconds: number): void;
  state(): HostState;
  close(): void;
}

interface Waiter {
  readonly admit: () => void;
  readonly refuse: (error: unknown) => void;
}

interface Lane {
  active: number;
  readonly waiting: Waiter[];
}

/**
 * One host's gate (registry-client.md B4-B6): additive increase, multiplicative decrease of the
 * number of requests at a time; when the host says "later" everybody waits, and one request
 * probes before the others follow.
 */
export function createHostGate(
  host: string,
  clock: Clock,
  limits: GateLimits = defaultGateLimits,
  onState: (state: HostState) => void = () => undefined,
): HostGate {
  const lanes: Record<GateLane, Lane> = {
    small: { active: 0, waiting: [] },
    down: { active: 0, waiting: [] },
    up: { active: 0, waiting: [] },
  };
  let concurrency = limits.start;
  let successes = 0;
  let failures = 0;
  let closings = 0;
  let failingSince = 0;
  let shut: { until: number; kind: 'waiting' | 'paused'; tooLong: boolean } | undefined;
  let probing = false;
  let era = 0;
  let sleeper: AbortController | undefined;
  let closed = false;

  const state = (): HostState => {
    const now = clock.monotonic();
    if (shut === undefined) return { host, state: 'open', concurrency };
    const retryAt = new Date(clock.now().getTime() + Math.max(0, shut.until - now));
    return { host, state: gone(now) ? 'given-up' : shut.kind, retryAt, concurrency };
  };
  // Given up, but not for ever: a later run in the same process may try again.
  const gone = (now: number): boolean =>
    shut !== undefined &&
    failures >= limits.breakAfter &&
    now - failingSince >= limits.giveUp &&
    now < shut.until + limits.longestWait;

  const refusal = (now: number): SluiceError | undefined => {
    if (shut === undefined) return undefined;
    if (gone(now)) {
      return new SluiceError('HOST_GIVEN_UP', {
        params: { host, minutes: Math.round((now - failingSince) / 60_000) },
        affected: [host],
      });
    }
    if (!shut.tooLong || now >= shut.until) return undefined;
    return new SluiceError('HOST_RATE_LIMITED', {
      params: { host, until: state().retryAt?.toISOString() ?? '' },
      affected: [host],
    });
  };

  const mayEnter = (lane: Lane): boolean => {
    if (lane.active >= concurrency) return false;
    if (shut === undefined) return true;
    return clock.monotonic() >= shut.until && !probing;
  };

  const pump = (): void => {
    const refused = refusal(clock.monotonic());
    for (const lane of Object.values(lanes)) {
      if (refused !== undefined) {
        for (const waiter of lane.waiting.splice(0)) waiter.refuse(refused);
        continue;
      }
      while (mayEnter(lane)) {
        const next = lane.waiting.shift();
        if (next === undefined) break;
        next.admit();
      }
    }
    sleepIfShut();
  };

  const waiting = (): number => Object.values(lanes).reduce((sum, lane) => sum + lane.waiting.length, 0);

  // One sleeper for all who wait; it ends when nobody waits any more.
  const sleepIfShut = (): void => {
    const remaining = shut === undefined ? 0 : shut.until - clock.monotonic();
    if (remaining <= 0 || waiting() === 0 || closed) {
      if (waiting() === 0) sleeper?.abort();
      return;
    }
    if (sleeper !== undefined) return;
    const current = new AbortController();
    sleeper = current;
    const wake = (): void => {
      if (sleeper === current) sleeper = undefined;
      pump();
    };
    clock.sleep(remaining, current.signal).then(wake, wake);
  };

  const shutFor = (milliseconds: number, kind: 'waiting' | 'paused', tooLong: boolean): void => {
    const until = clock.monotonic() + milliseconds;
    if (shut !== undefined && shut.until >= until && !tooLong) return;
    shut = { until, kind, tooLong };
    sleeper?.abort();
    sleeper = undefined;
    onState(state());
    pump();
  };

  const halve = (): void => {
    concurrency = Math.max(1, Math.floor(concurrency / 2));
    successes = 0;
  };

  const succeed = (ticket: { era: number; probe: boolean }): void => {
    failures = 0;
    successes += 1;
    if (successes >= limits.raiseEvery && concurrency < limits.ceiling) {
      concurrency += 1;
      successes = 0;
    }
    // An answer to a request from before the host said "later" proves nothing about now.
    if (shut !== undefined && ticket.era === era && ticket.probe) {
      shut = undefined;
      closings = 0;
      onState(state());
      pump();
    }
  };

  const throttle = (after: number | undefined, ticket: { era: number }): void => {
    if (ticket.era === era) {
      // Many workers hear of the same refusal; it counts once.
      era += 1;
      closings += 1;
      halve();
    }
    const wait = after ?? Math.min(limits.breakFor, 1000 * 2 ** Math.min(closings - 1, 10));
    shutFor(wait, 'waiting', wait > limits.longestWait);
  };

  const fail = (ticket: { era: number; probe: boolean }): void => {
    if (failures === 0) failingSince = clock.monotonic();
    failures += 1;
    if (failures % limits.burst === 0) halve();
    if (failures >= limits.breakAfter) {
      era += 1;
      shutFor(limits.breakFor, 'paused', false);
    } else if (ticket.probe && shut !== undefined) {
      shutFor(Math.min(limits.breakFor, 1000 * 2 ** failures), shut.kind, false);
    }
  };

  const ticketFor = (lane: Lane): GateTicket => {
    const ticket = { era, probe: shut !== undefined };
    lane.active += 1;
    if (ticket.probe) probing = true;
    let reported = false;
    let left = false;
    const unprobe = (): void => {
      if (ticket.probe) probing = false;
      ticket.probe = false;
    };
    return {
      report: (outcome) => {
        // The last word counts: a body may still break after good headers.
        if (reported && outcome.kind === 'success') return;
        reported = true;
        if (outcome.kind === 'success') succeed(ticket);
        else if (outcome.kind === 'throttled') throttle(outcome.after, ticket);
        else fail(ticket);
        unprobe();
        pump();
      },
      leave: () => {
        if (left) return;
        left = true;
        lane.active -= 1;
        unprobe();
        pump();
      },
    };
  };

  const enter = async (name: GateLane, signal?: AbortSignal): Promise<GateTicket> => {
    signal?.throwIfAborted();
    const refused = refusal(clock.monotonic());
    if (refused !== undefined) throw refused;
    const lane = lanes[name];
    if (lane.waiting.length === 0 && mayEnter(lane)) return ticketFor(lane);
    return new Promise<GateTicket>((resolve, reject) => {
      const stop = (): void => {
        const index = lane.waiting.indexOf(waiter);
        if (index >= 0) lane.waiting.splice(index, 1);
        reject(signal?.reason);
        sleepIfShut();
      };
      const waiter: Waiter = {
        admit: () => {
          signal?.removeEventListener('abort', stop);
          resolve(ticketFor(lane));
        },
        refuse: (error) => {
          signal?.removeEventListener('abort', stop);
          reject(error);
        },
      };
      signal?.addEventListener('abort', stop, { once: true });
      lane.waiting.push(waiter);
      pump();
    });
  };

  return {
    enter,
    pause: (milliseconds) => {
      era += 1;
      shutFor(Math.min(milliseconds, limits.longestWait), 'waiting', false);
    },
    state,
    close: () => {
      closed = true;
      sleeper?.abort();
      const error = new SluiceError('NETWORK_RESET', { params: { host, reason: 'closed' } });
      for (const lane of Object.values(lanes))
        for (const waiter of lane.waiting.splice(0)) waiter.refuse(error);
    },
  };
}
