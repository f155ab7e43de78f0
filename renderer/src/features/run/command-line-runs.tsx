import { Label, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyableLine } from '../../components/copyable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { useMoment } from '../media/set-summary.tsx';
import { usePlace } from './job-words.ts';

/** Runs that the command line began on this machine and that are not done. */
export function CommandLineRuns(): ReactNode {
  const { t } = useTranslation('run');
  const moment = useMoment();
  const place = usePlace();
  const state = useQuery('runs.waiting', {});
  if (state.kind === 'failed') return <MessageAlert level="warning" message={state.error} />;
  if (state.kind === 'loading' || state.value.runs.length === 0) return null;
  return (
    <section aria-label={t('jobs.commandLine')} className="sluice-jobs-section">
      <Title headingLevel="h2" size="lg">
        {t('jobs.commandLine')}
      </Title>
      <p>{t('jobs.commandLineLead')}</p>
      {state.value.runs.map((run) => (
        <div key={run.id}>
          <Label isCompact color={run.alive ? 'blue' : 'orange'}>
            {t(run.alive ? 'jobs.commandAlive' : 'jobs.commandStopped')}
          </Label>{' '}
          <span>{t('way', { source: place(run.source), destination: place(run.target) })}</span>{' '}
          <span className="sluice-hint">{moment(run.updated)}</span>
          <CopyableLine text={run.command} label={t('jobs.copyCommand', { id: run.id })} />
        </div>
      ))}
    </section>
  );
}
