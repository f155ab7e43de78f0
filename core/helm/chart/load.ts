import { Budget, isDict, readYaml, TemplateFault, type Dict, type Value } from '../template/index.ts';
import type { ChartAllowance } from './limits.ts';
import { invalid, readMetadata } from './metadata.ts';
import type { Chart, ChartFile } from './model.ts';
import { readChartArchive } from './read-archive.ts';

/**
 * Puts a chart together from its files, with the charts in its `charts/` folder. `place` names it in errors. Throws
 * HELM_CHART_INVALID for files that Helm needs and cannot read, and what `readChartArchive` throws for packed charts.
 */
export async function loadChart(
  files: readonly ChartFile[],
  place: string,
  allowance: ChartAllowance,
  depth = 0,
): Promise<Chart> {
  allowance.nested(place, depth);
  const budget = new Budget();
  const read = (name: string): Value => {
    const file = files.find((candidate) => candidate.name === name);
    if (file === undefined) return null;
    try {
      return readYaml(textOf(file), budget);
    } catch (error) {
      if (error instanceof TemplateFault) throw invalid(place, name, error.message);
      throw error;
    }
  };
  const metadata = readMetadata(read('Chart.yaml'), read('requirements.yaml'), place);
  return {
    metadata,
    values: valuesOf(read('values.yaml'), place),
    templates: below(files, 'templates/'),
    crds: below(files, 'crds/').filter(({ name }) => /\.(?:ya?ml|json)$/.test(name)),
    files: files.filter(({ name }) => !isOwn(name)),
    charts: await loadInner(files, `${place}/charts`, allowance, depth + 1),
  };
}

/** Text of a file without the mark that some editors put at its start. */
export function textOf(file: ChartFile): string {
  return file.bytes.toString().replace(/^\ufeff/, '');
}

function valuesOf(values: Value, place: string): Dict {
  if (values === null) return new Map();
  if (isDict(values)) return values;
  throw invalid(place, 'values.yaml');
}

function isOwn(name: string): boolean {
  const own = [
    'Chart.yaml',
    'Chart.lock',
    'values.yaml',
    'values.schema.json',
    'requirements.yaml',
    'requirements.lock',
  ];
  return own.includes(name) || name.startsWith('templates/') || name.startsWith('charts/');
}

function below(files: readonly ChartFile[], folder: string): readonly ChartFile[] {
  return files.filter(({ name }) => name.startsWith(folder));
}

/** The charts in `charts/`: folders, and archives that are packed once more. */
async function loadInner(
  files: readonly ChartFile[],
  place: string,
  allowance: ChartAllowance,
  depth: number,
): Promise<readonly Chart[]> {
  const folders = new Map<string, ChartFile[]>();
  const charts: Chart[] = [];
  for (const { name, bytes } of below(files, 'charts/')) {
    const [first = '', ...rest] = name.split('/').slice(1);
    if (/^[._]/.test(first) || first.endsWith('.prov')) continue;
    if (rest.length > 0) {
      const folder = folders.get(first) ?? [];
      folder.push({ name: rest.join('/'), bytes });
      folders.set(first, folder);
    } else if (first.endsWith('.tgz')) {
      const inner = await readChartArchive(bytes, `${place}/${first}`, allowance);
      charts.push(await loadChart(inner, `${place}/${first}`, allowance, depth));
    }
  }
  for (const [name, inner] of folders) {
    // A folder that is no chart is none of Helm's business either: a README, say.
    if (inner.some((file) => file.name === 'Chart.yaml')) {
      charts.push(await loadChart(inner, `${place}/${name}`, allowance, depth));
    }
  }
  return charts;
}
