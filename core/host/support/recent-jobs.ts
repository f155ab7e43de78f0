import type { Job, LogLine } from '../../contract/index.ts';
import type { CallContext } from '../app/handlers.ts';
import type { Jobs } from '../jobs/index.ts';
import type { BundleSources } from './bundle-files.ts';

const page = 1000;

/** The newest jobs and the ends of their logs, by the same commands that a page uses. */
export function recentJobs({ handlers }: Pick<Jobs, 'handlers'>): Pick<BundleSources, 'jobs' | 'log'> {
  const context: CallContext = {
    caller: { id: 'support', role: 'viewer' },
    signal: new AbortController().signal,
  };
  return {
    jobs: async (count): Promise<readonly Job[]> =>
      (await handlers['jobs.list']({ offset: 0, limit: count }, context)).jobs,
    async log(jobId, count) {
      let newest: readonly LogLine[] = [];
      for (let after = -1; ;) {
        const { lines } = await handlers['jobs.logs']({ jobId, after, limit: page }, context);
        newest = [...newest, ...lines].slice(-count);
        if (lines.length < page) return newest;
        after = lines.at(-1)?.seq ?? after;
      }
    },
  };
}
