import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HostEvent, JobItem, RunEvent } from '../../../core/contract/index.ts';
import { coalesce } from '../../../core/host/jobs/coalesce.ts';
import { createItemTable } from '../../../core/host/jobs/item-table.ts';
import { createJobLog } from '../../../core/host/jobs/job-log.ts';
import { createProgressTracker } from '../../../core/host/jobs/job-progress.ts';
import { phasesOf } from '../../../core/host/jobs/phase-weights.ts';
import { startable } from '../../../core/host/jobs/schedule.ts';
import { context, jobsWorld, report } from '../../support/jobs-world.ts';
import { manualClock } from '../../support/ledger-world.ts';

type Progress = Extract<RunEvent, { type: 'progress' }>['progress'];

function progress(more: Partial<Progress>): RunEvent {
  return {
    type: 'progress',
    progress: {
      phase: 'transfer',
      bytesDone: 0,
      bytesTotal: 100,
      blobsDone: 0,
      blobsTotal: 1,
      imagesDone: 0,
      imagesTotal: 1,
      imagesFailed: 0,
      rate: 1,
      inFlight: [],
      ...more,
    },
  };
}

function planned(count: number, first = 0, total = count): RunEvent {
  return {
    type: 'planned',
    first,
    total,
    images: Array.from({ length: count }, (_, place) => ({
      category: place % 2 === 0 ? ('release' as const) : ('additional' as const),
      origin: `quay.io/lab/image-${first + place}:1`,
      destination: `docker://corp/lab/image-${first + place}:1`,
      bytes: 10,
      accessory: false,
    })),
  };
}

const ended = (index: number, status: 'copied' | 'present' | 'failed'): RunEvent => ({
  type: 'image',
  index,
  origin: `quay.io/lab/image-${index}:1`,
  destination: '',
  status,
  ...(status === 'failed' && { error: { code: 'IMAGE_NOT_FOUND', params: {}, affected: [] } }),
});

describe('the weights of the phases', () => {
  it.each(['export', 'import', 'verify'] as const)('of an %s are 1 together, whatever follows', (kind) => {
    for (const verify of [true, false])
      for (const eject of [true, false]) {
        const phases = phasesOf(kind, { verify, eject });
        expect(phases.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
        expect(phases.some(({ phase }) => phase === 'eject')).toBe(eject && kind !== 'verify');
      }
  });
});

describe('progress', () => {
  const phases = phasesOf('export', { verify: true, eject: false });

  it('never goes back, though counters do', () => {
    const tracker = createProgressTracker(manualClock(), phases);
    tracker.begin(false);
    tracker.take({ type: 'phase', phase: 'transfer', state: 'start' });
    const seen: number[] = [];
    for (const bytesDone of [10, 60, 20, 70, 100, 0]) {
      tracker.take(progress({ bytesDone }));
      seen.push(tracker.view(undefined).fraction);
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    tracker.enter('verify');
    tracker.bytes(50, 100, 25);
    const view = tracker.view(undefined);
    expect(view).toMatchObject({ phase: 'verify', rate: 25, secondsLeft: 2 });
    expect(view.phases.find(({ phase }) => phase === 'transfer')).toMatchObject({
      state: 'done',
      fraction: 1,
    });
    tracker.end('whole');
    expect(tracker.view(undefined).fraction).toBe(1);
  });

  it('begins anew with a new attempt, and stays where it was after a pause', () => {
    const tracker = createProgressTracker(manualClock(), phases);
    tracker.take({ type: 'phase', phase: 'transfer', state: 'start' });
    tracker.take(progress({ bytesDone: 100 }));
    const before = tracker.view(undefined).fraction;
    tracker.begin(true);
    expect(tracker.view(undefined).fraction).toBe(before);
    tracker.begin(false);
    expect(tracker.view(undefined).fraction).toBe(0);
  });

  it('names the phase that failed', () => {
    const tracker = createProgressTracker(manualClock(), phases);
    tracker.take({ type: 'phase', phase: 'resolve', state: 'start' });
    tracker.take({ type: 'phase', phase: 'resolve', state: 'end' });
    tracker.end('failed');
    const states = tracker.view(undefined).phases.map(({ phase, state }) => `${phase} ${state}`);
    expect(states.slice(0, 3)).toEqual(['collect done', 'resolve failed', 'preflight pending']);
  });

  it('shows a host in trouble until its time is up', () => {
    const clock = manualClock();
    const tracker = createProgressTracker(clock, phases);
    tracker.take({ type: 'host', host: 'quay.io', state: 'retrying', secondsToWait: 5 });
    expect(tracker.view(undefined).hosts).toMatchObject([{ host: 'quay.io', state: 'retrying' }]);
    clock.advance(30_000);
    expect(tracker.view(undefined).hosts).toEqual([]);
  });
});

describe('the images of a job', () => {
  it('are five thousand, and each page, filter and count of them is quick to have', () => {
    const table = createItemTable();
    for (let first = 0; first < 5000; first += 250) table.take(planned(250, first, 5000));
    table.changes();
    for (let index = 0; index < 5000; index += 1)
      table.take(ended(index, index % 100 === 0 ? 'failed' : 'copied'));
    expect(table.changes()).toHaveLength(5000);
    expect(table.changes()).toEqual([]);
    expect(table.counts()).toEqual({ total: 5000, done: 4950, failed: 50 });
    const page = table.page({
      offset: 10,
      limit: 20,
      status: ['failed'],
      search: 'IMAGE-1',
      category: 'release',
    });
    expect(page.total).toBe(11);
    expect(page.rows).toHaveLength(1);
    expect(page.counts).toMatchObject({ copied: 4950, failed: 50, waiting: 0 });
    expect(table.failed()).toHaveLength(50);
  });

  it('include a signature only when it fails', () => {
    const table = createItemTable();
    const image = { category: 'release', origin: 'a', destination: 'b', bytes: 1 } as const;
    table.take({
      type: 'planned',
      first: 0,
      total: 3,
      images: [
        { ...image, accessory: false },
        { ...image, origin: 'sig-1', accessory: true },
        { ...image, origin: 'sig-2', accessory: true },
      ],
    });
    table.take({ type: 'image-begun', index: 1 });
    for (const index of [0, 1]) table.take(ended(index, 'copied'));
    table.take(ended(2, 'failed'));
    expect(table.rows.map(({ origin, status }) => `${origin} ${status}`)).toEqual([
      'a copied',
      'sig-2 failed',
    ]);
  });

  it('that were not reached were not attempted', () => {
    const table = createItemTable();
    table.take(planned(3));
    table.take({ type: 'image-begun', index: 0 });
    table.take(ended(1, 'present'));
    table.settle('not-attempted');
    expect(table.rows.map(({ status }) => status)).toEqual(['not-attempted', 'present', 'not-attempted']);
  });
});

describe('the log of a job', () => {
  it('keeps the newest lines, and says which the oldest is', () => {
    const log = createJobLog(manualClock());
    for (let line = 0; line < 20_000; line += 1) log.add({ level: 'info', text: `line ${line}` });
    const { lines, oldest } = log.page(-1, 1000);
    expect(oldest).toBeGreaterThan(13_000);
    expect(lines).toHaveLength(1000);
    expect(lines[0]?.seq).toBe(oldest);
    expect(log.page(19_998, 1000).lines.map(({ text }) => text)).toEqual(['line 19999']);
    expect(log.page(19_999, 1000).lines).toEqual([]);
  });
});

describe('many small changes', () => {
  it('are told at once, then together, ten times a second at most', async () => {
    const clock = manualClock();
    const told: number[] = [];
    const teller = coalesce(clock, 100, () => void told.push(clock.monotonic()));
    const begin = clock.monotonic();
    for (let tick = 0; tick < 100; tick += 1) {
      teller.touch();
      clock.advance(10);
      await Promise.resolve();
      await Promise.resolve();
    }
    expect(told.length).toBeGreaterThan(5);
    expect(told.length).toBeLessThanOrEqual(11);
    teller.touch();
    teller.flush();
    expect(told.at(-1)).toBe(clock.monotonic());
    expect(told[0]).toBe(begin);
    const count = told.length;
    teller.flush();
    expect(told).toHaveLength(count);
  });
});

describe('who may start', () => {
  const job = (id: string, ...claims: string[]) => ({ id, claims });

  it('is not overtaken at its place by a later one, and two run at most', () => {
    expect(startable([job('a', 'x'), job('b', 'x'), job('c', 'y'), job('d', 'z')], [])).toEqual(['a', 'c']);
    expect(startable([job('b', 'x', 'y'), job('c', 'y')], [job('a', 'x')])).toEqual([]);
    expect(startable([job('c', 'y')], [job('a', 'x'), job('b', 'z')])).toEqual([]);
  });
});

describe('what a running job tells', () => {
  const of = <Topic extends HostEvent['topic']>(events: readonly HostEvent[], topic: Topic) =>
    events.filter((event): event is HostEvent<Topic> => event.topic === topic);

  it('are batches of images and lines, in order, and a last snapshot with all of it', async () => {
    const world = await jobsWorld();
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const id = started?.id ?? '';
    const run = await world.run(0);
    const { observer } = run.context;
    observer({ type: 'run', id: '20261125T130000Z-00000001', workflow: 'export', resumed: false });
    for (let first = 0; first < 5000; first += 250) observer(planned(250, first, 5000));
    observer({ type: 'phase', phase: 'transfer', state: 'start' });
    for (let index = 0; index < 5000; index += 1) {
      observer({ type: 'image-begun', index });
      observer(ended(index, index === 7 ? 'failed' : 'copied'));
      observer(progress({ bytesDone: index, bytesTotal: 5000 }));
    }
    observer({
      type: 'finding',
      level: 'warning',
      message: { code: 'CLOCK_SKEWED', params: {}, affected: [] },
    });
    run.finish({ status: 'incomplete', failures: [] });
    const job = await world.until(id, 'incomplete');
    await world.jobs.close();
    expect(job).toMatchObject({
      warnings: 1,
      progress: { imagesTotal: 5000, imagesDone: 4999, imagesFailed: 1 },
    });
    const latest = new Map<number, JobItem>();
    const batches = of(world.events, 'job.items');
    for (const { payload } of batches) for (const row of payload.rows) latest.set(row.index, row);
    expect(latest.size).toBe(5000);
    expect([...latest.values()].filter(({ status }) => status === 'failed')).toHaveLength(1);
    expect(batches.length).toBeLessThan(50);
    expect(of(world.events, 'job.snapshot').length).toBeLessThan(60);
    const lines = of(world.events, 'job.log').flatMap(({ payload }) => payload.lines);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, place) => place));
    expect(of(world.events, 'job.snapshot').at(-1)?.payload.job.state.kind).toBe('incomplete');

    const saved = readFileSync(join(world.desk.folder, 'jobs', id, 'items.jsonl'), 'utf8');
    expect(saved.trimEnd().split('\n')).toHaveLength(5000);
    const next = await world.restarted();
    const page = await next.jobs.handlers['jobs.items'](
      { jobId: id, offset: 0, limit: 1, status: ['failed'] },
      context,
    );
    expect(page).toMatchObject({ total: 1, rows: [{ index: 7 }] });
    const { lines: kept } = await next.jobs.handlers['jobs.logs'](
      { jobId: id, after: -1, limit: 1000 },
      context,
    );
    expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, place) => place));
    expect(kept.some(({ message }) => message?.code === 'CLOCK_SKEWED')).toBe(true);
    await next.jobs.close();
  });

  it('does not carry thousands of failures in every snapshot', async () => {
    const world = await jobsWorld();
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const failures = Array.from({ length: 3000 }, (_, place) => ({
      type: 'generic',
      origin: `quay.io/lab/image-${place}:1`,
      error: {
        code: place % 2 === 0 ? 'NETWORK_REFUSED' : 'IMAGE_NOT_FOUND',
        params: { host: 'quay.io' },
        affected: [],
      },
    }));
    (await world.run(0)).finish({ ...report, status: 'incomplete', failures });
    const job = await world.until(started?.id ?? '', 'incomplete');
    expect(job.state).toEqual({ kind: 'incomplete', count: 3000 });
    expect(job.report?.failures).toHaveLength(100);
    const { groups } = await world.jobs.handlers['jobs.failures']({ jobId: job.id }, context);
    expect(groups.map(({ count, retryable, origins }) => [count, retryable, origins.length])).toEqual([
      [1500, true, 20],
      [1500, false, 20],
    ]);
    await world.jobs.close();
  });
});
