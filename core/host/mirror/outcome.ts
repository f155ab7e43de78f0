import { SluiceError, type MirrorReport } from '../../contract/index.ts';
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

/** The bits of a failure that ended a run before anything moved: a release's is its own, all others are generic. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof SluiceError)) return 1;
  if (error.code === 'PLAN_REFUSED' && error.cause instanceof AggregateError) {
    return error.cause.errors.reduce((mask: number, cause) => mask | exitCodeOf(cause), 0) || 1;
  }
  return error.code.startsWith('RELEASE_') ? exitBits.release : 1;
}

/** What was asked for and is not in the result, with the code that tells why. */
export function missingOf(
  plan: Pick<Plan, 'unplanned'>,
  collection: Pick<MirrorCollection, 'unmet'>,
  outcomes: readonly ImageOutcome[],
): { origin: string; code: string }[] {
  return [
    ...collection.unmet.map(({ origin, error }) => ({ origin, code: error.code })),
    ...plan.unplanned.map(({ record, error }) => ({ origin: record.origin, code: error.code })),
    ...outcomes.flatMap((outcome) =>
      outcome.status === 'failed' ? [{ origin: outcome.image.record.origin, code: outcome.error.code }] : [],
    ),
  ];
}

/** Counts by category (signatures and their like belong to their image), the failures in words, and the exit code: never 0 when something is missing. */
export function summarise(
  plan: Pick<Plan, 'unplanned'>,
  collection: Pick<MirrorCollection, 'unmet'>,
  outcomes: readonly ImageOutcome[],
): Pick<MirrorReport, 'categories' | 'failures' | 'exitCode'> {
  const names: readonly ImageCategory[] = ['release', 'operator', 'additional', 'helm'];
  const failed = outcomes.filter((outcome) => outcome.status === 'failed');
  const failures = [
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
    exitCode,
  };
}
