import type {
  ChartModel,
  ChartRepositoryModel,
  LocalChartModel,
  ResolvedChart,
} from '../../../../../core/contract/index.ts';

/** A repository as edits name it. */
export type RepositoryRef = Pick<ChartRepositoryModel, 'name' | 'url'>;

/** One entry of a chart that the configuration has. */
export type ChartEntry =
  | { readonly repository: RepositoryRef; readonly chart: ChartModel }
  | { readonly repository: undefined; readonly chart: LocalChartModel };

/** The same for an entry and for what it comes to. */
export function keyOfEntry({ repository, chart }: ChartEntry): string {
  const path = repository === undefined ? chart.path : undefined;
  return key(repository, path, chart.name, chart.version);
}

export function keyOfResolved({ repository, path, name, version }: ResolvedChart): string {
  return key(repository, path, name, version);
}

/** It becomes part of an element's id, where neither spaces nor quotes may be. */
export function keyOfRepository({ name, url }: RepositoryRef): string {
  return `${encodeURIComponent(name)}:${encodeURIComponent(url)}`;
}

/** Whether the charts of this repository have to be typed: a registry keeps no list of them. */
export function isOfRegistry({ url }: Pick<RepositoryRef, 'url'>): boolean {
  return url.startsWith('oci://');
}

function key(
  repository: RepositoryRef | undefined,
  path: string | undefined,
  name: string,
  version: string | undefined,
): string {
  return JSON.stringify([repository?.name ?? '', repository?.url ?? '', path ?? '', name, version ?? '']);
}
