import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { pathTokenSchema, type ReportSubject } from '../../../core/contract/index.ts';
import { Page } from '../components/page.tsx';
import { SetReport } from '../features/report/set-report.tsx';

/** The security officer's report about the set that the address names: `?folder=…` or `?job=…`. */
export function ReportPage(): ReactNode {
  const { t } = useTranslation('report');
  const [search] = useSearchParams();
  const of = subjectOf(search);
  return (
    <Page title={t('title')} lead={t('lead')}>
      {of === undefined ? (
        <EmptyState titleText={t('none')} headingLevel="h2">
          <EmptyStateBody>{t('noneHint')}</EmptyStateBody>
        </EmptyState>
      ) : (
        <SetReport key={search.toString()} of={of} />
      )}
    </Page>
  );
}

function subjectOf(search: URLSearchParams): ReportSubject | undefined {
  const jobId = search.get('job');
  if (jobId !== null) return { kind: 'job', jobId };
  const folder = pathTokenSchema.safeParse(search.get('folder')).data;
  return folder === undefined ? undefined : { kind: 'folder', folder };
}
