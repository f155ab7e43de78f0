import { lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PracticeNext } from '../home/practice-next.tsx';
import { ReceiptCard } from '../receipts/receipt-card.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';

const ResourcesView = lazy(async () => ({
  default: (await import('../resources/resources-view.tsx')).ResourcesView,
}));

/** After an import: what a cluster has to be told, in the order to apply it. */
export function ResourcesStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state } = useWizard();
  const [jobId] = state.draft.jobIds;
  const [job] = state.jobs;
  const hasReceipt = typeof job === 'object' && job.report?.receipt !== undefined;
  return (
    <div className="sluice-stack">
      {state.draft.practice && <PracticeNext />}
      <p>{t('resources.lead')}</p>
      {jobId !== undefined && hasReceipt && <ReceiptCard jobId={jobId} />}
      {jobId !== undefined && <ResourcesView of={{ kind: 'job', jobId }} />}
    </div>
  );
}
