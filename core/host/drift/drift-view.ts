import type { DriftView } from '../../contract/index.ts';
import { lastCarryAgain, type DriftCheck, type DriftDetails } from '../../ledger/index.ts';
import { readTarget } from '../receipts/target-sets.ts';
import type { HostServices } from '../services.ts';
import { driftChecksOf } from './check-drift.ts';
import { setsWith } from './sets-with.ts';
import { hasDrift } from './timeline.ts';
import { readToldContent } from './told-images.ts';

/** Differences that a page is given; the record has them all. */
const mostShown = 2000;

/** The last comparison of an enclave's registry, for a page; undefined: there was none. */
export async function readDriftView(services: HostServices, target: string): Promise<DriftView | undefined> {
  const checks = driftChecksOf(services);
  const check = (await checks.list(target)).at(-1);
  const found = check === undefined ? undefined : await checks.details(target, check.id);
  if (check === undefined || found === undefined) return undefined;
  const { records } = await readTarget(services, target);
  const carried = lastCarryAgain(records)?.digests;
  return {
    ...viewOf(check, found),
    sets: await holders(services, target, check.registry, found),
    ...(carried !== undefined && carried > 0 && { carriedAgain: carried }),
  };
}

function viewOf(check: DriftCheck, { differences }: DriftDetails): Omit<DriftView, 'sets'> {
  const { id, time, person, host, registry, repaired, images, intact, counts, gone } = check;
  return {
    id,
    time,
    person,
    host,
    registry,
    repaired,
    drifted: hasDrift(counts),
    images,
    intact,
    counts: { ...counts },
    gone,
    differences: differences.slice(0, mostShown).map(({ absent: _absent, ...one }) => one),
  };
}

async function holders(
  services: HostServices,
  target: string,
  registry: string,
  { gone }: DriftDetails,
): Promise<DriftView['sets']> {
  if (gone.length === 0) return [];
  const told = await readToldContent(services, target, registry);
  return [...(await setsWith(services, told.sets, new Set(gone)))];
}
