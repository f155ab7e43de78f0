import { Title } from '@patternfly/react-core';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type JobProgress } from '../../../../core/contract/index.ts';
import { useJobPart } from './use-job.ts';

/** Entries shown; the rest is counted. */
const shown = 6;

/** What moves at this moment. */
export function InFlight({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const moving = useJobPart(jobId, ({ progress }) => progress.inFlight);
  if (moving === undefined) return null;
  const rest = moving.length - shown;
  return (
    <section aria-label={t('inFlight.title')}>
      <Title headingLevel="h3" size="md">
        {t('inFlight.title')}
      </Title>
      {moving.length === 0 && <p>{t('inFlight.none')}</p>}
      <ul className="sluice-in-flight">
        {moving.slice(0, shown).map((entry) => (
          <Moving key={`${entry.digest} ${entry.label}`} entry={entry} />
        ))}
        {rest > 0 && <li>{t('inFlight.more', { count: rest })}</li>}
      </ul>
    </section>
  );
}

/** The browser's own bar: a dozen of PatternFly's, ten times a second, cost more than all the rest. */
function Moving({ entry }: { readonly entry: JobProgress['inFlight'][number] }): ReactNode {
  const { t } = useTranslation('run');
  const { label, moved, size } = entry;
  const name = useMemo(() => t('inFlight.progress', { label }), [t, label]);
  return (
    <li>
      <span className="sluice-in-flight-label" title={label}>
        {label}
      </span>
      <progress max={Math.max(1, size)} value={Math.min(moved, size)} aria-label={name} />
      <span className="sluice-number">
        {t('bytesOf', { done: formatBytes(Math.round(moved)), total: formatBytes(size) })}
      </span>
    </li>
  );
}
