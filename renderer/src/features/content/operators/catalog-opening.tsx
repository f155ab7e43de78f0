import { Button, Progress, Spinner } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type CatalogProgress } from '../../../../../core/contract/index.ts';

/** How far the reading of a catalogue is, with the way out of it. */
export function CatalogOpening({
  progress,
  onStop,
}: {
  readonly progress: CatalogProgress | undefined;
  readonly onStop: () => void;
}): ReactNode {
  const { t } = useTranslation('operators');
  const { phase, bytesDone, bytesTotal } = progress ?? { phase: 'fetch', bytesDone: 0, bytesTotal: 0 };
  return (
    <div className="sluice-content-details sluice-content-stack">
      {progress === undefined || bytesTotal === 0 ? (
        <p>
          <Spinner size="md" aria-hidden="true" />{' '}
          {t(progress === undefined ? 'open.asking' : `open.${phase}`)}
        </p>
      ) : (
        <Progress
          title={t(`open.${phase}`)}
          value={Math.min(100, Math.floor((bytesDone / bytesTotal) * 100))}
          label={t('open.bytes', { done: formatBytes(bytesDone), total: formatBytes(bytesTotal) })}
          valueText={t('open.bytes', { done: formatBytes(bytesDone), total: formatBytes(bytesTotal) })}
        />
      )}
      <p className="sluice-content-hint">{t('open.help')}</p>
      <div>
        <Button variant="secondary" onClick={onStop}>
          {t('stop')}
        </Button>
      </div>
    </div>
  );
}
