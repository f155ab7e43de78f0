export { buildPlan, type PlanInput } from './build.ts';
export { mapConcurrently } from './concurrency.ts';
export type { Plan, PlannedBlob, PlannedImage, PlanTotals, UnplannedImage } from './plan.ts';
