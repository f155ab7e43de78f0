import type { ChartLine } from '../../../../../core/contract/index.ts';

/** A chart with what is searched, in lower case once and not at each key. */
export interface SearchableChart {
  readonly line: ChartLine;
  readonly name: string;
  readonly words: string;
}

export function searchable(lines: readonly ChartLine[]): readonly SearchableChart[] {
  return lines.map((line) => ({
    line,
    name: line.name.toLowerCase(),
    words: `${line.name} ${line.description}`.toLowerCase(),
  }));
}

/**
 * Charts that have every typed word in their name or description: those whose name begins with the first word come
 * first, then those that have it in their name. Equally good ones stay in their order.
 */
export function findCharts(charts: readonly SearchableChart[], typed: string): readonly ChartLine[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return charts.map(({ line }) => line);
  const rank = ({ name }: SearchableChart): number => {
    const at = name.indexOf(first);
    return at === 0 ? 0 : at > 0 ? 1 : 2;
  };
  return charts
    .filter((chart) => words.every((word) => chart.words.includes(word)))
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ line }) => line);
}
