import { describe, expect, it } from 'vitest';
import { createEventStream, eventLine, type LineSink } from '../../../core/bridge/event-stream.ts';
import type { HostEvent } from '../../../core/contract/index.ts';
import { handClock } from '../../support/paths-world.ts';

/** A page that takes lines when the test says so. */
function slowPage(): LineSink & { lines(): unknown[]; take(): void; destroyed: boolean; ended: boolean } {
  let waiting = '';
  let taken = '';
  let drained: (() => void)[] = [];
  const page = {
    destroyed: false,
    ended: false,
    get writableLength() {
      return waiting.length;
    },
    write: (text: string) => {
      waiting += text;
      return waiting.length < 100;
    },
    once: (_name: 'drain', listener: () => void) => drained.push(listener),
    end: (text = '') => {
      waiting += text;
      page.ended = true;
    },
    destroy: () => (page.destroyed = true),
    take: () => {
      taken += waiting;
      waiting = '';
      const wake = drained;
      drained = [];
      for (const listener of wake) listener();
    },
    lines: () =>
      (taken + waiting)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
  };
  return page;
}

const event = (seq: number): HostEvent => ({ topic: 'drives.changed', seq, payload: {} });

describe('the events on their way to a page', () => {
  it('begin with where the counts stand', () => {
    const page = slowPage();
    createEventStream({ sink: page, clock: handClock(), counts: () => ({ 'job.log': 7 }) });
    expect(page.lines()).toEqual([{ kind: 'hello', counts: { 'job.log': 7 } }]);
  });

  it('do not pile up for a slow page: it is told to ask again when it has taken what waits', () => {
    const page = slowPage();
    let seq = 0;
    const counts = (): { 'drives.changed': number } => ({ 'drives.changed': seq });
    const stream = createEventStream({ sink: page, clock: handClock(), counts, mostWaiting: 2_000 });
    for (seq = 1; seq <= 10_000; seq++) stream.send(eventLine(event(seq)));
    expect(page.writableLength).toBeLessThan(2_200);
    seq = 10_000;
    page.take();
    stream.send(eventLine(event(10_001)));
    expect(page.lines().slice(-3)).toEqual([
      { kind: 'hello', counts: { 'drives.changed': 10_000 } },
      { kind: 'event', topic: 'host.resync', seq: 0, payload: {} },
      { kind: 'event', topic: 'drives.changed', seq: 10_001, payload: {} },
    ]);
  });

  it('have a beat when nothing happens, until the page is gone', async () => {
    const page = slowPage();
    const clock = handClock();
    const stream = createEventStream({ sink: page, clock, counts: () => ({}) });
    const gone = new AbortController();
    const beating = stream.beat(gone.signal);
    await clock.advance(15_000);
    await clock.advance(15_000);
    expect(page.lines().slice(1)).toEqual([{ kind: 'beat' }, { kind: 'beat' }]);
    gone.abort();
    await beating;
    await clock.advance(60_000);
    expect(page.lines()).toHaveLength(3);
  });

  it('cut a page off that has taken nothing for a minute', async () => {
    const page = slowPage();
    const clock = handClock();
    const stream = createEventStream({ sink: page, clock, counts: () => ({}), mostWaiting: 500 });
    const beating = stream.beat(new AbortController().signal);
    for (let seq = 1; seq < 50; seq++) stream.send(eventLine(event(seq)));
    for (let beat = 0; beat < 3; beat++) await clock.advance(15_000);
    expect(page.destroyed).toBe(false);
    await clock.advance(15_000);
    expect(page.destroyed).toBe(true);
    await beating;
  });

  it('end with a goodbye when the host ends on purpose', () => {
    const page = slowPage();
    const stream = createEventStream({ sink: page, clock: handClock(), counts: () => ({}) });
    stream.close(true);
    expect(page.ended).toBe(true);
    // What comes too late is not written behind the end.
    stream.resync();
    stream.send(eventLine(event(1)));
    stream.close(true);
    expect(page.lines().slice(1)).toEqual([{ kind: 'bye' }]);
  });
});
