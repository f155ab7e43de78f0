import { defaultArchiveSize, parseImageSetConfiguration } from '../../config/index.ts';
import type { PlanView, RunRequest } from '../../contract/index.ts';
import { fileLimitOf, readSpace } from '../../plan/index.ts';
import type { EngineRequest } from '../run-request/to-mirror-request.ts';
import { commandText } from './command-text.ts';
import type { PlanDesk } from './plan-desk.ts';
import { attemptPlan, failureOf, prepareRun, type PlanAttempt, type PreparedRun } from './plan-run.ts';
import type { PlanStore } from './plan-store.ts';
import { untilAborted } from '../until-aborted.ts';

const gibibyte = 1024 ** 3;

/** A prepared run and what planning it came to. */
export interface PlannedRun extends PreparedRun {
  readonly attempt: PlanAttempt;
  /** Kept for paging; absent when planning failed. */
  readonly view?: PlanView;
}

/**
 * Plans a run and keeps the plan when there is one. Throws what `prepareRun` throws, and the signal's reason
 * as soon as it is aborted, whatever is still on its way.
 */
export async function planRun(
  desk: PlanDesk,
  store: PlanStore,
  run: RunRequest,
  signal: AbortSignal,
  onPrepared: (prepared: PreparedRun) => void = () => undefined,
): Promise<PlannedRun> {
  const planId = desk.services.random.uuid();
  const folder = await store.newFolder(planId);
  const working = (async (): Promise<PlannedRun> => {
    let kept = false;
    try {
      const prepared = await prepareRun(desk, run, planId, folder);
      onPrepared(prepared);
      const attempt = await attemptPlan(desk, prepared.engine, signal);
      if (!attempt.ok) return { ...prepared, attempt };
      const { images, ...report } = attempt.report;
      const limit = await chunkLimit(prepared.engine, run);
      const view: PlanView = {
        planId,
        at: desk.services.clock.now().toISOString(),
        report,
        command: commandText(desk.services, prepared.engine.services, prepared.engine.request),
        ...(limit !== undefined && { chunkLimit: limit }),
      };
      signal.throwIfAborted();
      kept = true;
      await store.keep({ view, images, folder });
      return { ...prepared, attempt, view };
    } finally {
      if (!kept) await store.drop(folder);
    }
  })();
  return untilAborted(signal, working);
}

/** The plan alone. Throws why there is none. */
export async function createPlan(
  desk: PlanDesk,
  store: PlanStore,
  run: RunRequest,
  signal: AbortSignal,
): Promise<PlanView> {
  const { attempt, view } = await planRun(desk, store, run, signal);
  if (!attempt.ok) throw failureOf(attempt);
  if (view === undefined) throw new RangeError('a plan that succeeded has a view');
  return view;
}

/** Content bytes of a chunk: as the configuration says, and no more than a file of the medium may have. */
export async function chunkLimit(
  { services, request }: EngineRequest,
  { yaml }: Pick<RunRequest, 'yaml'>,
): Promise<number | undefined> {
  if (request.destination.kind !== 'archive') return undefined;
  const parsed = parseImageSetConfiguration(yaml, { fileName: '' });
  const gib = (parsed.ok ? parsed.configuration.archiveSize : undefined) ?? defaultArchiveSize;
  const space = await readSpace(services.fs, request.destination.directory).catch(() => undefined);
  const medium = fileLimitOf(request.fileLimit, space) ?? Infinity;
  return Math.min(gib * gibibyte, medium);
}
