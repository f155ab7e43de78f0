export { carryAgain, type CarriedAgain } from './carry-again.ts';
export { checkDrift, type DriftContext, type DriftQuery, type DriftReport } from './check-drift.ts';
export { repairDrift, type RepairQuery, type DriftRepairReport } from './repair.ts';
export { listDriftChecks, readLastDrift } from './list-checks.ts';
