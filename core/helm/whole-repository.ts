import type { WantedChart } from './inputs.ts';
import type { ChartIndex } from './repository/index.ts';

/** Every version of every chart of an index except libraries, in the order of their names (oc-mirror-v2.md 10). */
export function chartsOf(index: ChartIndex): readonly WantedChart[] {
  return index.names
    .toSorted()
    .flatMap((name) => index.versions(name))
    .filter(({ library }) => !library)
    .map(({ name, version }) => ({ name, version }));
}
