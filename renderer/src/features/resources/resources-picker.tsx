import { Button, EmptyState, EmptyStateBody, Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { Job, PathFacts } from '../../../../core/contract/index.ts';
import { useSlice } from '../../stores/context.tsx';
import { FolderChoice } from '../media/folder-choice.tsx';
import { useMoment } from '../media/set-summary.tsx';
import { useJobTitle, usePlace } from '../run/job-words.ts';
import type { ResourcesOf } from './resources-view.tsx';
import './resources.css';

/** Finished imports first; below, any folder with a set that was imported by this or another machine. */
export function ResourcesPicker({ onPick }: { readonly onPick: (of: ResourcesOf) => void }): ReactNode {
  const { t } = useTranslation('resources');
  const [folder, setFolder] = useState<PathFacts>();
  const choose = (facts: PathFacts | undefined): void => setFolder(facts);
  return (
    <div className="sluice-resources">
      <Imports onPick={onPick} />
      <section aria-label={t('pickFolder')}>
        <Title headingLevel="h2" size="lg">
          {t('pickFolder')}
        </Title>
        <FolderChoice purpose="archive-in" value={folder} onChange={choose} />
        {folder !== undefined && (
          <div>
            <Button onClick={() => onPick({ kind: 'folder', folder: folder.token })}>{t('show')}</Button>
          </div>
        )}
      </section>
    </div>
  );
}

function hasResources(job: Job | undefined): boolean {
  return job?.kind === 'import' && (job.report?.resources.length ?? 0) > 0;
}

function Imports({ onPick }: { readonly onPick: (of: ResourcesOf) => void }): ReactNode {
  const { t } = useTranslation('resources');
  const title = useJobTitle();
  const place = usePlace();
  const moment = useMoment();
  const jobs = useSlice(
    'jobs',
    useShallow(({ order, byId }) =>
      order.flatMap((id) => {
        const job = byId.get(id);
        return job !== undefined && hasResources(job) ? [job] : [];
      }),
    ),
  );
  if (jobs.length === 0) {
    return (
      <EmptyState variant="sm" titleText={t('noImportsTitle')} headingLevel="h2">
        <EmptyStateBody>{t('noImports')}</EmptyStateBody>
      </EmptyState>
    );
  }
  return (
    <section aria-label={t('imports')}>
      <Title headingLevel="h2" size="lg">
        {t('imports')}
      </Title>
      <Table aria-label={t('imports')} variant="compact">
        <Thead>
          <Tr>
            <Th>{t('pickJob')}</Th>
            <Th screenReaderText={t('show')} />
          </Tr>
        </Thead>
        <Tbody>
          {jobs.map((job) => {
            const name = t('importOf', { title: title(job), date: moment(job.endedAt ?? job.createdAt) });
            return (
              <Tr key={job.id}>
                <Td dataLabel={t('pickJob')}>
                  {name}
                  <div className="sluice-mono sluice-hint">{place(job.destination)}</div>
                </Td>
                <Td isActionCell>
                  <Button
                    variant="secondary"
                    size="sm"
                    aria-label={t('showOf', { name })}
                    onClick={() => onPick({ kind: 'job', jobId: job.id })}
                  >
                    {t('show')}
                  </Button>
                </Td>
              </Tr>
            );
          })}
        </Tbody>
      </Table>
    </section>
  );
}
