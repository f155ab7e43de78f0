import {
  openJournal,
  openRuns,
  runKey,
  stateDirectory,
  type Journal,
  type ListedRun,
  type Run,
  type Runs,
  type RunState,
  type RunSummary,
} from '../../ledger/index.ts';
import { showFindings, toMessage } from '../observer.ts';
import { destinationText, type MirrorTask } from './task.ts';

/** As much of a task as tells its run from others. */
type RunTask = Pick<MirrorTask, 'services' | 'workflow' | 'request'>;

function runsOf({ services }: RunTask): Runs {
  return openRuns({ ...services, stateDirectory: stateDirectory(services.environment) });
}

/**
 * The same work is the same way into the same target; the configuration may have changed, verified
 * blobs count all the same.
 */
function keyOf({ workflow, request }: RunTask, place: Readonly<Record<string, string>>): string {
  const target = destinationText(request.destination);
  const again = request.again === undefined ? {} : { again: String(request.again) };
  return runKey({ workflow, target, from: request.from ?? '', ...again, ...place });
}

/** The unfinished run of the same work; it may be alive. */
export function findRun(
  task: RunTask,
  place: Readonly<Record<string, string>>,
): Promise<ListedRun | undefined> {
  return runsOf(task).findUnfinished(keyOf(task, place));
}

/** Goes on with the unfinished run of the same work, or begins one. Throws LEDGER_LOCKED when it is alive. */
export async function startRun(
  task: MirrorTask,
  place: Readonly<Record<string, string>>,
): Promise<{ readonly run: Run; readonly resumed: boolean }> {
  const unfinished = await findRun(task, place);
  const runs = runsOf(task);
  if (unfinished !== undefined) {
    return { run: await runs.resume(unfinished.record.id, task.command), resumed: true };
  }
  const run = await runs.create({
    key: keyOf(task, place),
    kind: task.workflow,
    command: task.command,
    source: task.source.name,
    target: destinationText(task.request.destination),
  });
  return { run, resumed: false };
}

/** Opens the run's journal and tells what was found in it. When it cannot be, the run has failed. */
export async function openRunJournal<Record>(
  { services, observer }: MirrorTask,
  run: Run,
  schema: Parameters<typeof openJournal<Record>>[0]['schema'],
): Promise<Journal<Record>> {
  try {
    const journal = await openJournal<Record>({ fs: services.fs, path: run.journalPath, schema });
    showFindings(observer, journal.findings);
    return journal;
  } catch (error) {
    await run.end('failed', { error: toMessage(error).code });
    throw error;
  }
}

/** How a run came to its end. */
export interface Ending<Result> {
  readonly result: Result;
  readonly state: Exclude<RunState, 'running'>;
  readonly summary?: RunSummary;
}

/**
 * Does the work of a run and records how it ended, whatever happens: as `work` says, as `interrupted`
 * when it was stopped, else as `failed` with the code. `work` is given the task with a signal that also
 * tells the loss of the run's lock.
 */
export async function untilEnd<Result>(
  task: MirrorTask,
  run: Run,
  journal: Pick<Journal<never>, 'close'>,
  work: (task: MirrorTask) => Promise<Ending<Result>>,
): Promise<Result> {
  const signal = AbortSignal.any([task.signal, run.lost]);
  let ending: Ending<Result>;
  try {
    ending = await work({ ...task, signal });
    await journal.close();
  } catch (error) {
    // The journal's disk may be what failed: the lock is given back all the same, and this error is the one to tell.
    await journal.close().catch(() => undefined);
    const recording = signal.aborted
      ? run.end('interrupted')
      : run.end('failed', { error: toMessage(error).code });
    await recording.catch(() => undefined);
    throw error;
  }
  await run.end(ending.state, ending.summary);
  return ending.result;
}
