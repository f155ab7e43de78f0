import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isJobOver, type Job } from '../../../../core/contract/index.ts';
import { useSlice } from '../../stores/context.tsx';
import { Failures } from './failures.tsx';
import { HostsList } from './hosts-list.tsx';
import { InFlight } from './in-flight.tsx';
import { JobActions } from './job-actions.tsx';
import { JobHeading } from './job-heading.tsx';
import { NotifyChoice } from './notify-choice.tsx';
import { OverallProgress } from './overall-progress.tsx';
import { PhaseStrip } from './phase-strip.tsx';
import { RunAnnouncer } from './run-announcer.tsx';
import { StateNotice } from './state-notice.tsx';
import { useJobPart } from './use-job.ts';
import './run.css';

/** A job at a glance: state, phases, progress, what moves, who is slow, what failed. */
export function RunOverview({
  jobId,
  hasTitle = true,
  onShowFailed,
}: {
  readonly jobId: string;
  readonly hasTitle?: boolean;
  readonly onShowFailed?: () => void;
}): ReactNode {
  const over = useJobPart(jobId, ({ state }) => isJobOver(state));
  const moves = useJobPart(jobId, movesImages);
  return (
    <div className="sluice-run">
      <RunAnnouncer jobId={jobId} />
      <div className="sluice-run-head">
        <JobHeading jobId={jobId} hasTitle={hasTitle} />
        <JobActions jobId={jobId} />
      </div>
      <StateNotice jobId={jobId} />
      <PhaseStrip jobId={jobId} />
      <OverallProgress jobId={jobId} />
      {over === false && <Reassurance />}
      {moves === true && (
        <div className="sluice-run-columns">
          <InFlight jobId={jobId} />
          <HostsList jobId={jobId} />
        </div>
      )}
      <Failures jobId={jobId} {...(onShowFailed !== undefined && { onShow: onShowFailed })} />
    </div>
  );
}

/** Only then is something on its way, and does a server matter. Reading a set back moves nothing. */
function movesImages({ kind, state }: Job): boolean {
  return kind !== 'verify' && ['running', 'pausing', 'cancelling'].includes(state.kind);
}

/** Said as a quiet line, not asked in a dialog: jobs live in the host, so closing a page of a browser harms nothing. */
function Reassurance(): ReactNode {
  const { t } = useTranslation('run');
  const info = useSlice('connection', (slice) => slice.info);
  return (
    <p className="sluice-run-hints">
      {info?.shell === 'browser' && (
        <span className="sluice-hint">{t('closeHint', { hostname: info.hostname })}</span>
      )}
      <NotifyChoice />
    </p>
  );
}
