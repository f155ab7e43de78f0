import { SluiceError } from '../../contract/index.ts';
import { goneBytes } from '../../ledger/index.ts';
import { whileRecording } from '../receipts/record-acknowledgement.ts';
import { acknowledgementsOf, readTarget } from '../receipts/target-sets.ts';
import type { HostServices } from '../services.ts';
import { readLastDrift } from './list-checks.ts';

/** What does not count as held any more. */
export interface CarriedAgain {
  readonly target: string;
  readonly registry: string;
  readonly checkId: string;
  readonly digests: number;
}

/**
 * Takes what the last comparison found gone out of what an enclave holds, so that the next set carries what is still
 * asked for. It takes the place of what was said before: nothing gone, and all counts again. A receipt of a set that is
 * made from now on brings it back. Throws DRIFT_NEVER_COMPARED, DRIFT_NOT_MADE_HERE, DRIFT_TOO_MUCH_GONE,
 * LEDGER_LOCKED.
 */
export async function carryAgain(services: HostServices, target: string): Promise<CarriedAgain> {
  const found = await readLastDrift(services, target);
  if (found === undefined) {
    throw new SluiceError('DRIFT_NEVER_COMPARED', { params: { target }, affected: [target] });
  }
  const { check } = found;
  if (found.gone.length < check.gone) {
    const params = { target, count: check.gone, limit: found.gone.length };
    throw new SluiceError('DRIFT_TOO_MUCH_GONE', { params, affected: [target] });
  }
  return whileRecording(services, target, async (add) => {
    const known = await readTarget(services, target);
    const lastGeneration = known.target.generation;
    if (lastGeneration === 0) {
      throw new SluiceError('DRIFT_NOT_MADE_HERE', { params: { target }, affected: [target] });
    }
    const { registry } = check;
    const bytes = goneBytes({ registry, checkId: check.id, digests: found.gone });
    const fileSha256 = await acknowledgementsOf(services).keepFile(target, bytes);
    const time = services.clock.now().toISOString();
    const digests = found.gone.length;
    await add({ type: 'carry-again', time, registry, lastGeneration, digests, fileSha256 });
    return { target, registry, checkId: check.id, digests };
  });
}
