import { Progress } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatBytes, isJobOver, type Job } from '../../../../core/contract/index.ts';
import { useMoment } from '../media/set-summary.tsx';
import { JobStateLabel } from './job-state-label.tsx';
import { useJobTitle, usePlace } from './job-words.ts';
import { RemoveJob } from './remove-job.tsx';
import { SaveDocument } from './save-document.tsx';

/** Jobs as rows: what, state, when, how much, and what can be done with them. */
export function JobsTable({
  label,
  jobs,
}: {
  readonly label: string;
  readonly jobs: readonly Job[];
}): ReactNode {
  const { t } = useTranslation('run');
  return (
    <Table aria-label={label} variant="compact">
      <Thead>
        <Tr>
          <Th width={35}>{t('jobs.job')}</Th>
          <Th>{t('jobs.state')}</Th>
          <Th>{t('jobs.when')}</Th>
          <Th>{t('jobs.size')}</Th>
          <Th screenReaderText={t('jobs.actions')} />
        </Tr>
      </Thead>
      <Tbody>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </Tbody>
    </Table>
  );
}

function JobRow({ job }: { readonly job: Job }): ReactNode {
  const { t } = useTranslation('run');
  const title = useJobTitle();
  const place = usePlace();
  const moment = useMoment();
  const { id, kind, state, source, destination, progress, report } = job;
  const over = isJobOver(state);
  const percent = Math.floor(progress.fraction * 100);
  const name = `${title(job)}, ${moment(job.createdAt)}`;
  return (
    <Tr>
      <Td dataLabel={t('jobs.job')}>
        <Link to={`/jobs/${id}`} aria-label={name}>
          {title(job)}
        </Link>
        <div className="sluice-mono sluice-hint">
          {kind === 'verify'
            ? place(destination)
            : t('way', { source: place(source), destination: place(destination) })}
        </div>
      </Td>
      <Td dataLabel={t('jobs.state')}>
        <JobStateLabel state={state} isCompact />
        {!over && (
          <Progress
            className="sluice-job-progress"
            size="sm"
            value={percent}
            label={t('percent', { percent })}
            aria-label={t('overall')}
          />
        )}
      </Td>
      <Td dataLabel={t('jobs.when')} modifier="nowrap">
        {moment(job.endedAt ?? job.startedAt ?? job.createdAt)}
      </Td>
      <Td dataLabel={t('jobs.size')} modifier="nowrap" className="sluice-number">
        {formatBytes(report?.bytesStored ?? Math.round(progress.bytesDone))}
      </Td>
      <Td isActionCell>
        {over && (
          <span className="sluice-row-actions">
            <SaveDocument
              jobId={id}
              document="report"
              format="html"
              variant="link"
              size="sm"
              label={t('jobs.reportOf', { job: name })}
            />
            <RemoveJob jobId={id} name={name} />
          </span>
        )}
      </Td>
    </Tr>
  );
}
