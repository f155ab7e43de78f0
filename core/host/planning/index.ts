import type { PlanRequest, PlanView } from '../../contract/index.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { planWherever } from './plan-undecided.ts';
import type { PlanDesk } from './plan-desk.ts';
import { planImages } from './plan-images.ts';
import { createPlanStore } from './plan-store.ts';
import { runChecks } from './run-checks.ts';

export { undecidedFolder } from './plan-undecided.ts';

export type PlanHandlers = HandlersOf<'plan'> & HandlersOf<'preflight'>;

/** Everything known before anything moves, and everything that can be tried. `onPlanned`: a page asked for this plan. */
export function createPlanHandlers(
  desk: PlanDesk,
  onPlanned: (request: PlanRequest, view: PlanView) => void = () => undefined,
): PlanHandlers {
  const store = createPlanStore(desk.services, desk.folder);
  return {
    'plan.create': async ({ request }, { signal }) => {
      const view = await planWherever(desk, store, request, signal);
      onPlanned(request, view);
      return view;
    },
    'plan.images': (input) => {
      const { images } = store.find(input.planId);
      return Promise.resolve(planImages(images, input));
    },
    'preflight.run': ({ request }, { signal }) => runChecks(desk, store, request, signal),
  };
}
