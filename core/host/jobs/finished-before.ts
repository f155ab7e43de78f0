import type { MirrorReport } from '../../contract/index.ts';
import { readSetManifest } from '../../archive/index.ts';
import { listRuns } from '../list-runs.ts';
import { reportFinished } from '../mirror/finish-interrupted.ts';
import { workflowOf } from '../mirror/task.ts';
import type { EngineRequest } from '../run-request/to-mirror-request.ts';
import type { JobRecord } from './job-record.ts';

/**
 * The report of an export that an earlier attempt brought to its end without living to write that down here: the
 * run's own record says so, and its set stands in the folder. Running the engine once more would find everything
 * carried, and put an empty set in its place.
 */
export async function finishedBefore(
  { services, request }: Pick<EngineRequest, 'services' | 'request'>,
  { runIds }: Pick<JobRecord, 'runIds'>,
): Promise<MirrorReport | undefined> {
  const { destination } = request;
  const runId = runIds.at(-1);
  if (runId === undefined || destination.kind !== 'archive') return undefined;
  const run = (await listRuns(services)).runs.find(({ record }) => record.id === runId)?.record;
  if (run?.state !== 'complete' && run?.state !== 'complete-with-exceptions') return undefined;
  const manifest = await readSetManifest(services.fs, destination.directory).catch(() => undefined);
  if (manifest === undefined || manifest.createdAt < run.started) return undefined;
  if (manifest.totals.bytes !== run.summary['bytes']) return undefined;
  const workflow = workflowOf(request);
  const now = services.clock.monotonic();
  return reportFinished({ workflow, services }, destination.directory, { runId, manifest }, now);
}
