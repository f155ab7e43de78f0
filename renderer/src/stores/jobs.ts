import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Job, SluiceClient } from '../../../core/contract/index.ts';

/** Jobs that are listed at once; older ones are read by the history page itself. */
const listed = 100;

export interface JobsSlice {
  readonly byId: ReadonlyMap<string, Job>;
  /** Newest first. */
  readonly order: readonly string[];
  readonly total: number;
  readonly loaded: boolean;
  load(): Promise<void>;
  show(job: Job): void;
  forget(jobId: string): void;
  /** Fetches one job that is not in the list. */
  fetch(jobId: string): Promise<void>;
  /** Each throws RemoteError; the new state arrives as a snapshot too. */
  act(action: 'pause' | 'resume' | 'cancel', jobId: string): Promise<void>;
  remove(jobId: string): Promise<void>;
}

export function createJobsStore(client: SluiceClient): StoreApi<JobsSlice> {
  return createStore<JobsSlice>((set, get) => ({
    byId: new Map(),
    order: [],
    total: 0,
    loaded: false,
    load: async () => {
      const { jobs, total } = await client.invoke('jobs.list', { offset: 0, limit: listed });
      set({
        byId: new Map(jobs.map((job) => [job.id, job])),
        order: jobs.map((job) => job.id),
        total,
        loaded: true,
      });
    },
    show: (job) =>
      set(({ byId, order, total }) => {
        const isNew = !byId.has(job.id);
        return {
          byId: new Map(byId).set(job.id, job),
          order: isNew ? [job.id, ...order] : order,
          total: isNew ? total + 1 : total,
        };
      }),
    forget: (jobId) =>
      set(({ byId, order, total }) => {
        if (!byId.has(jobId)) return {};
        const rest = new Map(byId);
        rest.delete(jobId);
        return { byId: rest, order: order.filter((id) => id !== jobId), total: Math.max(0, total - 1) };
      }),
    fetch: async (jobId) => get().show((await client.invoke('jobs.get', { jobId })).job),
    act: async (action, jobId) => get().show((await client.invoke(`jobs.${action}`, { jobId })).job),
    remove: async (jobId) => {
      await client.invoke('jobs.remove', { jobId });
      get().forget(jobId);
    },
  }));
}
