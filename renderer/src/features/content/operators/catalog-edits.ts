import type { ConfigEdit, OperatorModel, PackageModel } from '../../../../../core/contract/index.ts';
import { hasEnds } from './package-choice.ts';
import { packageEdit } from './package-edits.ts';

/** The contract's limits of one call. */
const limits = { names: 1000, edits: 99 } as const;

/**
 * The changes of a whole catalogue: carried whole, with all versions, or not at all. All versions and a range exclude
 * each other (oc-mirror-v2.md 6.4 step C), so that ranges go.
 */
export function catalogEdits(
  what: 'whole' | 'full' | 'remove',
  catalog: string,
  operator: OperatorModel | undefined,
): readonly ConfigEdit[] {
  switch (what) {
    case 'remove':
      return operator === undefined ? [] : [{ kind: 'removeCatalog', catalog }];
    case 'whole': {
      const names = (operator?.packages ?? []).map(({ name }) => name);
      if (names.length === 0) return [{ kind: 'addCatalog', catalog }];
      return Array.from({ length: Math.ceil(names.length / limits.names) }, (_one, at) => ({
        kind: 'removePackages',
        catalog,
        names: names.slice(at * limits.names, (at + 1) * limits.names),
        thenWhole: true,
      }));
    }
    case 'full': {
      const ranged = (operator?.packages ?? []).filter((one) => hasEnds(one) || one.channels.some(hasEnds));
      const without = ranged.slice(0, limits.edits).map((one) => packageEdit(catalog, withoutEnds(one)));
      return [...without, { kind: 'catalogFull', catalog, full: true }];
    }
  }
}

function withoutEnds({ name, channels, defaultChannel }: PackageModel): PackageModel {
  return {
    name,
    channels: channels.map((channel) => ({ name: channel.name })),
    ...(defaultChannel !== undefined && { defaultChannel }),
  };
}
