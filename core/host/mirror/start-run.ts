import { openRuns, runKey, stateDirectory, type Run } from '../../ledger/index.ts';
import { destinationText, type MirrorTask } from './task.ts';

/**
 * Goes on with the unfinished run of the same work, or begins one. The same work is the same
 * way into the same target; the configuration may have changed, verified blobs count all the same.
 */
export async function startRun(
  task: MirrorTask,
  place: Readonly<Record<string, string>>,
): Promise<{ readonly run: Run; readonly resumed: boolean }> {
  const { services, workflow, request } = task;
  const runs = openRuns({ ...services, stateDirectory: stateDirectory(services.environment) });
  const target = destinationText(request.destination);
  const key = runKey({ workflow, target, from: request.from ?? '', ...place });
  const unfinished = await runs.findUnfinished(key);
  if (unfinished !== undefined && !unfinished.alive) {
    return { run: await runs.resume(unfinished.record.id, task.command), resumed: true };
  }
  const run = await runs.create({
    key,
    kind: workflow,
    command: task.command,
    source: task.source.name,
    target,
  });
  return { run, resumed: false };
}
