import type { SetManifest } from '../../archive/index.ts';
import { SluiceError, type ErrorCode, type MirrorReport } from '../../contract/index.ts';
import { imageCategory, type ImageCategory } from '../../image/index.ts';
import type { Plan } from '../../plan/index.ts';
import type { ImageOutcome } from '../../transfer/index.ts';
import { toMessage } from '../observer.ts';
import type { MirrorCollection } from './collect.ts';

/** oc-mirror's exit bits (oc-mirror-v2.md 2.6). */
const exitBits: Readonly<Record<ImageCategory, number>> = {
  release: 2,
  operator: 4,
  additional: 8,
  helm: 16,
};

/** Whose collector an error comes from, by the beginning of its code. */
const collectors: readonly (readonly [prefix: string, category: ImageCategory])[] = [
  ['RELEASE_', 'release'],
  ['CATALOG_', 'operator'],
  ['HELM_', 'helm'],
];

/** Failures outside the collectors: values that the command names, and rebuilding, which oc-mirror does afterwards. */
const generic: ReadonlySet<ErrorCode> = new Set([
  'HELM_VALUES_UNREADABLE',
  'HELM_VALUES_INVALID',
  'CATALOG_NAME_UNSAFE',
  'CATALOG_BLOB_UNREADABLE',
  'CATALOG_TEXT_CHANGED',
]);

/**
 * The bits of a failure that ended a run before anything moved: a collector's is that of its kind, also where the
 * configuration asks it for what cannot be; everything else is generic, as in oc-mirror.
 */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof SluiceError)) return 1;
  const { code, cause } = error;
  if (code === 'PLAN_REFUSED' && cause instanceof AggregateError) {
    return cause.errors.reduce((mask: number, one) => mask | exitCodeOf(one), 0) || 1;
  }
  const category = collectors.find(([prefix]) => code.startsWith(prefix))?.[1];
  return category === undefined || generic.has(code) ? 1 : exitBits[category];
}

/** Whether something stayed behind because the approval gate held it back: no failure, but what was wanted. */
export function isHeldBack({ code }: { readonly code: string }): boolean {
  return code.startsWith('APPROVAL_');
}

/** What was asked for and is not in the result, with the code that tells why. */
export function missingOf(
  plan: Pick<Plan, 'unplanned'>,
  collection: Pick<MirrorCollection, 'unmet'>,
  outcomes: readonly ImageOutcome[],
): SetManifest['missing'] {
  return [
    ...collection.unmet.map(({ origin, error }) => missingFor(origin, error)),
    ...plan.unplanned.map(({ record, error }) => missingFor(record.origin, error)),
    ...outcomes.flatMap((outcome) =>
      outcome.status === 'failed' ? [missingFor(outcome.image.record.origin, outcome.error)] : [],
    ),
  ];
}

/** Why an image is held back is written into the set in full: whoever gets it has to be able to read that. */
function missingFor(origin: string, { code, params }: SluiceError): SetManifest['missing'][number] {
  return code.startsWith('APPROVAL_') ? { origin, code, params } : { origin, code };
}

/**
 * Counts by category (signatures and their like belong to their image), the failures in words, what was held back,
 * and the exit code: never 0 when something is missing that was not held back.
 */
export function summarise(
  plan: Pick<Plan, 'unplanned'>,
  collection: Pick<MirrorCollection, 'unmet'>,
  outcomes: readonly ImageOutcome[],
): Pick<MirrorReport, 'categories' | 'failures' | 'exitCode' | 'held'> {
  const names: readonly ImageCategory[] = ['release', 'operator', 'additional', 'helm'];
  const failed = outcomes.filter((outcome) => outcome.status === 'failed');
  const absent = [
    ...collection.unmet.map(({ category, origin, error }) => ({ category, type: category, origin, error })),
    ...plan.unplanned.map(({ record, error }) => ({
      category: imageCategory(record.type),
      type: record.type,
      origin: record.origin,
      error,
    })),
    ...failed.map(({ image: { record }, error }) => ({
      category: imageCategory(record.type),
      type: record.type,
      origin: record.origin,
      error,
    })),
  ];
  const failures = absent.filter(({ error }) => !isHeldBack(error));
  const held = absent.filter(({ error }) => isHeldBack(error));
  const count = (category: ImageCategory, status: ImageOutcome['status']): number =>
    outcomes.filter(
      ({ status: is, image }) =>
        is === status && image.accessoryOf === undefined && imageCategory(image.record.type) === category,
    ).length;
  const categories = names.map((category) => {
    const unplanned =
      failures.length === 0 ? 0 : failures.filter((failure) => failure.category === category).length;
    const [copied, present] = [count(category, 'copied'), count(category, 'present')];
    const notAttempted = count(category, 'not-attempted');
    return {
      category,
      asked: copied + present + unplanned + notAttempted,
      copied,
      present,
      failed: unplanned,
      notAttempted,
    };
  });
  const exitCode = categories
    .filter((category) => category.failed + category.notAttempted > 0)
    .reduce((mask, { category }) => mask | exitBits[category], 0);
  return {
    categories: categories.filter((category) => category.asked > 0),
    failures: failures.map(({ type, origin, error }) => ({ type, origin, error: toMessage(error) })),
    ...(held.length > 0 && {
      held: held.map(({ type, origin, error }) => ({ type, origin, error: toMessage(error) })),
    }),
    exitCode,
  };
}
