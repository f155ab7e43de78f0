import { Content } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import {
  pathTokenSchema,
  reportPeriodSchema,
  type ReportPeriod,
  type SetSubject,
} from '../../../core/contract/index.ts';
import { Page } from '../components/page.tsx';
import { PeriodChoice, thisMonth } from '../features/report/period-choice.tsx';
import { PeriodReport } from '../features/report/period-report.tsx';
import { SetReport } from '../features/report/set-report.tsx';

/**
 * The security officer's report about the set that the address names, `?folder=…` or `?job=…`, or about a period,
 * `?from=…&to=…`; without either, the choice of a period.
 */
export function ReportPage(): ReactNode {
  const { t } = useTranslation('report');
  const [search] = useSearchParams();
  const of = subjectOf(search);
  return (
    <Page title={t('title')} lead={t(of === undefined ? 'leadPeriod' : 'lead')}>
      {of === undefined ? (
        <Period period={periodOf(search)} />
      ) : (
        <SetReport key={search.toString()} of={of} />
      )}
    </Page>
  );
}

function Period({ period }: { readonly period: ReportPeriod | undefined }): ReactNode {
  const { t } = useTranslation('report');
  const navigate = useNavigate();
  return (
    <div className="sluice-stack">
      {period === undefined && <Content component="p">{t('noneHint')}</Content>}
      <PeriodChoice
        key={period === undefined ? '' : `${period.from} ${period.to}`}
        initial={period ?? thisMonth(new Date())}
        onChoose={(chosen) => void navigate(`/report?${new URLSearchParams({ ...chosen }).toString()}`)}
      />
      {period !== undefined && <PeriodReport key={`${period.from} ${period.to}`} period={period} />}
    </div>
  );
}

function periodOf(search: URLSearchParams): ReportPeriod | undefined {
  return reportPeriodSchema.safeParse({ from: search.get('from'), to: search.get('to') }).data;
}

function subjectOf(search: URLSearchParams): SetSubject | undefined {
  const jobId = search.get('job');
  if (jobId !== null) return { kind: 'job', jobId };
  const folder = pathTokenSchema.safeParse(search.get('folder')).data;
  return folder === undefined ? undefined : { kind: 'folder', folder };
}
