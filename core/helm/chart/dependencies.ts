import { parseLenientVersion } from '../../config/index.ts';
import { type Dict, isDict, type Value } from '../template/index.ts';
import { parseConstraint } from '../version/constraint.ts';
import { addDefaults, coalesceValues, copyDict, valueAt } from './coalesce.ts';
import { invalid } from './metadata.ts';
import type { Chart, ChartDependency } from './model.ts';

/** A chart of which it is decided what belongs to it: under its alias, without what is switched off. */
export interface ResolvedChart {
  readonly name: string;
  readonly chart: Chart;
  readonly values: Dict;
  readonly charts: readonly ResolvedChart[];
}

/** A dependency that Chart.yaml names and that does not lie in `charts/`. */
export interface MissingDependency {
  readonly chart: string;
  readonly dependency: string;
}

/**
 * Decides which charts in a chart are used: conditions, tags and aliases, then the values that a chart imports from
 * those in it. Throws HELM_CHART_INVALID where values for an inner chart are no map.
 */
export function resolveDependencies(
  chart: Chart,
  given: Dict,
): { readonly chart: ResolvedChart; readonly missing: readonly MissingDependency[] } {
  const missing: MissingDependency[] = [];
  const enabled = enable(whole(chart, chart.metadata.name), given, '', missing);
  return { chart: withImports(enabled), missing };
}

/** With everything in it, whether it is wanted or not. */
function whole(chart: Chart, name: string): ResolvedChart {
  return {
    name,
    chart,
    values: chart.values,
    charts: chart.charts.map((inner) => whole(inner, inner.metadata.name)),
  };
}

function enable(
  resolved: ResolvedChart,
  given: Dict,
  path: string,
  missing: MissingDependency[],
): ResolvedChart {
  const { dependencies } = resolved.chart.metadata;
  if (dependencies.length === 0) return resolved;
  const named = namedCharts(resolved);
  const values = coalesceValues({ ...resolved, charts: named.map(({ inner }) => inner) }, given);
  if (values === undefined) throw invalid(resolved.name, 'values.yaml');
  // What is switched off may be left out of the archive.
  for (const dependency of dependencies) {
    const there = resolved.charts.some(({ chart }) => answers(chart, dependency));
    if (there || !isEnabled(dependency, values, path)) continue;
    missing.push({ chart: resolved.name, dependency: dependency.name });
  }
  const wanted = named.filter(
    ({ dependency }) => dependency === undefined || isEnabled(dependency, values, path),
  );
  return {
    ...resolved,
    charts: wanted.map(({ inner }) => enable(inner, values, `${path}${inner.name}.`, missing)),
  };
}

interface NamedChart {
  readonly inner: ResolvedChart;
  readonly dependency: ChartDependency | undefined;
}

/** The charts in a chart by the names they go by: those that nothing names first, as in Helm. */
function namedCharts(resolved: ResolvedChart): readonly NamedChart[] {
  const { dependencies } = resolved.chart.metadata;
  const unnamed = resolved.charts.filter(({ chart }) =>
    dependencies.every((dependency) => !answers(chart, dependency)),
  );
  const found = dependencies.flatMap((dependency): readonly NamedChart[] => {
    const inner = resolved.charts.find(({ chart }) => answers(chart, dependency));
    if (inner === undefined) return [];
    return [{ inner: { ...inner, name: dependency.alias || dependency.name }, dependency }];
  });
  return [...unnamed.map((inner) => ({ inner, dependency: undefined })), ...found];
}

function answers(chart: Chart, dependency: ChartDependency): boolean {
  if (chart.metadata.name !== dependency.name) return false;
  const version = parseLenientVersion(chart.metadata.version);
  const constraint = parseConstraint(dependency.version);
  return version !== undefined && constraint?.allows(version) === true;
}

function isEnabled(dependency: ChartDependency, values: Dict, path: string): boolean {
  for (const condition of dependency.condition.trim().split(',')) {
    const value = condition === '' ? undefined : valueAt(values, path + condition);
    if (typeof value === 'boolean') return value;
  }
  const tags = values.get('tags');
  const switches = dependency.tags.map((tag) => (isDict(tags) ? tags.get(tag) : undefined));
  return switches.includes(true) || !switches.includes(false);
}

/** Takes over what a chart imports from the charts in it, innermost first. */
function withImports(resolved: ResolvedChart): ResolvedChart {
  const charts = resolved.charts.map(withImports);
  const result = { ...resolved, charts };
  const { dependencies } = resolved.chart.metadata;
  if (dependencies.every(({ importValues }) => importValues.length === 0)) return result;
  const values = coalesceValues(result, new Map());
  if (values === undefined) throw invalid(resolved.name, 'values.yaml');
  const imported: Dict = new Map();
  for (const { name, alias, importValues } of dependencies) {
    for (const { child, parent } of importValues) {
      const table = valueAt(values, `${alias || name}.${child}`);
      if (isDict(table)) addDefaults(imported, under(parent, copyDict(table)));
    }
  }
  const own = withoutNulls(values);
  addDefaults(own, imported);
  return { ...result, values: own };
}

/** A map that holds `table` at the path `parent`. */
function under(parent: string, table: Dict): Dict {
  if (parent === '.' || parent === '') return table;
  return parent.split('.').reduceRight<Dict>((inner, key) => new Map<string, Value>([[key, inner]]), table);
}

function withoutNulls(dict: Dict): Dict {
  return new Map(
    [...dict].flatMap(([key, value]): [string, Value][] => {
      if (value === null) return [];
      return [[key, isDict(value) ? withoutNulls(value) : value]];
    }),
  );
}
