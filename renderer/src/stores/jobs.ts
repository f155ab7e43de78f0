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
      const before = get().byId;
      const { jobs, total } = await client.invoke('jobs.list', { offset: 0, limit: listed });
      set(({ byId, order }) => {
        // What began or went while the answer was under way, it cannot know.
        const answered = new Set(jobs.map(({ id }) => id));
        const begun = order.filter((id) => !before.has(id) && !answered.has(id));
        const isGone = (id: string): boolean => before.has(id) && !byId.has(id);
        const current = [
          ...begun.flatMap((id) => byId.get(id) ?? []),
          ...jobs.filter(({ id }) => !isGone(id)).map((job) => newer(byId.get(job.id), job)),
        ];
        return {
          byId: new Map(current.map((job) => [job.id, job])),
          order: current.map(({ id }) => id),
          total: total + current.length - jobs.length,
          loaded: true,
        };
      });
    },
    show: (job) =>
      set(({ byId, order, total }) => {
        const isNew = !byId.has(job.id);
        return {
          byId: new Map(byId).set(job.id, newer(byId.get(job.id), job)),
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

/** Answers and events come by different ways: an older view may arrive after a newer one, and must not stay. */
function newer(known: Job | undefined, job: Job): Job {
  return known !== undefined && known.revision > job.revision ? known : job;
}
