import { describe, expect, it } from 'vitest';
import type { CommandOutput, JobItem } from '../../../core/contract/index.ts';
import type { AfterFrame } from '../../../renderer/src/stores/after-frame.ts';
import { createJobItemsStore, itemAt } from '../../../renderer/src/stores/job-items.ts';
import { createFakeClient, remote } from '../support/fake-client.ts';
import { itemOf } from './samples.ts';

type Answer = CommandOutput<'jobs.items'>;

/** A host with these images that filters as the real one does; time passes when it is told to, frames at once. */
function world(images: JobItem[], afterFrame: AfterFrame = (call) => call()) {
  const waiting: (() => void)[] = [];
  const client = createFakeClient({
    'jobs.items': ({ offset, limit, status, search }): Answer => {
      const found = images.filter(
        (row) =>
          (status === undefined || status.includes(row.status)) &&
          (search === undefined || row.origin.includes(search)),
      );
      return {
        rows: found.slice(offset, offset + limit),
        total: found.length,
        counts: {
          waiting: images.filter((row) => row.status === 'waiting').length,
          copying: 0,
          copied: images.filter((row) => row.status === 'copied').length,
          present: 0,
          failed: 0,
          'not-attempted': 0,
        },
      };
    },
  });
  const store = createJobItemsStore(client, { later: (call) => void waiting.push(call), afterFrame });
  return {
    client,
    store,
    view: () => {
      const view = store.getState().byJob.get('job-1');
      if (view === undefined) throw new RangeError('not open');
      return view;
    },
    /** The time between two refreshes is over. */
    pass: () => {
      for (const call of waiting.splice(0)) call();
    },
    change: (index: number, overrides: Partial<JobItem>) => {
      const row = itemOf(index, overrides);
      images[index] = row;
      store.getState().receive('job-1', [row]);
    },
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

const many = (count: number): JobItem[] => Array.from({ length: count }, (_, index) => itemOf(index));

describe('the images of a job, page by page', () => {
  it('fetches only the pages in view', async () => {
    const { client, store, view, settle } = world(many(5000));
    store.getState().open('job-1');
    await settle();
    expect(view().total).toBe(5000);
    expect(itemAt(view(), 99)?.index).toBe(99);
    expect(itemAt(view(), 100)).toBeUndefined();
    store.getState().need('job-1', 2490, 2520);
    await settle();
    expect(itemAt(view(), 2500)?.index).toBe(2500);
    expect(client.inputsOf('jobs.items').map(({ offset }) => offset)).toEqual([0, 2400, 2500]);
    store.getState().need('job-1', 2491, 2521);
    await settle();
    expect(client.inputsOf('jobs.items')).toHaveLength(3);
  });

  it('puts what changed in its place, and leaves pages alone that it does not concern', async () => {
    const { store, view, change, settle } = world(many(300));
    store.getState().open('job-1');
    store.getState().need('job-1', 0, 300);
    await settle();
    const before = view().pages;
    change(150, { status: 'copied' });
    expect(itemAt(view(), 150)?.status).toBe('copied');
    expect(view().pages.get(0)).toBe(before.get(0));
    expect(view().pages.get(1)).not.toBe(before.get(1));
  });

  it('asks for the counts again once for a burst of changes', async () => {
    const { client, store, view, change, pass, settle } = world(many(300));
    store.getState().open('job-1');
    await settle();
    for (let index = 200; index < 260; index++) change(index, { status: 'copied' });
    expect(client.inputsOf('jobs.items')).toHaveLength(1);
    pass();
    await settle();
    expect(client.inputsOf('jobs.items')).toHaveLength(2);
    expect(view().counts.copied).toBe(60);
  });

  it('keeps a row in its place until the filter is asked again, then lets it go', async () => {
    const { store, view, change, pass, settle } = world(many(10));
    store.getState().open('job-1');
    store.getState().filter('job-1', { status: ['waiting'] });
    await settle();
    change(3, { status: 'copied' });
    expect(itemAt(view(), 3)).toMatchObject({ index: 3, status: 'copied' });
    expect(view().total).toBe(10);
    pass();
    await settle();
    expect(view().total).toBe(9);
    expect(itemAt(view(), 3)?.index).toBe(4);
  });

  it('does not let an answer that is older than a change undo it', async () => {
    let answer: (value: Answer) => void = () => undefined;
    const { client, store, view, settle } = world(many(1));
    client.handle({ 'jobs.items': () => new Promise<Answer>((resolve) => (answer = resolve)) });
    store.getState().open('job-1');
    await settle();
    store.getState().receive('job-1', [itemOf(0, { status: 'copied' })]);
    const counts = { waiting: 1, copying: 0, copied: 0, present: 0, failed: 0, 'not-attempted': 0 };
    answer({ rows: [itemOf(0)], total: 1, counts });
    await settle();
    expect(itemAt(view(), 0)?.status).toBe('copied');
  });

  it('shows what came together after the next frame, the counts after the one behind it', async () => {
    const frames: (() => void)[] = [];
    const { store, view, change, pass, settle } = world(many(3), (call) => void frames.push(call));
    const frame = (): void => {
      for (const call of frames.splice(0)) call();
    };
    store.getState().open('job-1');
    await settle();
    frame();
    frame();
    change(0, { status: 'copying' });
    change(0, { status: 'copied' });
    pass();
    await settle();
    expect([itemAt(view(), 0)?.status, view().counts.copied, frames.length]).toEqual(['waiting', 0, 1]);
    frame();
    expect([itemAt(view(), 0)?.status, view().counts.copied]).toEqual(['copied', 0]);
    frame();
    expect(view().counts.copied).toBe(1);
  });

  it('keeps the objects of rows that are as they were, though they were fetched again', async () => {
    const images = many(3);
    const { client, store, view, settle } = world(images);
    client.handle({
      'jobs.items': () => ({
        rows: structuredClone(images),
        total: 3,
        counts: { waiting: 3, copying: 0, copied: 0, present: 0, failed: 0, 'not-attempted': 0 },
      }),
    });
    store.getState().open('job-1');
    await settle();
    const { pages, counts } = view();
    store.getState().refresh();
    await settle();
    expect(view().pages).toBe(pages);
    expect(view().counts).toBe(counts);
    images[1] = itemOf(1, { status: 'failed' });
    store.getState().refresh();
    await settle();
    expect(itemAt(view(), 1)?.status).toBe('failed');
    expect(itemAt(view(), 2)).toBe(pages.get(0)?.[2]);
  });

  it('drops the answer for a filter that is no longer wanted', async () => {
    const answers: ((value: Answer) => void)[] = [];
    const { client, store, view, settle } = world(many(1));
    client.handle({ 'jobs.items': () => new Promise<Answer>((resolve) => answers.push(resolve)) });
    store.getState().open('job-1');
    store.getState().filter('job-1', { search: 'wanted' });
    await settle();
    const counts = { waiting: 1, copying: 0, copied: 0, present: 0, failed: 0, 'not-attempted': 0 };
    answers[1]?.({ rows: [itemOf(7)], total: 1, counts });
    answers[0]?.({ rows: [itemOf(0)], total: 99, counts });
    await settle();
    expect(view().total).toBe(1);
    expect(itemAt(view(), 0)?.index).toBe(7);
  });

  it('ignores jobs that nobody looks at, and asks again when somebody does', async () => {
    const { client, store, view, change, pass, settle } = world(many(10));
    const close = store.getState().open('job-1');
    await settle();
    close();
    change(1, { status: 'copied' });
    pass();
    await settle();
    expect(itemAt(view(), 1)?.status).toBe('waiting');
    expect(client.inputsOf('jobs.items')).toHaveLength(1);
    store.getState().open('job-1');
    await settle();
    expect(itemAt(view(), 1)?.status).toBe('copied');
  });

  it('keeps what it has when the host cannot be asked, and says so', async () => {
    const { client, store, view, settle } = world(many(10));
    store.getState().open('job-1');
    await settle();
    client.handle({
      'jobs.items': () => {
        throw remote('BRIDGE_UNREACHABLE');
      },
    });
    store.getState().refresh();
    await settle();
    expect(view().error?.code).toBe('BRIDGE_UNREACHABLE');
    expect(itemAt(view(), 5)?.index).toBe(5);
  });

  it('forgets the images of jobs that were left long ago', async () => {
    const { store, settle } = world(many(3));
    for (let number = 0; number < 8; number++) store.getState().open(`job-${number}`)();
    await settle();
    expect(store.getState().byJob.size).toBeLessThanOrEqual(5);
    expect(store.getState().byJob.has('job-7')).toBe(true);
    expect(store.getState().byJob.has('job-0')).toBe(false);
  });
});
