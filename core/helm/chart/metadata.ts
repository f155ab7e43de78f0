import { SluiceError } from '../../contract/index.ts';
import { type Dict, isDict, isList, type Value } from '../template/index.ts';
import type { ChartDependency, ChartMetadata, ImportedValues } from './model.ts';

// CVE-2024-25620: a chart's name and version become the name of a file.
const nameForm = /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,249}$/;

/** Whether a chart's name or version may become part of a file's name. */
export function isSafeChartWord(word: string): boolean {
  return nameForm.test(word);
}

/**
 * Reads what Chart.yaml says. `requirements` is the older place of dependencies. Throws HELM_CHART_INVALID.
 */
export function readMetadata(document: Value, requirements: Value, place: string): ChartMetadata {
  if (!isDict(document)) throw invalid(place, 'Chart.yaml');
  const name = text(document, 'name');
  const version = text(document, 'version');
  if (!isSafeChartWord(name) || !isSafeChartWord(version)) throw invalid(place, 'Chart.yaml');
  const own = entries(document.get('dependencies'));
  const older = isDict(requirements) ? entries(requirements.get('dependencies')) : [];
  return {
    name,
    version,
    library: text(document, 'type') === 'library',
    dependencies: (own.length > 0 ? own : older).map((entry) => dependency(entry, place)),
    document,
  };
}

function dependency(entry: Dict, place: string): ChartDependency {
  const name = text(entry, 'name');
  const alias = text(entry, 'alias');
  if (!isSafeChartWord(name) || (alias !== '' && !isSafeChartWord(alias))) throw invalid(place, 'Chart.yaml');
  return {
    name,
    version: text(entry, 'version'),
    repository: text(entry, 'repository'),
    condition: text(entry, 'condition'),
    tags: texts(entry.get('tags')),
    alias,
    importValues: imports(entry.get('import-values')),
  };
}

function imports(value: Value | undefined): readonly ImportedValues[] {
  if (!isList(value)) return [];
  return value.flatMap((item) => {
    if (typeof item === 'string') return [{ child: `exports.${item}`, parent: '.' }];
    return isDict(item) ? [{ child: text(item, 'child'), parent: text(item, 'parent') }] : [];
  });
}

function entries(value: Value | undefined): readonly Dict[] {
  return isList(value) ? value.filter(isDict) : [];
}

function texts(value: Value | undefined): readonly string[] {
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A field's text; versions that look like numbers are read as such by YAML. */
function text(dict: Dict, key: string): string {
  const value = dict.get(key);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A chart that a file of its own makes unusable. */
export function invalid(chart: string, file: string, detail?: string): SluiceError {
  return new SluiceError('HELM_CHART_INVALID', {
    params: { chart, file: file.slice(0, 200) },
    stage: 'collect',
    ...(detail !== undefined && { detail }),
  });
}
