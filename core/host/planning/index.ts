import type { HandlersOf } from '../app/handlers.ts';
import { planWherever } from './plan-undecided.ts';
import type { PlanDesk } from './plan-desk.ts';
import { planImages } from './plan-images.ts';
import { createPlanStore } from './plan-store.ts';
import { runChecks } from './run-checks.ts';

export type PlanHandlers = HandlersOf<'plan'> & HandlersOf<'preflight'>;

/** Everything known before anything moves, and everything that can be tried. */
export function createPlanHandlers(desk: PlanDesk): PlanHandlers {
  const store = createPlanStore(desk.services, desk.folder);
  return {
    'plan.create': ({ request }, { signal }) => planWherever(desk, store, request, signal),
    'plan.images': (input) => {
      const { images } = store.find(input.planId);
      return Promise.resolve(planImages(images, input));
    },
    'preflight.run': ({ request }, { signal }) => runChecks(desk, store, request, signal),
  };
}
