import { Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { lazy, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PracticeNext } from '../home/practice-next.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';

const DonePanel = lazy(async () => ({ default: (await import('../run/done-panel.tsx')).DonePanel }));

/** After an export: what was verified, ejecting, label and transfer sheet; one tab for each enclave. */
export function DoneStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state } = useWizard();
  const { jobIds } = state.draft;
  const [chosen, setChosen] = useState<string>();
  const shown = jobIds.find((id) => id === chosen) ?? jobIds[0];
  const nameOf = (jobId: string): string => {
    const job = state.jobs[jobIds.indexOf(jobId)];
    return (typeof job === 'object' ? job.enclave : undefined) ?? jobId;
  };
  return (
    <div className="sluice-stack">
      {state.draft.practice && <PracticeNext />}
      {jobIds.length > 1 ? (
        <Tabs
          activeKey={shown ?? ''}
          aria-label={t('done.sets')}
          onSelect={(_event, key) => setChosen(String(key))}
          mountOnEnter
          unmountOnExit
        >
          {jobIds.map((jobId) => (
            <Tab key={jobId} eventKey={jobId} title={<TabTitleText>{nameOf(jobId)}</TabTitleText>}>
              <DonePanel jobId={jobId} />
            </Tab>
          ))}
        </Tabs>
      ) : (
        shown !== undefined && <DonePanel jobId={shown} />
      )}
    </div>
  );
}
