import { sep } from 'node:path';
import type { CommandOutput } from '../../contract/index.ts';
import { listRuns, waitingRuns } from '../list-runs.ts';
import type { HostServices } from '../services.ts';
import type { JobRecord } from './job-record.ts';

/** Runs of the command line that somebody has to think of. Those of jobs are shown as jobs, or were removed with them. */
export async function waitingOfCommandLine(
  services: HostServices,
  jobsFolder: string,
  records: readonly Pick<JobRecord, 'runIds'>[],
): Promise<CommandOutput<'runs.waiting'>> {
  const ours = new Set(records.flatMap(({ runIds }) => runIds));
  const { runs } = await listRuns(services);
  const waiting = waitingRuns(runs).filter(
    ({ record }) =>
      !ours.has(record.id) && !record.command.some((word) => word.startsWith(`${jobsFolder}${sep}`)),
  );
  return {
    runs: waiting.map(({ record, alive }) => ({
      id: record.id,
      kind: record.kind,
      command: record.command.join(' '),
      source: record.source,
      target: record.target,
      state: record.state,
      alive,
      updated: record.updated,
    })),
  };
}
