import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalChartModel } from '../../../../../core/contract/index.ts';
import { keyOfEntry } from './chart-key.ts';
import { ChosenChart } from './chosen-chart.tsx';

/** The charts of this machine that the configuration names. */
export function LocalCharts({ charts }: { readonly charts: readonly LocalChartModel[] }): ReactNode {
  const { t } = useTranslation('helm');
  return (
    <div className="sluice-content-stack sluice-content-tab">
      <p>{t('local.lead')}</p>
      {charts.map((chart, at) => (
        <ChosenChart
          // Two entries may be the same by mistake; they never change places.
          // oxlint-disable-next-line react/no-array-index-key
          key={`${keyOfEntry({ repository: undefined, chart })} ${at}`}
          entry={{ repository: undefined, chart }}
        />
      ))}
    </div>
  );
}
