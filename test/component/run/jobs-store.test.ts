import { describe, expect, it } from 'vitest';
import { createJobsStore } from '../../../renderer/src/stores/jobs.ts';
import { clientWith, jobOf } from './samples.ts';

describe('the jobs that a page knows', () => {
  const running = { ...jobOf({ kind: 'running' }), revision: 1 };
  const over = { ...running, state: { kind: 'succeeded' } as const, revision: 2 };

  it('are not shown as they were, when an answer comes after a newer event', async () => {
    const store = createJobsStore(clientWith([running]));
    store.getState().show(over);
    await store.getState().fetch(running.id);
    expect(store.getState().byId.get(running.id)?.state.kind).toBe('succeeded');
    await store.getState().load();
    expect(store.getState().byId.get(running.id)?.state.kind).toBe('succeeded');
  });

  it('are shown as they are now, when a later view comes', () => {
    const store = createJobsStore(clientWith([]));
    store.getState().show(running);
    store.getState().show(over);
    expect(store.getState().byId.get(running.id)?.state.kind).toBe('succeeded');
  });

  it('are those that began while the list was under way too, and not those that were removed', async () => {
    const old = { ...jobOf({ kind: 'succeeded' }), id: 'job-old' };
    const begun = { ...jobOf({ kind: 'running' }), id: 'job-begun' };
    const store = createJobsStore(clientWith([running, old]));
    await store.getState().load();
    const loading = store.getState().load();
    store.getState().show(begun);
    store.getState().forget(old.id);
    await loading;
    expect(store.getState()).toMatchObject({ order: [begun.id, running.id], total: 2 });
    expect(store.getState().byId.has(begun.id)).toBe(true);
  });
});
