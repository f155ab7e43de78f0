import type { PlanView } from '../../../../core/contract/index.ts';
import type { Preflight } from '../../stores/preflights.ts';

/** The plan that a pre-flight made, when it came that far. */
export function planOf(preflight: Preflight | undefined): PlanView | undefined {
  return preflight?.kind === 'done' ? preflight.result.plan : undefined;
}
