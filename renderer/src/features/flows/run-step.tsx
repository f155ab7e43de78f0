import { Alert } from '@patternfly/react-core';
import { lazy, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isJobOver } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { useStores } from '../../stores/context.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';
import { JobQueue } from './job-queue.tsx';

const RunScreen = lazy(async () => ({ default: (await import('../run/run-screen.tsx')).RunScreen }));

/** The run as it goes. Leaving this page, or closing it, stops nothing: jobs belong to the host. */
export function RunStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change } = useWizard();
  const { preflights } = useStores();
  const { jobIds } = state.draft;
  const [shown, setShown] = useState<string>();
  const current = shown !== undefined && jobIds.includes(shown) ? shown : firstOf(jobIds, state.jobs);
  const isOver = state.jobs.every((job) => job === 'missing' || (job !== 'loading' && isJobOver(job.state)));
  const index = current === undefined ? -1 : jobIds.indexOf(current);
  return (
    <div className="sluice-stack">
      <p>{t('run.lead')}</p>
      {jobIds.length > 1 && <JobQueue jobIds={jobIds} shown={current} onShow={setShown} />}
      {state.jobs[index] === 'missing' ? (
        <Alert isInline variant="info" component="p" title={t('run.missing')} />
      ) : (
        current !== undefined && <RunScreen key={current} jobId={current} />
      )}
      {isOver && (
        <div>
          <GuardedButton
            variant="link"
            isInline
            onClick={() => {
              // The world has changed since: what was found out before this run says nothing about the next.
              preflights.getState().clear();
              change({ jobIds: [], step: 'review' });
            }}
          >
            {t('run.again')}
          </GuardedButton>
        </div>
      )}
    </div>
  );
}

/** The one that runs, or the first. */
function firstOf(
  ids: readonly string[],
  jobs: ReturnType<typeof useWizard>['state']['jobs'],
): string | undefined {
  const running = jobs.findIndex((job) => typeof job === 'object' && job.state.kind === 'running');
  return ids[Math.max(0, running)];
}
