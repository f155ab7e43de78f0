import { isJobOver, type Flow, type Job } from '../../../../core/contract/index.ts';

/** The four steps of the enclave workflow (mission.md), in order. */
export const practiceOrder = [
  'export',
  'enterprise-import',
  'enclave-export',
  'enclave-import',
] as const satisfies readonly Flow[];

type Practised = Pick<Job, 'practice' | 'kind' | 'flow' | 'state'>;

export interface PracticeProgress {
  readonly done: readonly Flow[];
  /** A step whose job is at work. */
  readonly running: Flow | undefined;
  /** What comes next; undefined: all four are done. */
  readonly next: Flow | undefined;
}

/** How far the workflow was practised, from the jobs that are listed. */
export function practiceProgress(jobs: Iterable<Practised>): PracticeProgress {
  const practised = [...jobs].filter(({ practice, kind }) => practice && kind !== 'verify');
  const done = practiceOrder.filter((flow) =>
    practised.some((job) => job.flow === flow && job.state.kind === 'succeeded'),
  );
  const running = practised.find(({ state }) => !isJobOver(state))?.flow;
  return { done, running, next: practiceOrder.find((flow) => !done.includes(flow)) };
}
