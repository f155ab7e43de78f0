import { commands, isJobOver, type Job } from '../../contract/index.ts';
import type { Host } from '../../host/index.ts';

/** The jobs that ending would interrupt. */
export async function runningJobs(host: Pick<Host, 'dispatch'>): Promise<readonly Job[]> {
  const result = await host.dispatch(
    { command: 'jobs.list', input: { offset: 0, limit: 50 } },
    { caller: { id: 'terminal', role: 'controller' }, signal: new AbortController().signal },
  );
  if (!result.ok) return [];
  const { jobs } = commands['jobs.list'].output.parse(result.value);
  return jobs.filter(({ state }) => !isJobOver(state) && state.kind !== 'paused');
}
