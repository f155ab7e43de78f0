import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const lines = [
  { key: 'update', style: 'sluice-graph-line sluice-graph-line-near' },
  { key: 'conditional', style: 'sluice-graph-line sluice-graph-line-near sluice-graph-line-conditional' },
  { key: 'path', style: 'sluice-graph-line sluice-graph-line-path' },
] as const;

/** What the lines of the graph mean. */
export function GraphLegend(): ReactNode {
  const { t } = useTranslation('content');
  return (
    <ul className="sluice-graph-legend" aria-label={t('graph.legend.name')}>
      {lines.map(({ key, style }) => (
        <li key={key}>
          <svg width="36" height="8" aria-hidden="true">
            <path d="M 0 4 L 36 4" className={style} />
          </svg>{' '}
          {t(`graph.legend.${key}`)}
        </li>
      ))}
    </ul>
  );
}
