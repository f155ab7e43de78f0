import type { ChartRepositoryModel, ConfigEdit, HelmModel } from '../../../core/contract/index.ts';

export type ChartEdit = Extract<
  ConfigEdit,
  {
    readonly kind:
      | 'wholeChartRepository'
      | 'removeChartRepository'
      | 'addChart'
      | 'changeChart'
      | 'removeChart'
      | 'addLocalChart'
      | 'changeLocalChart'
      | 'removeLocalChart';
  }
>;

/** What a host makes of the charts of a configuration when a form changes them. */
export function applyChartEdit(helm: HelmModel, edit: ChartEdit): HelmModel {
  switch (edit.kind) {
    case 'addLocalChart': {
      const own = { name: 'own', path: '/srv/charts/own', imagePaths: [], platforms: [] };
      return { ...helm, local: [...helm.local, own] };
    }
    case 'changeLocalChart':
      return {
        ...helm,
        local: helm.local.map((one) =>
          one.path === edit.chart.path ? { ...one, imagePaths: edit.imagePaths } : one,
        ),
      };
    case 'removeLocalChart':
      return { ...helm, local: helm.local.filter(({ path }) => path !== edit.chart.path) };
    case 'wholeChartRepository':
    case 'removeChartRepository':
    case 'addChart':
    case 'changeChart':
    case 'removeChart':
      return { ...helm, repositories: repositoriesAfter(helm.repositories, edit) };
  }
}

type RepositoryEdit = Extract<ChartEdit, { readonly repository: unknown }>;

function repositoriesAfter(
  repositories: readonly ChartRepositoryModel[],
  edit: RepositoryEdit,
): ChartRepositoryModel[] {
  const { name, url } = edit.repository;
  const found = repositories.find((one) => one.name === name) ?? { name, url, charts: [] };
  const put = (charts: ChartRepositoryModel['charts']): ChartRepositoryModel[] => [
    ...repositories.filter((one) => one.name !== name),
    { ...found, charts },
  ];
  const isIt = (chart: ChartRepositoryModel['charts'][number]): boolean =>
    'chart' in edit && chart.name === edit.chart.name && (chart.version ?? null) === edit.chart.version;
  switch (edit.kind) {
    case 'wholeChartRepository':
      return put([]);
    case 'removeChartRepository':
      return repositories.filter((one) => one.name !== name);
    case 'addChart': {
      const { version } = edit.chart;
      const chart = { name: edit.chart.name, imagePaths: [], platforms: [] };
      return put([...found.charts, version === null ? chart : { ...chart, version }]);
    }
    case 'changeChart':
      return put(
        found.charts.map((chart) => {
          if (!isIt(chart)) return chart;
          const { version: _former, ...rest } = { ...chart, imagePaths: edit.imagePaths };
          return edit.version === null ? rest : { ...rest, version: edit.version };
        }),
      );
    case 'removeChart': {
      const left = found.charts.filter((chart) => !isIt(chart));
      return left.length === 0 ? repositories.filter((one) => one.name !== name) : put(left);
    }
  }
}
