import { SluiceError } from '../../contract/index.ts';
import { openText } from './open-text.ts';
import { findEntry, isEntry, listAt, type EntryStep, type Path } from './path.ts';
import type { Plain } from './scalar-text.ts';
import { setNames } from './set-names.ts';
import { removeEntries, removeValue, setField, setValue } from './set-value.ts';
import type { TextEdit } from './text-edit.ts';

export type ChartEdit = Extract<
  TextEdit,
  {
    readonly kind:
      | 'wholeChartRepository'
      | 'removeChartRepository'
      | 'addChart'
      | 'changeChart'
      | 'removeChart'
      | 'localChart'
      | 'changeLocalChart'
      | 'removeLocalChart';
  }
>;
type Chart = Extract<ChartEdit, { readonly kind: 'addChart' }>['chart'];

const repositories = ['mirror', 'helm', 'repositories'];
const local = ['mirror', 'helm', 'local'];

/**
 * The text with one edit of `mirror.helm` made. A repository is found by its name and address, a chart in it by its
 * name and version, a local chart by its name and path. An entry of a repository without charts means all of them, so
 * it goes with the last chart that is taken out of it. Throws CONFIG_EDIT_NOT_FOUND for a change of what is not there,
 * CONFIG_EDIT_UNCLEAR where two entries are the same, and what every edit throws.
 */
export function editCharts(text: string, edit: ChartEdit): string {
  switch (edit.kind) {
    case 'localChart':
    case 'changeLocalChart':
    case 'removeLocalChart':
      return editLocal(text, edit);
    case 'wholeChartRepository':
    case 'removeChartRepository':
    case 'addChart':
    case 'changeChart':
    case 'removeChart':
      return editRepository(text, edit);
  }
}

type LocalEdit = Extract<
  ChartEdit,
  { readonly kind: 'localChart' | 'changeLocalChart' | 'removeLocalChart' }
>;

function editLocal(text: string, edit: LocalEdit): string {
  const { name, path } = edit.kind === 'localChart' ? edit : edit.chart;
  const step: EntryStep = { key: 'name', is: name, also: { key: 'path', is: path } };
  switch (edit.kind) {
    case 'localChart':
      return isThere(text, [...local, step]) ? text : setValue(text, local, [{ name, path }]);
    case 'changeLocalChart':
      if (!isThere(text, [...local, step])) throw notFound(name);
      return setNames(text, [...local, step, 'imagePaths'], edit.imagePaths);
    case 'removeLocalChart':
      return removeEntries(text, local, (item) => isEntry(item, step));
  }
}

function editRepository(text: string, edit: Exclude<ChartEdit, LocalEdit>): string {
  const { name, url } = edit.repository;
  const step: EntryStep = { key: 'name', is: name, also: { key: 'url', is: url } };
  const entry: Path = [...repositories, step];
  const charts: Path = [...entry, 'charts'];
  const known = isThere(text, entry);
  const withoutRepository = (): string => removeEntries(text, repositories, (item) => isEntry(item, step));
  switch (edit.kind) {
    case 'wholeChartRepository':
      return known ? removeValue(text, charts) : setValue(text, repositories, [{ name, url }]);
    case 'removeChartRepository':
      return withoutRepository();
    case 'addChart':
      if (!known) return setValue(text, repositories, [{ name, url, charts: [chartEntry(edit.chart)] }]);
      if (isThere(text, [...charts, chartStep(edit.chart)])) return text;
      return setValue(text, charts, [chartEntry(edit.chart)]);
    case 'changeChart': {
      const chart: Path = [...charts, chartStep(edit.chart)];
      if (!known || !isThere(text, chart)) throw notFound(`${name}/${edit.chart.name}`);
      // The version comes last: the entry is found by it.
      const searched = setNames(text, [...chart, 'imagePaths'], edit.imagePaths);
      return setField(searched, chart, 'version', edit.version ?? undefined);
    }
    case 'removeChart': {
      const isGone = (item: unknown): boolean => isEntry(item, chartStep(edit.chart));
      const there = known ? (listAt(openText(text), charts)?.items ?? []) : [];
      return there.length > 0 && there.every(isGone)
        ? withoutRepository()
        : known
          ? removeEntries(text, charts, isGone)
          : text;
    }
  }
}

function isThere(text: string, entry: Path): boolean {
  return findEntry(openText(text), entry) !== undefined;
}

function chartStep({ name, version }: Chart): EntryStep {
  return { key: 'name', is: name, also: { key: 'version', is: version ?? undefined } };
}

function chartEntry({ name, version }: Chart): Plain {
  return { name, ...(version !== null && { version }) };
}

function notFound(name: string): SluiceError {
  return new SluiceError('CONFIG_EDIT_NOT_FOUND', {
    params: { name },
    stage: 'configure',
    affected: [name],
  });
}
