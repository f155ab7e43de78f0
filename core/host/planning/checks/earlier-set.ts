import { previousSet, readSetManifest } from '../../../archive/index.ts';
import type { Check } from '../../../contract/index.ts';
import { findRun } from '../../mirror/start-run.ts';
import { workflowOf } from '../../mirror/task.ts';
import { passed, warned, type CheckContext, type StartCheck } from './start-check.ts';

/** What stands in the folder already and what becomes of it; whether an interrupted run goes on. */
export const checkEarlierSet: StartCheck = async (context) => {
  const { services, request } = context.engine;
  const { destination } = request;
  const place: Readonly<Record<string, string>> =
    destination.kind === 'archive' ? { directory: destination.directory } : {};
  const task = { services, request, workflow: workflowOf(request) };
  const run = await findRun(task, place);
  const resumed =
    run === undefined || run.alive
      ? []
      : [passed('earlier-set', 'CHECK_RUN_RESUMED', { updated: run.record.updated })];
  if (destination.kind !== 'archive') return resumed;
  return [...resumed, ...(await earlierSet(context, destination.directory))];
};

async function earlierSet({ engine }: CheckContext, directory: string): Promise<readonly Check[]> {
  const id = 'earlier-set';
  const { fs } = engine.services;
  const earlier = await previousSet(fs, directory).catch(() => undefined);
  if (earlier === undefined || earlier.files.length === 0) {
    return [passed(id, 'CHECK_FOLDER_FREE', { directory })];
  }
  // A damaged manifest does not keep a new set from being written.
  const manifest = await readSetManifest(fs, directory).catch(() => undefined);
  const set = manifest?.setId ?? 'oc-mirror';
  if (engine.request.replacePrevious) return [warned(id, 'CHECK_SET_REPLACED', { directory, set })];
  return [passed(id, 'CHECK_SET_KEPT', { directory, set, aside: earlier.folder })];
}
