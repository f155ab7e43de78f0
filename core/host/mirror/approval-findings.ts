import type { Finding } from '../../contract/index.ts';
import type { PlannedImage, UnplannedImage } from '../../plan/index.ts';
import type { MirrorCollection } from './collect.ts';
import { absentOrigins } from './operators/plan-catalogs.ts';

/** Names in a sentence: not more than a person reads. */
const named = 8;

/** What it means that images are held back: for whoever starts the run, before it moves anything. */
export function heldFindings(
  enclave: string,
  collection: Pick<MirrorCollection, 'operators'>,
  kept: readonly PlannedImage[],
  held: readonly UnplannedImage[],
): readonly Finding[] {
  const made = kept.filter(({ record }) => record.type === 'cincinnatiGraph');
  return [
    ...(made.length === 0
      ? []
      : [
          note(
            'APPROVAL_MADE_HERE',
            { count: made.length },
            made.map(({ record }) => record.origin),
          ),
        ]),
    ...(held.length === 0
      ? []
      : [
          warning(
            'APPROVAL_HELD_BACK',
            { count: held.length, enclave },
            held.map(({ record }) => record.origin),
          ),
        ]),
    ...releasesLacking(held),
    ...operatorsLacking(collection, held),
  ];
}

/** A release without one of its images cannot be installed. */
function releasesLacking(held: readonly UnplannedImage[]): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const { record } of held) {
    const version = record.release?.version;
    if (version !== undefined) counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return [...counts].map(([version, count]) =>
    warning('APPROVAL_RELEASE_NOT_INSTALLABLE', { version, count }, [version]),
  );
}

/** A whole catalogue stays as its publisher made it, and offers what is not carried. */
function operatorsLacking(
  { operators }: Pick<MirrorCollection, 'operators'>,
  held: readonly UnplannedImage[],
): readonly Finding[] {
  const absent = absentOrigins(held);
  return operators.flatMap(({ basis, filtered, images }) => {
    if (filtered !== undefined) return [];
    const bundles = new Set(
      images.images.flatMap(({ image, neededBy }) =>
        absent.has(image) ? neededBy.map(({ bundle }) => bundle) : [],
      ),
    );
    if (bundles.size === 0) return [];
    const more = bundles.size > named ? ` … (+${bundles.size - named})` : '';
    const params = {
      catalog: basis.operator.catalog,
      count: bundles.size,
      bundles: [...bundles].slice(0, named).join(', ') + more,
    };
    return [warning('APPROVAL_OPERATORS_NOT_INSTALLABLE', params, [...bundles])];
  });
}

function warning(code: Finding['code'], params: Finding['params'], affected: readonly string[]): Finding {
  return { level: 'warning', code, params, affected: [...affected] };
}

function note(code: Finding['code'], params: Finding['params'], affected: readonly string[]): Finding {
  return { level: 'note', code, params, affected: [...affected] };
}
