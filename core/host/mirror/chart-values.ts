import type { ArchiveFile } from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { readBounded } from '../../ports/index.ts';
import type { MirrorTask } from './task.ts';
import { readValues, type Values, type ValuesReading } from './values-text.ts';

const largestValues = 1024 * 1024;

/** A chart's name becomes a file's name. */
const chartName = /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,199}$/;

/** Values over the charts' own, by the chart's name. */
export interface ChartValues {
  readonly byChart: ReadonlyMap<string, Values>;
  /** They travel with the charts: a later stage finds the same images without being told again. */
  readonly files: readonly ArchiveFile[];
}

/** Where the values of a chart are in a set, below `working-dir`. */
export function valuesFile(chart: string): string {
  return `helm/values/${chart}.yaml`;
}

/**
 * The values that a command gives for charts, else those that came with the set. Throws HELM_VALUES_UNREADABLE and
 * HELM_VALUES_INVALID.
 */
export async function chartValues(task: MirrorTask): Promise<ChartValues> {
  const { helm } = task.loaded.configuration.mirror;
  const given = new Map(task.request.helmValues.map(({ chart, file }) => [chart, file]));
  const charts = [...(helm?.repositories.flatMap((one) => one.charts) ?? []), ...(helm?.local ?? [])];
  const byChart = new Map<string, Values>();
  const files: ArchiveFile[] = [];
  for (const name of new Set([...given.keys(), ...charts.map((chart) => chart.name)])) {
    const bytes = await valuesOf(task, name, given.get(name));
    if (bytes === undefined) continue;
    if (!chartName.test(name)) {
      throw valuesInvalid(name, { reason: `"${name.slice(0, 100)}"`, line: 1 });
    }
    byChart.set(name, valuesOfText(name, bytes.toString('utf8')));
    files.push({ name: `working-dir/${valuesFile(name)}`, bytes });
  }
  return { byChart, files };
}

async function valuesOf(
  { services, source }: MirrorTask,
  chart: string,
  file: string | undefined,
): Promise<Buffer | undefined> {
  if (file === undefined) return source.chartValues(chart);
  try {
    return await readBounded(services.fs, file, largestValues);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new SluiceError('HELM_VALUES_UNREADABLE', {
      params: { chart, file, reason },
      stage: 'configure',
      affected: [file],
      cause: error,
    });
  }
}

/** Throws HELM_VALUES_INVALID. */
export function valuesOfText(chart: string, text: string): Values {
  const read = readValues(text);
  if (read.ok) return read.values;
  throw valuesInvalid(chart, read);
}

/** Values that cannot be used, with the line that is to blame. */
export function valuesInvalid(
  chart: string,
  { reason, line }: Omit<Extract<ValuesReading, { readonly ok: false }>, 'ok' | 'column'>,
): SluiceError {
  const params = { chart: chart.slice(0, 100), line, reason: reason.slice(0, 300) };
  return new SluiceError('HELM_VALUES_INVALID', { params, stage: 'configure', affected: [params.chart] });
}
