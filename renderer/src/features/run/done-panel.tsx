import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isJobOver, type Job } from '../../../../core/contract/index.ts';
import { LoadableView } from '../../components/loadable.tsx';
import { MoveLink } from '../transfer/move-link.tsx';
import { ReceiptCard } from '../receipts/receipt-card.tsx';
import { HeldList } from '../approvals/held-list.tsx';
import { EarlierSets } from './earlier-sets.tsx';
import { EjectMedium } from './eject-medium.tsx';
import { NextStep } from './next-step.tsx';
import { Papers } from './papers.tsx';
import { ReportFigures } from './report-figures.tsx';
import './run.css';
import { StateNotice } from './state-notice.tsx';
import { useJobKnown, useJobPart } from './use-job.ts';
import { VerifySet } from './verify-set.tsx';

const titles = { export: 'made', import: 'moved', verify: 'checked' } as const;

/** After the run: what is there now, whether it was checked, how the medium leaves, and what comes next. */
export function DonePanel({
  jobId,
  hasNotice = true,
}: {
  readonly jobId: string;
  /** Says what the state means; not where the page says so already. */
  readonly hasNotice?: boolean;
}): ReactNode {
  const known = useJobKnown(jobId);
  return (
    <LoadableView state={known} onRetry={known.reload}>
      {() => <Done jobId={jobId} hasNotice={hasNotice} />}
    </LoadableView>
  );
}

function Done({ jobId, hasNotice }: { readonly jobId: string; readonly hasNotice: boolean }): ReactNode {
  const { t } = useTranslation('run');
  const job = useJobPart(jobId, doneOf);
  if (job === undefined) return null;
  if (!isJobOver(job.state)) return <StateNotice jobId={jobId} />;
  const { report, kind, driveId, state, earlierSets } = job;
  const hasSet = report?.set !== undefined || kind !== 'export';
  return (
    <div className="sluice-done">
      {hasNotice && <StateNotice jobId={jobId} />}
      {earlierSets !== undefined && report?.set !== undefined && (
        <EarlierSets earlier={earlierSets} set={report.set} />
      )}
      {kind !== 'verify' && (
        <section aria-label={t(`done.${titles[kind]}`)}>
          <Title headingLevel="h3" size="md">
            {t(`done.${titles[kind]}`)}
          </Title>
          {report === undefined ? <p>{t('done.nothing')}</p> : <ReportFigures report={report} />}
        </section>
      )}
      {report?.held !== undefined && <HeldList held={report.held} />}
      {(kind === 'verify' || report?.set !== undefined) && <VerifySet job={job} />}
      {driveId !== undefined && <EjectMedium driveId={driveId} ejected={job.ejected} />}
      {report?.receipt !== undefined && <ReceiptCard jobId={jobId} />}
      <Papers jobId={jobId} hasSet={hasSet} />
      {kind === 'export' && report?.set !== undefined && <MoveLink of={{ kind: 'job', jobId }} />}
      {(state.kind === 'succeeded' || kind === 'verify') && <NextStep job={job} />}
    </div>
  );
}

/** Everything but the progress, which is over. */
function doneOf(job: Job): Omit<Job, 'progress'> {
  const { progress: _, ...rest } = job;
  return rest;
}
