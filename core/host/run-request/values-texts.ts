import { join } from 'node:path';
import { parseImageSetConfiguration } from '../../config/index.ts';
import type { ChartValuesTexts, MirrorRequest, RunRequest } from '../../contract/index.ts';

/** The file of a chart's values in the folder of a run. */
export function valuesFileIn(folder: string, chart: string): string {
  return join(folder, 'values', `${chart}.yaml`);
}

/** As the engine is told of values: files by chart. */
export function helmValuesIn(folder: string, charts: readonly string[]): MirrorRequest['helmValues'] {
  return charts.map((chart) => ({ chart, file: valuesFileIn(folder, chart) }));
}

/**
 * The values that a run uses: those of charts that its configuration asks for. A chart that was taken out again leaves
 * its values with the page; they must not travel in the set.
 */
export function valuesTexts({
  yaml,
  chartValues,
}: Pick<RunRequest, 'yaml' | 'chartValues'>): ChartValuesTexts {
  const given = (chartValues ?? []).filter((values) => values.yaml.trim() !== '');
  if (given.length === 0) return [];
  const parsed = parseImageSetConfiguration(yaml, { fileName: '' });
  const helm = parsed.ok ? parsed.configuration.mirror.helm : undefined;
  if (helm === undefined) return [];
  // Which charts a whole repository has is not known here.
  if (helm.repositories.some(({ charts }) => charts.length === 0)) return given;
  const names = new Set(
    [...helm.repositories.flatMap(({ charts }) => charts), ...helm.local].map(({ name }) => name),
  );
  return given.filter(({ chart }) => names.has(chart));
}
