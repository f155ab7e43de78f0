import { afterEach, describe, expect, it } from 'vitest';
import {
  createHostGate,
  defaultGateLimits,
  type GateLimits,
  type HostGate,
  type HostState,
} from '../../../core/registry/http/host-gate.ts';
import { quotaPause, retryAfter } from '../../../core/registry/http/retry-after.ts';
import type { Clock } from '../../../core/ports/index.ts';
import { codeOf } from '../../support/registry-world.ts';

/** A clock that only moves when told; waits end when their time has come. */
function handClock(): Clock & { move(milliseconds: number): Promise<void> } {
  let now = 0;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => new Date(Date.UTC(2026, 10, 22) + now),
    monotonic: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    move: async (milliseconds) => {
      now += milliseconds;
      for (const sleeper of sleepers) {
        if (sleeper.at > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      await settle();
    },
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let gate: HostGate;
afterEach(() => gate.close());

function open(limits: Partial<GateLimits> = {}): {
  clock: ReturnType<typeof handClock>;
  states: HostState[];
} {
  const clock = handClock();
  const states: HostState[] = [];
  gate = createHostGate('quay.io', clock, { ...defaultGateLimits, ...limits }, (state) => states.push(state));
  return { clock, states };
}

/** Starts requests that wait for the gate; counts those that got in. */
function crowd(count: number): { inside: () => number; tickets: Awaited<ReturnType<HostGate['enter']>>[] } {
  const tickets: Awaited<ReturnType<HostGate['enter']>>[] = [];
  for (let index = 0; index < count; index += 1) {
    gate.enter('down').then(
      (ticket) => tickets.push(ticket),
      () => undefined,
    );
  }
  return { inside: () => tickets.length, tickets };
}

async function succeed(times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    const ticket = await gate.enter('small');
    ticket.report({ kind: 'success' });
    ticket.leave();
  }
}

describe('when a host is well', () => {
  it('lets six at a time in, and the next when one leaves', async () => {
    open();
    const { inside, tickets } = crowd(8);
    await settle();
    expect(inside()).toBe(6);
    tickets[0]?.leave();
    tickets[0]?.leave();
    await settle();
    expect(inside()).toBe(7);
  });

  it('keeps places for small requests while blobs fill theirs', async () => {
    open();
    crowd(20);
    const ticket = await gate.enter('small');
    ticket.leave();
  });

  it('lets one more in after fifty successes, up to the ceiling', async () => {
    open();
    await succeed(50);
    expect(gate.state().concurrency).toBe(7);
    await succeed(50 * 20);
    expect(gate.state().concurrency).toBe(16);
  });
});

describe('when a host says "later"', () => {
  it('holds everybody until the time it gave, then sends one to probe (B4)', async () => {
    const { clock, states } = open();
    const first = await gate.enter('down');
    first.report({ kind: 'throttled', after: 30_000 });
    first.leave();
    expect(states.at(-1)).toEqual({
      host: 'quay.io',
      state: 'waiting',
      retryAt: new Date(Date.UTC(2026, 10, 22, 0, 0, 30)),
      concurrency: 3,
    });
    const { inside, tickets } = crowd(5);
    await clock.move(29_999);
    expect(inside()).toBe(0);
    await clock.move(1);
    expect(inside()).toBe(1);
    tickets[0]?.report({ kind: 'success' });
    await settle();
    expect(inside()).toBe(3);
    expect(states.at(-1)?.state).toBe('open');
  });

  it('halves once for one refusal that many workers hear', async () => {
    open();
    const { tickets } = crowd(6);
    await settle();
    for (const ticket of tickets) ticket.report({ kind: 'throttled', after: 1000 });
    expect(gate.state().concurrency).toBe(3);
  });

  it('backs off longer each time when it gives no time', async () => {
    const { clock } = open();
    const waits: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const entering = gate.enter('down');
      await settle();
      if (round > 0) await clock.move(waits.at(-1) ?? 0);
      const ticket = await entering;
      ticket.report({ kind: 'throttled' });
      ticket.leave();
      waits.push((gate.state().retryAt?.getTime() ?? 0) - clock.now().getTime());
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
  });

  it('is not reopened by an answer to a request from before', async () => {
    const { clock } = open();
    const early = await gate.enter('down');
    const refused = await gate.enter('down');
    refused.report({ kind: 'throttled', after: 10_000 });
    early.report({ kind: 'success' });
    const { inside } = crowd(1);
    await clock.move(5000);
    expect(inside()).toBe(0);
  });

  it('fails at once when it asks for more than a quarter of an hour, naming the time', async () => {
    open();
    const ticket = await gate.enter('down');
    const waiting = crowd(1);
    ticket.report({ kind: 'throttled', after: 3_600_000 });
    ticket.leave();
    await settle();
    await expect(gate.enter('small')).rejects.toMatchObject({
      code: 'HOST_RATE_LIMITED',
      params: { host: 'quay.io', until: '2026-11-22T01:00:00.000Z' },
      retryable: false,
    });
    expect(waiting.inside()).toBe(1);
  });

  it('pauses when the quota is nearly used up', async () => {
    const { clock } = open();
    gate.pause(60_000);
    const { inside } = crowd(2);
    await clock.move(59_000);
    expect(inside()).toBe(0);
    await clock.move(1000);
    expect(inside()).toBe(1);
  });
});

describe('when a host keeps failing', () => {
  async function fail(times: number): Promise<void> {
    for (let index = 0; index < times; index += 1) {
      const ticket = await gate.enter('down');
      ticket.report({ kind: 'transient' });
      ticket.leave();
    }
  }

  it('halves the requests at a time, down to one', async () => {
    open();
    await fail(3);
    expect(gate.state().concurrency).toBe(3);
    await fail(9);
    expect(gate.state().concurrency).toBe(1);
  });

  it('pauses after twenty failures in a row and tells once (B6)', async () => {
    const { states } = open();
    await fail(20);
    expect(states.filter(({ state }) => state === 'paused')).toHaveLength(1);
  });

  it('starts counting again after a success', async () => {
    const { states } = open();
    await fail(19);
    await succeed(1);
    await fail(19);
    expect(states).toEqual([]);
  });

  it('gives the host up after half an hour without a success', async () => {
    const { clock } = open();
    await fail(20);
    for (let minute = 0; minute < 30; minute += 1) {
      const entering = gate.enter('down').catch(() => undefined);
      await clock.move(60_000);
      const ticket = await entering;
      ticket?.report({ kind: 'transient' });
      ticket?.leave();
    }
    expect(await codeOf(gate.enter('down'))).toBe('HOST_GIVEN_UP');
    expect(gate.state().state).toBe('given-up');
  });
});

describe('when a request no longer wants to wait', () => {
  it('leaves the line with the signal’s reason', async () => {
    open();
    gate.pause(60_000);
    const controller = new AbortController();
    const work = gate.enter('down', controller.signal);
    const reason = new Error('stop');
    controller.abort(reason);
    await expect(work).rejects.toBe(reason);
  });

  it('is refused when the door closes', async () => {
    open();
    gate.pause(60_000);
    const work = gate.enter('down');
    gate.close();
    expect(await codeOf(work)).toBe('NETWORK_RESET');
  });
});

describe('when headers say how long to wait', () => {
  const now = new Date('2026-11-22T00:00:00Z');

  it('reads seconds and dates, and nothing else', () => {
    expect(retryAfter({ 'retry-after': '120' }, now)).toBe(120_000);
    expect(retryAfter({ 'retry-after': 'Sun, 22 Nov 2026 00:01:00 GMT' }, now)).toBe(60_000);
    expect(retryAfter({ 'retry-after': 'Sat, 21 Nov 2026 00:00:00 GMT' }, now)).toBe(0);
    expect(retryAfter({ 'retry-after': 'Sunday, 22-Nov-26 00:01:00 GMT' }, now)).toBe(60_000);
    expect(retryAfter({ 'retry-after': 'Sun Nov 22 00:01:00 2026' }, now)).toBe(60_000);
    expect(retryAfter({ 'retry-after': '9'.repeat(400) }, now)).toBe(999_999_999_000);
    expect(retryAfter({ 'retry-after': 'soon' }, now)).toBeUndefined();
    expect(retryAfter({}, now)).toBeUndefined();
  });

  it.each(['-5', '1.5', 'in 2999', 'abc 7', '60 seconds', '2999-01-01', ''])(
    'does not make a date of %j, as Date.parse does',
    (text) => {
      expect(retryAfter({ 'retry-after': text }, now)).toBeUndefined();
    },
  );

  it('pauses for a quota of two or less, as Docker Hub counts it', () => {
    expect(quotaPause({ 'ratelimit-remaining': '2;w=21600' })).toBe(60_000);
    expect(quotaPause({ 'ratelimit-remaining': '0', 'ratelimit-reset': '30' })).toBe(30_000);
    expect(quotaPause({ 'ratelimit-remaining': '3;w=21600' })).toBeUndefined();
    expect(quotaPause({})).toBeUndefined();
  });
});
