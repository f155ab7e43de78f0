import { describe, expect, it } from 'vitest';
import { SluiceError, type RunEvent } from '../../../core/contract/index.ts';
import { hostNotices, waitingNotices } from '../../../core/host/waiting.ts';

function world() {
  let time = 0;
  const events: RunEvent[] = [];
  const clock = { now: () => new Date(time), monotonic: () => time, sleep: () => Promise.resolve() };
  return {
    clock,
    events,
    observer: (event: RunEvent) => void events.push(event),
    at: (now: number) => (time = now),
  };
}

describe('when requests are tried again', () => {
  const failed = (host: string): SluiceError =>
    new SluiceError('NETWORK_REFUSED', { params: { host }, affected: [host], retryable: true });

  it('tells the reason and the wait, from the second failure on', () => {
    const { observer, clock, events } = world();
    const notice = waitingNotices(observer, clock);
    notice({ error: failed('quay.io'), attempt: 1, delay: 900 });
    notice({ error: failed('quay.io'), attempt: 2, delay: 900 });
    expect(events).toMatchObject([
      {
        type: 'host',
        host: 'quay.io',
        state: 'retrying',
        secondsToWait: 0.9,
        cause: { code: 'NETWORK_REFUSED' },
      },
    ]);
  });

  it('tells each host once in a while, however many requests fail', () => {
    const { observer, clock, events, at } = world();
    const notice = waitingNotices(observer, clock);
    for (const host of ['quay.io', 'mirror.example'])
      for (let request = 0; request < 50; request++) notice({ error: failed(host), attempt: 2, delay: 1000 });
    expect(events).toHaveLength(2);
    at(5000);
    notice({ error: failed('quay.io'), attempt: 3, delay: 1000 });
    expect(events).toHaveLength(3);
  });
});

describe('when a host asks to wait', () => {
  const waiting = (from: number, milliseconds: number) =>
    ({ host: 'quay.io', state: 'waiting', retryAt: new Date(from + milliseconds), concurrency: 3 }) as const;
  const open = { host: 'quay.io', state: 'open', concurrency: 3 } as const;

  it('is told once in a while, not for each request', () => {
    const { observer, clock, events, at } = world();
    const notice = hostNotices(observer, clock);
    for (let second = 0; second < 4; second++) {
      at(second * 1000);
      notice(waiting(second * 1000, 1000));
      notice(open);
    }
    expect(events).toMatchObject([{ state: 'waiting', secondsToWait: 1 }]);
  });

  it('is told when the wait is long, and when it is over', () => {
    const { observer, clock, events, at } = world();
    const notice = hostNotices(observer, clock);
    notice(waiting(0, 1000));
    notice(waiting(0, 60_000));
    at(60_000);
    notice(open);
    notice(open);
    expect(events).toMatchObject([
      { state: 'waiting', secondsToWait: 1 },
      { state: 'waiting', secondsToWait: 60 },
      { state: 'open' },
    ]);
  });
});
