import { Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadableView } from '../../components/loadable.tsx';
import { useStores } from '../../stores/context.tsx';
import { ItemsPanel } from './items-panel.tsx';
import { LogPanel } from './log-panel.tsx';
import { RunOverview } from './run-overview.tsx';
import { useJobKnown, useJobPart } from './use-job.ts';
import './run.css';

const tabs = ['images', 'logs'] as const;
type RunTab = (typeof tabs)[number];

/** A job while it runs, and what became of it: everything that an operator wants to see, in one place. */
export function RunScreen({ jobId }: { readonly jobId: string }): ReactNode {
  const known = useJobKnown(jobId);
  return (
    <LoadableView state={known} onRetry={known.reload}>
      {() => <Screen jobId={jobId} />}
    </LoadableView>
  );
}

function Screen({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const { jobItems } = useStores();
  const kind = useJobPart(jobId, (job) => job.kind);
  const [chosen, setChosen] = useState<RunTab>('images');
  const tab = kind === 'verify' ? 'logs' : chosen;
  const showFailed = (): void => {
    setChosen('images');
    jobItems.getState().filter(jobId, { status: ['failed'] });
  };
  return (
    <>
      <RunOverview jobId={jobId} onShowFailed={showFailed} />
      <Tabs
        aria-label={t('tabs.label')}
        activeKey={tab}
        onSelect={(_event, key) => setChosen(tabs.find((one) => one === key) ?? 'images')}
        mountOnEnter
        unmountOnExit
      >
        {kind !== 'verify' && (
          <Tab eventKey="images" title={<TabTitleText>{t('tabs.images')}</TabTitleText>}>
            <ItemsPanel jobId={jobId} />
          </Tab>
        )}
        <Tab eventKey="logs" title={<TabTitleText>{t('tabs.logs')}</TabTitleText>}>
          <LogPanel jobId={jobId} />
        </Tab>
      </Tabs>
    </>
  );
}
