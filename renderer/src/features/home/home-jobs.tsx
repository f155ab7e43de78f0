import {
  Button,
  Card,
  CardBody,
  CardTitle,
  EmptyState,
  EmptyStateBody,
  Label,
  Progress,
} from '@patternfly/react-core';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Job } from '../../../../core/contract/index.ts';
import { CopyableLine } from '../../components/copyable.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { useSlice } from '../../stores/context.tsx';
import { isSame } from '../../stores/same.ts';
import { useMoment } from '../media/set-summary.tsx';
import { JobActions } from '../run/job-actions.tsx';
import { JobStateLabel } from '../run/job-state-label.tsx';
import { isActive, useJobTitle } from '../run/job-words.ts';
import { useJobPart } from '../run/use-job.ts';

/** Past runs that are named. */
const named = 5;

/** The ids of the jobs that a rule picks; the same list while it picks the same. */
function useJobIds(pick: (job: Job) => boolean, limit: number): readonly string[] {
  const kept = useRef<readonly string[]>([]);
  return useSlice('jobs', ({ byId, order }) => {
    const ids = order
      .filter((id) => {
        const job = byId.get(id);
        return job !== undefined && pick(job);
      })
      .slice(0, limit);
    if (!isSame(kept.current, ids)) kept.current = ids;
    return kept.current;
  });
}

/** At work, or stopped half-way: these wait for somebody, or for the end. */
function isOpen({ state }: Job): boolean {
  return isActive(state) || state.kind === 'paused' || state.kind === 'interrupted';
}

/** Jobs at work and jobs to go on with. */
export function OpenJobs(): ReactNode {
  const { t } = useTranslation('home');
  const ids = useJobIds(isOpen, 20);
  if (ids.length === 0) return null;
  return (
    <Card component="section" aria-labelledby="open-jobs">
      <CardTitle component="h2" id="open-jobs">
        {t('jobs.open')}
      </CardTitle>
      <CardBody>
        <ul className="sluice-stack">
          {ids.map((id) => (
            <li key={id}>
              <OpenJob jobId={id} />
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

function OpenJob({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('home');
  const titleOf = useJobTitle();
  const job = useJobPart(
    jobId,
    ({ kind, flow, enclave, state, practice, source, destination, progress }) => ({
      kind,
      flow,
      state,
      practice,
      source,
      destination,
      percent: Math.floor(progress.fraction * 100),
      ...(enclave !== undefined && { enclave }),
    }),
  );
  if (job === undefined) return null;
  const title = titleOf(job);
  return (
    <article aria-label={title} className="sluice-stack">
      <div className="sluice-actions">
        <strong>{title}</strong>
        <JobStateLabel state={job.state} isCompact />
        {job.practice && (
          <Label isCompact color="purple">
            {t('jobs.practice')}
          </Label>
        )}
      </div>
      <div className="sluice-mono sluice-subtle">
        {t('jobs.way', { source: job.source, destination: job.destination })}
      </div>
      <Progress aria-label={t('jobs.progress', { job: title })} value={job.percent} size="sm" />
      <div className="sluice-actions">
        {job.state.kind !== 'running' && <JobActions jobId={jobId} />}
        <Link to={`/jobs/${jobId}`}>{t('jobs.openOne', { job: title })}</Link>
      </div>
    </article>
  );
}

/** What ended last, and how. */
export function LastRuns(): ReactNode {
  const { t } = useTranslation('home');
  const ids = useJobIds((job) => !isOpen(job), named);
  const isLoaded = useSlice('jobs', (slice) => slice.loaded);
  return (
    <Card component="section" aria-labelledby="last-runs">
      <CardTitle component="h2" id="last-runs">
        {t('jobs.last')}
      </CardTitle>
      <CardBody>
        {isLoaded && ids.length === 0 ? (
          <EmptyState variant="xs" titleText={t('jobs.none')} headingLevel="h3">
            <EmptyStateBody>{t('jobs.noneBody')}</EmptyStateBody>
          </EmptyState>
        ) : (
          <>
            <ul className="sluice-stack">
              {ids.map((id) => (
                <li key={id}>
                  <PastJob jobId={id} />
                </li>
              ))}
            </ul>
            <Link to="/jobs">{t('jobs.all')}</Link>
          </>
        )}
      </CardBody>
    </Card>
  );
}

function PastJob({ jobId }: { readonly jobId: string }): ReactNode {
  const titleOf = useJobTitle();
  const moment = useMoment();
  const job = useJobPart(jobId, ({ kind, flow, enclave, state, endedAt, createdAt, destination }) => ({
    kind,
    flow,
    state,
    destination,
    at: endedAt ?? createdAt,
    ...(enclave !== undefined && { enclave }),
  }));
  if (job === undefined) return null;
  return (
    <div className="sluice-actions">
      <Link to={`/jobs/${jobId}`}>{titleOf(job)}</Link>
      <JobStateLabel state={job.state} isCompact />
      <span className="sluice-mono sluice-subtle">{job.destination}</span>
      <span className="sluice-subtle">{moment(job.at)}</span>
    </div>
  );
}

/** Runs of the command line that were interrupted or are at work: they are gone on with where they were begun. */
export function WaitingRuns(): ReactNode {
  const { t } = useTranslation(['home', 'common']);
  const waiting = useQuery('runs.waiting', {});
  const moment = useMoment();
  if (waiting.kind !== 'ready' || waiting.value.runs.length === 0) return null;
  return (
    <Card component="section" aria-labelledby="waiting-runs">
      <CardTitle component="h2" id="waiting-runs">
        {t('runs.title')}
      </CardTitle>
      <CardBody className="sluice-stack">
        <p>{t('runs.body')}</p>
        <ul className="sluice-stack">
          {waiting.value.runs.map((run) => (
            <li key={run.id}>
              <div className="sluice-mono">
                {t('jobs.way', { source: run.source, destination: run.target })}
              </div>
              <div className="sluice-subtle">
                {t(run.alive ? 'runs.alive' : 'runs.interrupted', { time: moment(run.updated) })}
              </div>
              <CopyableLine text={run.command} label={t('runs.command')} />
            </li>
          ))}
        </ul>
        <div>
          <Button variant="link" isInline onClick={waiting.reload}>
            {t('common:action.refresh')}
          </Button>
        </div>
      </CardBody>
    </Card>
  );
}
