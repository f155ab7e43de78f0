import type { DriftCheck, DriftDetails } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { driftChecksOf } from './check-drift.ts';

/** The comparisons of an enclave's registry, newest first. Throws LEDGER_TARGET_NAME_INVALID, LEDGER_JOURNAL_DAMAGED. */
export async function listDriftChecks(
  services: Pick<HostServices, 'fs' | 'environment'>,
  target: string,
): Promise<readonly DriftCheck[]> {
  return (await driftChecksOf(services).list(target)).toReversed();
}

/** What the last of them found, in full; undefined when there was none. Throws LEDGER_STATE_DAMAGED as well. */
export async function readLastDrift(
  services: Pick<HostServices, 'fs' | 'environment'>,
  target: string,
): Promise<(DriftDetails & { readonly check: DriftCheck }) | undefined> {
  const checks = driftChecksOf(services);
  const check = (await checks.list(target)).at(-1);
  const found = check === undefined ? undefined : await checks.details(target, check.id);
  return check === undefined || found === undefined ? undefined : { ...found, check };
}
