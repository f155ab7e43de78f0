import { describe, expect, it } from 'vitest';
import { costsOf, figuresOf, type TraceEvent } from '../../bench/run-screen/trace.ts';

const event = (name: string, ts: number, more: Partial<TraceEvent> = {}): TraceEvent => ({
  name,
  ph: 'X',
  pid: 1,
  tid: 7,
  ts,
  ...more,
});

describe('what a trace says an update cost', () => {
  it('adds up the CPU time of the tasks of the page, and of nothing else', () => {
    const costs = costsOf([
      event('thread_name', 0, { ph: 'M', args: { name: 'CrRendererMain' } }),
      event('sluice-update', 1000, { ph: 'I' }),
      event('RunTask', 900, { dur: 6000, tdur: 5000 }),
      event('FireAnimationFrame', 8000),
      event('RunTask', 7900, { dur: 4000 }),
      event('RunTask', 9000, { dur: 50_000, tid: 8 }),
      event('RunTask', 9000, { dur: 50_000, pid: 2 }),
      event('FireAnimationFrame', 30_000),
      event('sluice-update', 101_000, { ph: 'I' }),
    ]);
    expect(costs.updates).toEqual([9]);
    expect(costs.frames).toEqual([4]);
  });

  it('says nothing of a trace without updates', () => {
    expect(costsOf([event('RunTask', 0, { dur: 5 })])).toEqual({ updates: [], frames: [] });
  });
});

describe('figures', () => {
  it('are the median, what 95 of 100 stay below, and the largest', () => {
    const values = Array.from({ length: 100 }, (_, place) => place + 1);
    expect(figuresOf(values)).toEqual({ median: 51, p95: 96, max: 100 });
  });

  it('are zero when nothing was measured', () => {
    expect(figuresOf([])).toEqual({ median: 0, p95: 0, max: 0 });
  });
});
