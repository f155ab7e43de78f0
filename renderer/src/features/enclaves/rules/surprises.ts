import type { PlanReport } from '../../../../../core/contract/index.ts';
import { compareVersions } from '../../content/graph/version-order.ts';
import type { Column } from './column.ts';
import type { Section } from './row.ts';

/**
 * Releases of which the plan, which follows the update graphs, says another thing than the ticks: `more` are carried
 * without a tick, `less` are ticked, held, and not carried.
 */
export function surprisesOf(
  column: Column,
  sections: readonly Section[],
  planned: PlanReport['releases'],
): { readonly more: readonly string[]; readonly less: readonly string[] } {
  const ticked = sections.flatMap(({ rows }) =>
    rows.flatMap((row) => {
      const state = row.kind === 'release' ? column.cell(row).state : 'none';
      return row.kind === 'release' && (state === 'all' || state === 'part') ? [row.version] : [];
    }),
  );
  const carried = new Set(planned.map(({ version }) => version));
  const expected = new Set(ticked);
  return {
    more: [...carried].filter((version) => !expected.has(version)).toSorted(compareVersions),
    less: ticked.filter((version) => !carried.has(version)).toSorted(compareVersions),
  };
}
