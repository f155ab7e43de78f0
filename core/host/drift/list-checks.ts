import type { DriftCheck } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { driftChecksOf } from './check-drift.ts';

/** The comparisons of an enclave's registry, newest first. Throws LEDGER_TARGET_NAME_INVALID, LEDGER_JOURNAL_DAMAGED. */
export async function listDriftChecks(
  services: Pick<HostServices, 'fs' | 'environment'>,
  target: string,
): Promise<readonly DriftCheck[]> {
  return (await driftChecksOf(services).list(target)).toReversed();
}
