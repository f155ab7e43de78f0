import type { PackageLine } from '../../../../../core/contract/index.ts';

export type PackageFilter = 'chosen' | 'deprecated' | 'problems' | 'disconnected';
export const packageFilters: readonly PackageFilter[] = ['chosen', 'disconnected', 'deprecated', 'problems'];

/** A package with what is searched, in lower case once and not at each key. */
export interface SearchablePackage {
  readonly line: PackageLine;
  readonly titles: readonly string[];
  readonly provider: string;
  readonly summary: string;
}

export function searchable(lines: readonly PackageLine[]): readonly SearchablePackage[] {
  return lines.map((line) => ({
    line,
    titles: [...new Set([line.name.toLowerCase(), line.displayName.toLowerCase()])],
    provider: line.provider.toLowerCase(),
    summary: line.summary.toLowerCase(),
  }));
}

/**
 * Packages that have every typed word in their name, provider or summary, the best first: the whole name, then its
 * beginning, then the beginning of a word in it, then any place in it, then the provider, then the summary. Equally
 * good ones stay in their order.
 */
export function findPackages(
  packages: readonly SearchablePackage[],
  typed: string,
  filters: ReadonlySet<PackageFilter>,
  isChosen: (name: string) => boolean,
): readonly PackageLine[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = packages.filter(({ line }) => passes(line, filters, isChosen));
  if (words.length === 0) return kept.map(({ line }) => line);
  return kept
    .flatMap((one) => {
      const ranks = words.map((word) => rank(one, word));
      return ranks.includes(Infinity) ? [] : [{ line: one.line, rank: ranks.reduce((a, b) => a + b, 0) }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ line }) => line);
}

function passes(
  line: PackageLine,
  filters: ReadonlySet<PackageFilter>,
  isChosen: (name: string) => boolean,
): boolean {
  return (
    (!filters.has('chosen') || isChosen(line.name)) &&
    (!filters.has('deprecated') || line.deprecated !== undefined) &&
    (!filters.has('problems') || line.problems > 0) &&
    (!filters.has('disconnected') || line.disconnected === true)
  );
}

function rank({ titles, provider, summary }: SearchablePackage, word: string): number {
  const best = Math.min(...titles.map((title) => rankInTitle(title, word)));
  if (best < Infinity) return best;
  if (provider.includes(word)) return 4;
  return summary.includes(word) ? 5 : Infinity;
}

function rankInTitle(title: string, word: string): number {
  const at = title.indexOf(word);
  if (at < 0) return Infinity;
  if (title === word) return 0;
  if (at === 0) return 1;
  return [...title.matchAll(/[\s\-_.]+/g)].some((gap) => title.startsWith(word, gap.index + gap[0].length))
    ? 2
    : 3;
}
