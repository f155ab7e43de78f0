import type { Finding } from '../../../contract/index.ts';
import type { PlannedImage } from '../../../plan/index.ts';
import type { Digest } from '../../../reference/index.ts';
import type { OperatorDraft } from './collect-operators.ts';

/** Names for a sentence: not more than a person reads. */
const named = 8;

/** What is new of each catalogue since the sets that the receiver has: bundles that it does not hold yet. */
export function newBundles(
  drafts: readonly OperatorDraft[],
  images: readonly PlannedImage[],
  carried: ReadonlySet<Digest>,
): readonly Finding[] {
  // To a receiver that has nothing, everything is new.
  if (carried.size === 0) return [];
  const roots = new Map(images.map(({ record, root }) => [record.origin, root.digest]));
  return drafts.flatMap(({ basis, images: { images: wanted } }): readonly Finding[] => {
    const fresh = wanted.flatMap(({ image, kind, neededBy }) => {
      const digest = roots.get(image);
      return kind === 'bundle' && digest !== undefined && !carried.has(digest)
        ? neededBy.map(({ bundle }) => bundle)
        : [];
    });
    const names = [...new Set(fresh)];
    if (names.length === 0) return [];
    const more = names.length > named ? ` … (+${names.length - named})` : '';
    const params = {
      catalog: basis.operator.catalog,
      count: names.length,
      bundles: names.slice(0, named).join(', ') + more,
    };
    return [{ level: 'note', code: 'CATALOG_BUNDLES_NEW', params, affected: names }];
  });
}
