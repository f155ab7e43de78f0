import { Progress, Title } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isJobOver, type Job } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useStores } from '../../stores/context.tsx';
import { JobStateLabel } from './job-state-label.tsx';
import { StateNotice } from './state-notice.tsx';
import { useJobPart } from './use-job.ts';
import { VerificationView } from './verification-view.tsx';

/** Whether the set of a job was read back, with what result, and the button that does it now. */
export function VerifySet({ job }: { readonly job: Pick<Job, 'id' | 'kind' | 'verification'> }): ReactNode {
  const { t } = useTranslation('run');
  const { jobs } = useStores();
  const { state, run } = useCommand('jobs.verify');
  const [verifyId, setVerifyId] = useState<string>();
  const start = async (): Promise<void> => {
    const answer = await run({ jobId: job.id });
    if (answer === undefined) return;
    jobs.getState().show(answer.job);
    setVerifyId(answer.job.id);
  };
  return (
    <section aria-label={t('done.verification')}>
      <Title headingLevel="h3" size="md">
        {t('done.verification')}
      </Title>
      {job.verification === undefined && verifyId === undefined && <p>{t('done.notVerified')}</p>}
      {job.verification !== undefined && verifyId === undefined && (
        <VerificationView verification={job.verification} />
      )}
      {verifyId !== undefined && <Verifying jobId={verifyId} />}
      {job.kind === 'export' && (
        <div className="sluice-verify">
          <GuardedButton
            variant="secondary"
            isLoading={state.kind === 'working'}
            onClick={() => void start()}
          >
            {t('done.verifyNow')}
          </GuardedButton>
          <p className="sluice-hint">{t('done.verifyHint')}</p>
        </div>
      )}
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
    </section>
  );
}

/** The job that reads the set back, in small. */
function Verifying({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const part = useJobPart(jobId, ({ state, verification, progress }) => ({
    state,
    verification,
    percent: Math.floor(progress.fraction * 100),
  }));
  if (part === undefined) return null;
  return (
    <>
      {!isJobOver(part.state) && (
        <Progress
          title={t('done.verifyRunning')}
          value={part.percent}
          label={t('percent', { percent: part.percent })}
        />
      )}
      <div>
        <JobStateLabel state={part.state} isCompact />{' '}
        <Link to={`/jobs/${jobId}`}>{t('action.openJob')}</Link>
      </div>
      {part.verification === undefined ? (
        <StateNotice jobId={jobId} />
      ) : (
        <VerificationView verification={part.verification} />
      )}
    </>
  );
}
