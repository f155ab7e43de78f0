import { Bullseye, Spinner, Title } from '@patternfly/react-core';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../core/contract/index.ts';
import { Page } from '../components/page.tsx';
import { CommandLineRuns } from '../features/run/command-line-runs.tsx';
import { JobHistory } from '../features/run/job-history.tsx';
import { isActive, needsAttention } from '../features/run/job-words.ts';
import { JobsTable } from '../features/run/jobs-table.tsx';
import '../features/run/run.css';
import { useSlice } from '../stores/context.tsx';

/** What runs, what waits for somebody, and what has been. */
export function JobsPage(): ReactNode {
  const { t } = useTranslation(['run', 'common']);
  const hostname = useSlice('connection', ({ info }) => info?.hostname ?? '');
  const loaded = useSlice('jobs', (slice) => slice.loaded);
  const byId = useSlice('jobs', (slice) => slice.byId);
  const order = useSlice('jobs', (slice) => slice.order);
  const jobs = useMemo(() => order.flatMap((id) => byId.get(id) ?? []), [order, byId]);
  const active = jobs.filter(({ state }) => isActive(state));
  const waiting = jobs.filter(({ state }) => needsAttention(state));
  const rest = jobs.filter(({ state }) => !isActive(state) && !needsAttention(state));
  return (
    <Page title={t('jobs.title')} lead={t('jobs.lead', { hostname })}>
      {!loaded && (
        <Bullseye>
          <Spinner aria-label={t('common:loading')} />
        </Bullseye>
      )}
      {loaded && (
        <>
          <Section title={t('jobs.active')} jobs={active} none={t('jobs.activeNone')} />
          {waiting.length > 0 && <Section title={t('jobs.attention')} jobs={waiting} none="" />}
          <CommandLineRuns />
          <JobHistory jobs={rest} />
        </>
      )}
    </Page>
  );
}

function Section({
  title,
  jobs,
  none,
}: {
  readonly title: string;
  readonly jobs: readonly Job[];
  readonly none: string;
}): ReactNode {
  return (
    <section aria-label={title} className="sluice-jobs-section">
      <Title headingLevel="h2" size="lg">
        {title}
      </Title>
      {jobs.length === 0 ? <p>{none}</p> : <JobsTable label={title} jobs={jobs} />}
    </section>
  );
}
