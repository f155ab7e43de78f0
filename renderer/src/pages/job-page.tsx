import { Tab, Tabs, TabTitleText, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { isJobOver } from '../../../core/contract/index.ts';
import { LoadableView } from '../components/loadable.tsx';
import { Page } from '../components/page.tsx';
import { DonePanel } from '../features/run/done-panel.tsx';
import { ItemsPanel } from '../features/run/items-panel.tsx';
import { JobFiles } from '../features/run/job-files.tsx';
import { useJobTitle } from '../features/run/job-words.ts';
import { LogPanel } from '../features/run/log-panel.tsx';
import { MakeAgain } from '../features/run/make-again.tsx';
import { RunOverview } from '../features/run/run-overview.tsx';
import { useJobKnown, useJobPart } from '../features/run/use-job.ts';
import { ResourcesView } from '../features/resources/resources-view.tsx';
import { useStores } from '../stores/context.tsx';

const tabs = ['overview', 'images', 'logs', 'files'] as const;

/** One job, while it runs and ever after. */
export function JobPage(): ReactNode {
  const { id = '', tab } = useParams();
  const { t } = useTranslation('run');
  const title = useJobTitle();
  const known = useJobKnown(id);
  const job = useJobPart(id, ({ kind, flow, enclave }) => ({
    kind,
    flow,
    ...(enclave !== undefined && { enclave }),
  }));
  return (
    <Page title={job === undefined ? t('tabs.overview') : title(job)}>
      <LoadableView state={known} onRetry={known.reload}>
        {() => <JobTabs jobId={id} tab={tabs.find((one) => one === tab) ?? 'overview'} />}
      </LoadableView>
    </Page>
  );
}

function JobTabs({ jobId, tab }: { readonly jobId: string; readonly tab: (typeof tabs)[number] }): ReactNode {
  const { t } = useTranslation('run');
  const navigate = useNavigate();
  const kind = useJobPart(jobId, (job) => job.kind);
  const open = (next: string | number): void => void navigate(`/jobs/${jobId}/${next}`);
  return (
    <Tabs
      aria-label={t('tabs.label')}
      activeKey={tab}
      onSelect={(_event, key) => open(key)}
      mountOnEnter
      unmountOnExit
    >
      <Tab eventKey="overview" title={<TabTitleText>{t('tabs.overview')}</TabTitleText>}>
        <Overview jobId={jobId} onImages={() => open('images')} />
      </Tab>
      {kind !== 'verify' && (
        <Tab eventKey="images" title={<TabTitleText>{t('tabs.images')}</TabTitleText>}>
          <ItemsPanel jobId={jobId} />
        </Tab>
      )}
      <Tab eventKey="logs" title={<TabTitleText>{t('tabs.logs')}</TabTitleText>}>
        <LogPanel jobId={jobId} />
      </Tab>
      {kind !== 'verify' && (
        <Tab eventKey="files" title={<TabTitleText>{t('tabs.files')}</TabTitleText>}>
          <Files jobId={jobId} />
        </Tab>
      )}
    </Tabs>
  );
}

function Overview({ jobId, onImages }: { readonly jobId: string; readonly onImages: () => void }): ReactNode {
  const { t } = useTranslation('run');
  const { jobItems } = useStores();
  const over = useJobPart(jobId, ({ state }) => isJobOver(state));
  const showFailed = (): void => {
    jobItems.getState().filter(jobId, { status: ['failed'] });
    onImages();
  };
  return (
    <>
      <RunOverview jobId={jobId} hasTitle={false} onShowFailed={showFailed} />
      {over === true && (
        <>
          <Title headingLevel="h2">{t('done.title')}</Title>
          <div className="sluice-done">
            <DonePanel jobId={jobId} hasNotice={false} />
            <MakeAgain jobId={jobId} />
          </div>
        </>
      )}
    </>
  );
}

function Files({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const hasResources = useJobPart(
    jobId,
    ({ kind, report }) => kind === 'import' && (report?.resources.length ?? 0) > 0,
  );
  return (
    <>
      <JobFiles jobId={jobId} />
      {hasResources === true && (
        <section aria-label={t('files.resources')}>
          <Title headingLevel="h2">{t('files.resources')}</Title>
          <ResourcesView of={{ kind: 'job', jobId }} />
        </section>
      )}
    </>
  );
}
