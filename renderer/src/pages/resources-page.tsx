import { Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '../components/page.tsx';
import { ResourcesPicker } from '../features/resources/resources-picker.tsx';
import { ResourcesView, type ResourcesOf } from '../features/resources/resources-view.tsx';

/** Cluster resources of a finished import or of a folder. A link may name the import: `?job=…`. */
export function ResourcesPage(): ReactNode {
  const { t } = useTranslation('resources');
  const [search, setSearch] = useSearchParams();
  const [folder, setFolder] = useState<ResourcesOf>();
  const jobId = search.get('job');
  const of: ResourcesOf | undefined = jobId === null ? folder : { kind: 'job', jobId };
  const pick = (chosen: ResourcesOf | undefined): void => {
    setFolder(chosen?.kind === 'folder' ? chosen : undefined);
    setSearch(chosen?.kind === 'job' ? { job: chosen.jobId } : {});
  };
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        of !== undefined && (
          <Button variant="secondary" onClick={() => pick(undefined)}>
            {t('other')}
          </Button>
        )
      }
    >
      {of === undefined ? <ResourcesPicker onPick={pick} /> : <ResourcesView of={of} />}
    </Page>
  );
}
