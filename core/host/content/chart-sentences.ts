import type { HelmChart, HelmConfig, HelmRepository } from '../../config/index.ts';
import type { Sentence } from '../../contract/index.ts';

/** Charts of a repository that are named one by one. */
const named = 6;

/** What `mirror.helm` means: repository by repository, local charts, then what is true of all. */
export function chartSentencesOf(helm: HelmConfig | undefined): Sentence[] {
  if (helm === undefined) return [];
  const { repositories, local } = helm;
  if (repositories.length + local.length === 0) return [];
  const charts = repositories.flatMap((repository) => repository.charts);
  const newest = charts.filter(({ version }) => version === undefined).length;
  return [
    ...repositories.map(repositorySentence),
    ...(local.length === 0
      ? []
      : [sentence('CHARTS_LOCAL', { count: local.length, charts: listed(local.map(({ name }) => name)) })]),
    ...(newest === 0 ? [] : [sentence('CHARTS_NEWEST', { count: newest })]),
    sentence('CHARTS_IMAGES'),
  ];
}

const sentence = (code: Sentence['code'], params: Sentence['params'] = {}): Sentence => ({ code, params });

function repositorySentence({ name: repository, charts }: HelmRepository): Sentence {
  if (charts.length === 0) return sentence('CHARTS_WHOLE', { repository });
  const names = charts.map(chartText);
  const more = names.length - named;
  return more <= 0
    ? sentence('CHARTS_NAMED', { repository, charts: listed(names) })
    : sentence('CHARTS_NAMED_MORE', { repository, charts: listed(names.slice(0, named)), count: more });
}

function chartText({ name, version }: HelmChart): string {
  return version === undefined ? name : `${name} ${version}`;
}

function listed(names: readonly string[]): string {
  return names.slice(0, named).join(', ') + (names.length > named ? ', …' : '');
}
