import type { Check, CommandOutput, RunRequest } from '../../contract/index.ts';
import { checkBaseline } from './checks/baseline.ts';
import { checkConfiguration } from './checks/configuration.ts';
import { checkContent, checkSignatures, checkUpdateService } from './checks/content.ts';
import { checkEarlierSet } from './checks/earlier-set.ts';
import { checkFolder, checkMedium } from './checks/folder.ts';
import { checkLock } from './checks/lock.ts';
import { checkClocks, checkHosts } from './checks/network.ts';
import { checkSourceRegistry, checkTargetRegistry } from './checks/registry.ts';
import { checkSigner } from './checks/signer.ts';
import { checkSourceSet } from './checks/source-set.ts';
import { checkFiles, checkSpace } from './checks/space.ts';
import { guarded, type CheckContext, type PlannedCheck, type StartCheck } from './checks/start-check.ts';
import { planRun } from './create-plan.ts';
import type { PlanDesk } from './plan-desk.ts';
import type { PlanAttempt, PreparedRun } from './plan-run.ts';
import type { PlanStore } from './plan-store.ts';
import { untilAborted } from '../until-aborted.ts';

type Named<Work> = readonly [id: string, work: Work];

/** Tried while the run is planned. */
const before: readonly Named<StartCheck>[] = [
  ['configuration', checkConfiguration],
  ['source-set', checkSourceSet],
  ['source-reach', checkSourceRegistry],
];
const ofTarget: readonly Named<StartCheck>[] = [
  ['destination', checkFolder],
  ['medium', checkMedium],
  ['reach', checkTargetRegistry],
  ['lock', checkLock],
  ['earlier-set', checkEarlierSet],
  ['signer', checkSigner],
];
/** Told by the plan. */
const ofPlan: readonly Named<PlannedCheck>[] = [
  ['content', checkContent],
  ['signatures', checkSignatures],
  ['update-service', checkUpdateService],
];
const ofFit: readonly Named<PlannedCheck>[] = [
  ['space', checkSpace],
  ['file-limit', checkFiles],
  ['baseline', checkBaseline],
  ['hosts', checkHosts],
  ['clock', checkClocks],
];

const mostUnclaimed = 20;

/**
 * Everything that can be tried before a start, each on its own, with what passed as well. Writes a probe
 * file and opens an upload, and leaves nothing behind. Throws what makes the request itself impossible (a folder
 * that is gone, an address that is none), and the signal's reason as soon as it is aborted.
 */
export async function runChecks(
  desk: PlanDesk,
  store: PlanStore,
  run: RunRequest,
  signal: AbortSignal,
): Promise<CommandOutput<'preflight.run'>> {
  const ready = Promise.withResolvers<PreparedRun>();
  ready.promise.catch(() => undefined);
  const planning = planRun(desk, store, run, signal, ready.resolve);
  planning.catch(ready.reject);
  return untilAborted(
    signal,
    (async () => {
      const { engine } = await ready.promise;
      const context: CheckContext = { desk, run, engine, signal };
      const all = (checks: readonly Named<StartCheck>[]): Promise<readonly Check[]> =>
        Promise.all(checks.map(([id, check]) => guarded(id, signal, () => check(context)))).then((made) =>
          made.flat(),
        );
      const [first, target, { attempt, view }] = await Promise.all([all(before), all(ofTarget), planning]);
      const planned = (checks: readonly Named<PlannedCheck>[]): Promise<readonly Check[]> =>
        all(checks.map(([id, check]) => [id, (given) => check({ ...given, plan: attempt })] as const));
      const content = await planned(ofPlan);
      const fit = await planned(ofFit);
      const checks = [...first, ...content, ...target, ...fit];
      return {
        checks: [...checks, ...unclaimed(attempt, checks)],
        ...(view !== undefined && { plan: view }),
      };
    })(),
  );
}

/** What planning told and no check has said: nothing that speaks against a start is kept back. */
function unclaimed({ told }: PlanAttempt, checks: readonly Check[]): Check[] {
  const known = new Set(checks.flatMap(({ message }) => message?.code ?? []));
  // A configuration's own warnings are counted by its check, and shown beside the text.
  const ofFile = (affected: readonly string[]): boolean =>
    affected.some((place) => /imageset-config\.yaml:\d+:\d+$/.test(place));
  return told
    .filter(({ level, message }) => level !== 'note' && !known.has(message.code) && !ofFile(message.affected))
    .slice(0, mostUnclaimed)
    .map(({ level, message }) => ({
      id: 'content',
      state: level === 'error' ? 'failed' : 'warning',
      message,
    }));
}
