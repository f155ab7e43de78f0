import { Progress, ProgressMeasureLocation, Radio } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { JobStateLabel } from '../run/job-state-label.tsx';
import { useJobTitle } from '../run/job-words.ts';
import { useJobPart } from '../run/use-job.ts';

/** Several sets, one after the other: each with where it stands. The chosen one is shown in full. */
export function JobQueue({
  jobIds,
  shown,
  onShow,
}: {
  readonly jobIds: readonly string[];
  readonly shown: string | undefined;
  readonly onShow: (jobId: string) => void;
}): ReactNode {
  const { t } = useTranslation('flows');
  const group = useId();
  return (
    <div role="radiogroup" aria-label={t('run.queue')} className="sluice-stack">
      {jobIds.map((jobId) => (
        <QueueRow
          key={jobId}
          jobId={jobId}
          group={group}
          isShown={jobId === shown}
          onShow={() => onShow(jobId)}
        />
      ))}
    </div>
  );
}

function QueueRow({
  jobId,
  group,
  isShown,
  onShow,
}: {
  readonly jobId: string;
  readonly group: string;
  readonly isShown: boolean;
  readonly onShow: () => void;
}): ReactNode {
  const { t } = useTranslation('flows');
  const titleOf = useJobTitle();
  const job = useJobPart(jobId, ({ kind, flow, enclave, state, progress }) => ({
    kind,
    flow,
    state,
    percent: Math.floor(progress.fraction * 100),
    ...(enclave !== undefined && { enclave }),
  }));
  if (job === undefined) {
    return <Radio id={`${group}-${jobId}`} name={group} label={t('run.missing')} isDisabled />;
  }
  const title = job.enclave ?? titleOf(job);
  return (
    <div className="sluice-queue-row">
      <Radio id={`${group}-${jobId}`} name={group} label={title} isChecked={isShown} onChange={onShow} />
      <JobStateLabel state={job.state} isCompact />
      <Progress
        aria-label={t('run.progress', { name: title })}
        value={job.percent}
        size="sm"
        measureLocation={ProgressMeasureLocation.outside}
      />
    </div>
  );
}
