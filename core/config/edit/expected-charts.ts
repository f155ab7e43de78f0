import { changeList, get, isData, nameOf, put, type Data } from './data.ts';
import type { ChartEdit } from './edit-charts.ts';

/** What the configuration means after an edit of its charts; `root` is changed. */
export function chartsAfter(root: Data, edit: ChartEdit): void {
  switch (edit.kind) {
    case 'localChart':
    case 'changeLocalChart':
    case 'removeLocalChart':
      changeList(root, ['mirror', 'helm', 'local'], (old) => localAfter(old, edit));
      break;
    case 'wholeChartRepository':
    case 'removeChartRepository':
    case 'addChart':
    case 'changeChart':
    case 'removeChart':
      changeList(root, ['mirror', 'helm', 'repositories'], (old) => repositoriesAfter(old, edit));
      break;
  }
}

type LocalEdit = Extract<
  ChartEdit,
  { readonly kind: 'localChart' | 'changeLocalChart' | 'removeLocalChart' }
>;

function localAfter(old: readonly unknown[], edit: LocalEdit): unknown[] {
  const { name, path } = edit.kind === 'localChart' ? edit : edit.chart;
  const isIt = (item: unknown): boolean => nameOf(item) === name && get(item, 'path') === path;
  switch (edit.kind) {
    case 'localChart':
      return old.some(isIt) ? [...old] : [...old, { name, path }];
    case 'changeLocalChart':
      return old.map((item) => (isIt(item) ? withPaths(item, edit.imagePaths) : item));
    case 'removeLocalChart':
      return old.filter((item) => !isIt(item));
  }
}

function repositoriesAfter(old: readonly unknown[], edit: Exclude<ChartEdit, LocalEdit>): unknown[] {
  const { name, url } = edit.repository;
  const isRepository = (item: unknown): boolean => nameOf(item) === name && get(item, 'url') === url;
  const entry = old.find(isRepository);
  const owner: Data = isData(entry) ? entry : { name, url };
  const others = old.filter((item) => !isRepository(item));
  const grown = entry === undefined ? [...old, owner] : [...old];
  switch (edit.kind) {
    case 'wholeChartRepository':
      changeList(owner, ['charts'], () => []);
      return grown;
    case 'removeChartRepository':
      return others;
    case 'addChart':
      changeList(owner, ['charts'], (charts) =>
        charts.some(isChart(edit.chart)) ? [...charts] : [...charts, entryOf(edit.chart)],
      );
      return grown;
    case 'changeChart':
      changeList(owner, ['charts'], (charts) =>
        charts.map((item) =>
          isChart(edit.chart)(item)
            ? put(withPaths(item, edit.imagePaths), 'version', edit.version ?? undefined)
            : item,
        ),
      );
      return [...old];
    case 'removeChart': {
      let isEmpty = false;
      changeList(owner, ['charts'], (charts) => {
        const left = charts.filter((item) => !isChart(edit.chart)(item));
        isEmpty = charts.length > 0 && left.length === 0;
        return left;
      });
      return isEmpty ? others : [...old];
    }
  }
}

type Chart = Extract<ChartEdit, { readonly kind: 'addChart' }>['chart'];

const isChart =
  ({ name, version }: Chart) =>
  (item: unknown): boolean =>
    nameOf(item) === name && isData(item) && (get(item, 'version') ?? '') === (version ?? '');

function entryOf({ name, version }: Chart): Data {
  return { name, ...(version !== null && { version }) };
}

/** Paths that stay keep their place; new ones come last. */
function withPaths(item: unknown, wanted: readonly string[]): Data {
  const entry = item as Data;
  changeList(entry, ['imagePaths'], (old) => [
    ...old.filter((path) => wanted.includes(path as string)),
    ...new Set(wanted.filter((path) => !old.includes(path))),
  ]);
  return entry;
}
