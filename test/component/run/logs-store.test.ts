import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../core/contract/index.ts';
import { createJobLogsStore } from '../../../renderer/src/stores/job-logs.ts';
import { createFakeClient, remote } from '../support/fake-client.ts';
import { lineOf } from './samples.ts';

function world(lines: LogLine[], oldest = 0) {
  const client = createFakeClient({
    'jobs.logs': ({ after, limit }) => ({
      lines: lines.filter(({ seq }) => seq > after && seq >= oldest).slice(0, limit),
      oldest,
    }),
  });
  const store = createJobLogsStore(client);
  return {
    client,
    store,
    seqs: () => (store.getState().byJob.get('job-1')?.lines ?? []).map(({ seq }) => seq),
    view: () => store.getState().byJob.get('job-1'),
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

const upTo = (count: number): LogLine[] => Array.from({ length: count }, (_, seq) => lineOf(seq));

describe('the log of a job', () => {
  it('fetches all that the host still has, page by page', async () => {
    const { client, store, seqs, view, settle } = world(upTo(2500));
    store.getState().open('job-1');
    await settle();
    expect(seqs()).toHaveLength(2500);
    expect(view()).toMatchObject({ loading: false, isCut: false });
    expect(client.inputsOf('jobs.logs').map(({ after }) => after)).toEqual([-1, 999, 1999]);
  });

  it('adds lines as they come and never twice', async () => {
    const { store, seqs, settle } = world(upTo(3));
    store.getState().open('job-1');
    await settle();
    store.getState().receive('job-1', [lineOf(2), lineOf(3)]);
    store.getState().receive('job-1', [lineOf(3), lineOf(4)]);
    expect(seqs()).toEqual([0, 1, 2, 3, 4]);
  });

  it('fetches what is missing when lines were lost', async () => {
    const lines = upTo(3);
    const { store, seqs, settle } = world(lines);
    store.getState().open('job-1');
    await settle();
    lines.push(...[3, 4, 5, 6].map((seq) => lineOf(seq)));
    store.getState().receive('job-1', [lineOf(6)]);
    await settle();
    expect(seqs()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('says when earlier lines are gone', async () => {
    const { store, view, seqs, settle } = world(upTo(30), 20);
    store.getState().open('job-1');
    await settle();
    expect(seqs()[0]).toBe(20);
    expect(view()?.isCut).toBe(true);
  });

  it('keeps ten thousand lines, the newest', async () => {
    const { store, view, seqs, settle } = world(upTo(3));
    store.getState().open('job-1');
    await settle();
    store.getState().receive(
      'job-1',
      Array.from({ length: 12_000 }, (_, place) => lineOf(place + 3)),
    );
    expect(seqs()).toHaveLength(10_000);
    expect(seqs().at(-1)).toBe(12_002);
    expect(view()?.isCut).toBe(true);
  });

  it('ignores the log of a job that nobody looks at, and catches up later', async () => {
    const lines = upTo(3);
    const { store, seqs, settle } = world(lines);
    store.getState().open('job-1')();
    await settle();
    lines.push(lineOf(3));
    store.getState().receive('job-1', [lineOf(3)]);
    expect(seqs()).toEqual([0, 1, 2]);
    store.getState().open('job-1');
    await settle();
    expect(seqs()).toEqual([0, 1, 2, 3]);
  });

  it('keeps what it has when the host cannot be asked', async () => {
    const { client, store, view, seqs, settle } = world(upTo(3));
    store.getState().open('job-1');
    await settle();
    client.handle({
      'jobs.logs': () => {
        throw remote('BRIDGE_UNREACHABLE');
      },
    });
    store.getState().refresh();
    await settle();
    expect(view()?.error?.code).toBe('BRIDGE_UNREACHABLE');
    expect(seqs()).toEqual([0, 1, 2]);
  });
});
