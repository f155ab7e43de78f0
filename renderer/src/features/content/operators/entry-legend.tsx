import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const lines = [
  { key: 'replaces', style: 'sluice-graph-line sluice-graph-line-near' },
  { key: 'skips', style: 'sluice-graph-line sluice-graph-line-near sluice-graph-line-conditional' },
] as const;

/** What the lines and signs of the graph mean. */
export function EntryLegend(): ReactNode {
  const { t } = useTranslation('operators');
  return (
    <ul className="sluice-graph-legend" aria-label={t('legend.name')}>
      {lines.map(({ key, style }) => (
        <li key={key}>
          <svg width="36" height="8" aria-hidden="true">
            <path d="M 0 4 L 36 4" className={style} />
          </svg>{' '}
          {t(`legend.${key}`)}
        </li>
      ))}
      <li>
        <ExclamationTriangleIcon aria-hidden="true" /> {t('mark.deprecated')}
      </li>
    </ul>
  );
}
