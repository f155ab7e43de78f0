import { join } from 'node:path';
import type { PlanRequest, PlanView } from '../../contract/index.ts';
import { makeStateFolder } from '../../ledger/index.ts';
import { createPlan } from './create-plan.ts';
import type { PlanDesk } from './plan-desk.ts';
import type { PlanStore } from './plan-store.ts';

/** The folder that stands for the medium until one is chosen. `folder` is the application's own. */
export function undecidedFolder(folder: string): string {
  return join(folder, 'undecided');
}

/**
 * The plan of a run whose medium may not be chosen yet. It is planned into an empty folder of ours then, and what that
 * folder's disk would say (space, chunks) is left out: it is not the medium's. Throws why there is no plan.
 */
export async function planWherever(
  desk: PlanDesk,
  store: PlanStore,
  request: PlanRequest,
  signal: AbortSignal,
): Promise<PlanView> {
  const { destination } = request;
  if (destination.kind !== 'undecided') return createPlan(desk, store, { ...request, destination }, signal);
  const nowhere = undecidedFolder(desk.folder);
  await makeStateFolder(desk.services.fs, nowhere);
  const folder = await desk.paths.give(nowhere, 'archive-out');
  const run = { ...request, destination: { kind: 'archive' as const, folder } };
  const { report, command, ...view } = await createPlan(desk, store, run, signal);
  const { archive: _ofOurDisk, ...content } = report;
  const place = desk.paths.resolve(folder, ['archive-out']);
  return {
    ...view,
    command: command.replaceAll(place, '…'),
    report: {
      ...content,
      destination: '…',
      findings: content.findings.filter(
        ({ message }) => !message.affected.includes(place) && !Object.values(message.params).includes(place),
      ),
    },
  };
}
