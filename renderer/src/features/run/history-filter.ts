import type { Job } from '../../../../core/contract/index.ts';
import { stateKey } from './job-words.ts';

export type FlowKey = Job['flow'] | 'verify';
export type StateKey = ReturnType<typeof stateKey>;

export interface HistoryFilter {
  readonly flow?: FlowKey;
  readonly state?: StateKey;
  readonly search: string;
}

/** Jobs that match all of what was asked for. */
export function filterJobs(jobs: readonly Job[], { flow, state, search }: HistoryFilter): readonly Job[] {
  const wanted = search.trim().toLowerCase();
  return jobs.filter(
    (job) =>
      (flow === undefined || flow === (job.kind === 'verify' ? 'verify' : job.flow)) &&
      (state === undefined || state === stateKey(job.state)) &&
      (wanted === '' ||
        [job.source, job.destination, job.enclave ?? ''].join('\n').toLowerCase().includes(wanted)),
  );
}
