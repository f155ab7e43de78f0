import type { SetManifest } from '../../archive/index.ts';
import { SluiceError, type MirrorRequest } from '../../contract/index.ts';
import type { UnplannedImage } from '../../plan/index.ts';
import type { SetAgain } from './again.ts';
import type { MirrorCollection, Unmet } from './collect.ts';
import { isHeldBack } from './outcome.ts';
import type { PreparedPlan } from './prepare-plan.ts';

type Missing = Pick<SetManifest, 'missing'>;

/** Whether a set holds all that was asked for, but for what the approval gate held back when it was made. */
export function lacksOnlyHeld({ missing }: Missing): boolean {
  return missing.every(isHeldBack);
}

/**
 * A set that was made through the approval gate goes through it again: an approval that ended since lets nothing
 * pass. Without `--approved-for`, the enclave is the one that the set was made for.
 */
export function gatedAgain(request: MirrorRequest, again: SetAgain | undefined): MirrorRequest {
  const { approvedFor, target } = request;
  if (again === undefined || approvedFor !== undefined || target === undefined) return request;
  return again.manifest.missing.length === 0 ? request : { ...request, approvedFor: target };
}

/** What was held back when the set was made, by name: an approval that came since does not put it into this set. */
export function heldThen(again: SetAgain | undefined): ReadonlyMap<string, SluiceError> {
  return new Map(
    (again?.manifest.missing ?? []).map(({ origin, code }) => [origin, heldAtExport(origin, code)]),
  );
}

/** The same exceptions as then, whatever the configuration leads to by now. */
export function exceptionsAgain(
  { plan, collection }: PreparedPlan,
  { manifest }: SetAgain,
): { readonly unplanned: readonly UnplannedImage[]; readonly unmet: MirrorCollection['unmet'] } {
  const wanted = new Map(manifest.missing.map(({ origin, code }) => [origin, code]));
  const unplanned = plan.unplanned.filter(({ record }) => wanted.has(record.origin));
  const unmet = collection.unmet.filter(({ origin }) => wanted.has(origin));
  const named = new Set([
    ...unplanned.map(({ record }) => record.origin),
    ...unmet.map(({ origin }) => origin),
  ]);
  const gone = [...wanted]
    .filter(([origin]) => !named.has(origin))
    .map(([origin, code]): Unmet => ({ category: 'additional', origin, error: heldAtExport(origin, code) }));
  return { unplanned, unmet: [...unmet, ...gone] };
}

/** Throws SET_AGAIN_HELD when something of `lost`, which the set held, is held back now. */
export function requireStillApproved(
  { plan: { unplanned } }: PreparedPlan,
  lost: SetManifest['images'],
  { manifest: { generation } }: SetAgain,
): void {
  // By the name at the target: where it comes from, the configuration that is kept names it by digest.
  const nameOf = ({
    repository,
    tag,
  }: {
    readonly repository: string;
    readonly tag?: string | undefined;
  }): string => `${repository}:${tag ?? ''}`;
  const names = new Map(lost.map((image) => [nameOf(image), image.origin]));
  const held = unplanned.flatMap(({ record, error }) => {
    const origin = isHeldBack(error) ? names.get(nameOf(record.destination)) : undefined;
    return origin === undefined ? [] : [{ origin, error }];
  });
  const [first] = held;
  if (first === undefined) return;
  throw new SluiceError('SET_AGAIN_HELD', {
    params: { generation, count: held.length, first: first.origin },
    stage: 'plan',
    affected: held.map(({ origin }) => origin),
    cause: first.error,
  });
}

/** The set names what was held back and by which code; the rest of the reason went with the run that made it. */
function heldAtExport(origin: string, code: string): SluiceError {
  return new SluiceError('APPROVAL_HELD_AT_EXPORT', {
    params: { code: `<${code}>` },
    stage: 'plan',
    affected: [origin],
  });
}
