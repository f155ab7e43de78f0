import type { HelmChart, HelmConfig, HelmRepository } from '../../config/index.ts';
import { SluiceError, type ChartValuesTexts, type ResolvedChart } from '../../contract/index.ts';
import { collectHelm } from '../../helm/index.ts';
import { mapConcurrently } from '../../plan/index.ts';
import { catalogFinding, failure } from '../catalogs/catalog-finding.ts';
import {
  atContentPlace,
  type ContentDesk,
  type ContentPlace,
  type ContentQuestion,
} from '../content/content-place.ts';
import { parsedConfiguration } from '../content/parsed-configuration.ts';
import { valuesOfText } from '../mirror/chart-values.ts';

export interface ChartsQuestion extends ContentQuestion {
  readonly yaml: string;
  readonly values: ChartValuesTexts;
}

/** One entry of `mirror.helm`. */
interface Entry {
  readonly repository?: HelmRepository;
  readonly chart: HelmChart;
}

/** Charts that are fetched at once. */
const atOnce = 4;

/**
 * The images of each chart that a configuration names, found as a run finds them, each succeeding or failing on its
 * own. Throws CONFIG_REFUSED, and what concerns the place as a whole.
 */
export function resolveCharts(desk: ContentDesk, question: ChartsQuestion): Promise<ResolvedChart[]> {
  const { helm } = parsedConfiguration(question.yaml).mirror;
  const entries: readonly Entry[] = [
    ...(helm?.repositories ?? []).flatMap((repository) =>
      repository.charts.map((chart) => ({ repository, chart })),
    ),
    ...(helm?.local ?? []).map((chart) => ({ chart })),
  ];
  if (entries.length === 0) return Promise.resolve([]);
  return atContentPlace(desk, question, (place) =>
    mapConcurrently(entries, atOnce, (entry) => resolveOne(place, question, entry)),
  );
}

async function resolveOne(
  { end }: ContentPlace,
  { values, signal }: ChartsQuestion,
  entry: Entry,
): Promise<ResolvedChart> {
  signal.throwIfAborted();
  const { name, version, path } = entry.chart;
  const common = {
    ...(entry.repository !== undefined && {
      repository: { name: entry.repository.name, url: entry.repository.url },
    }),
    ...(entry.repository === undefined && { path: path ?? '' }),
    name,
    ...(version !== undefined && { version }),
  };
  const given = values.find(({ chart, yaml }) => chart === name && yaml.trim() !== '');
  const carried = given === undefined ? await end.chartValues(name) : undefined;
  const used = given === undefined ? (carried === undefined ? 'none' : 'carried') : 'given';
  try {
    const text = given?.yaml ?? carried?.toString('utf8');
    const over = text === undefined ? undefined : valuesOfText(name, text);
    const { charts, findings, errors } = await collectHelm({
      helm: only(entry),
      inputs: end.helmInputs,
      layout: 'oc-mirror',
      options: { values: () => over },
      signal,
    });
    const found = charts[0];
    return {
      ...common,
      ...(found !== undefined && { found: found.version }),
      images: [...new Set(found?.images)],
      values: used,
      findings: [...errors.map(failure), ...findings.map(catalogFinding)],
    };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SluiceError)) throw error;
    return { ...common, images: [], values: used, findings: [failure(error)] };
  }
}

/** A configuration of this chart alone: what is told is told of it. */
function only({ repository, chart }: Entry): HelmConfig {
  return repository === undefined
    ? { repositories: [], local: [chart] }
    : { repositories: [{ ...repository, charts: [chart] }], local: [] };
}
