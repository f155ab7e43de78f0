export { carryStatus, forgetMedium, type CarryStatus } from './carry-status.ts';
export type { CarryNotice } from './carry-custody.ts';
export type { CarryProgress } from './carry-work.ts';
export { collectFromMedium, collectNeed, type CollectedMedium, type CollectNeed } from './collect-medium.ts';
export { fillNextMedium, type FilledMedium } from './fill-medium.ts';
