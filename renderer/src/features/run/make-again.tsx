import { Title } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Draft, Job } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { useSlice, useStores } from '../../stores/context.tsx';
import { flowRoutes } from './job-words.ts';
import { useJobPart } from './use-job.ts';

const flow = 'enclave-export';

type Again = NonNullable<Job['again']>;

/** For a set whose medium was lost: begins an export of exactly this set. Nothing where it cannot be made again. */
export function MakeAgain({ jobId }: { readonly jobId: string }): ReactNode {
  const job = useJobPart(jobId, ({ again, practice }) => ({ again, practice }));
  return job?.again === undefined ? null : <Offer again={job.again} practice={job.practice} />;
}

function Offer({ again, practice }: { readonly again: Again; readonly practice: boolean }): ReactNode {
  const { t } = useTranslation('run');
  const { drafts } = useStores();
  const navigate = useNavigate();
  const running = useSlice('practice', ({ state }) => state.running);
  const [isBeginning, setBeginning] = useState(false);
  const begin = async (): Promise<void> => {
    setBeginning(true);
    // The wizard says so when its draft could not be fetched or begun anew.
    await draftIt().catch(() => undefined);
    await navigate(`${flowRoutes[flow]}/enclaves`);
  };
  const draftIt = async (): Promise<void> => {
    await drafts.getState().open(flow, practice);
    const entry = drafts.getState().byFlow[flow];
    // What was started is in the list of jobs; what is not started yet is kept and gets this set besides.
    const isStarted = entry?.kind === 'ready' && entry.value.draft.jobIds.length > 0;
    if (isStarted) await drafts.getState().startOver(flow);
    drafts.getState().change(flow, (draft) => withSetAgain(draft, again));
  };
  return (
    <section aria-label={t('done.again')}>
      <Title headingLevel="h3" size="md">
        {t('done.again')}
      </Title>
      <div className="sluice-verify">
        <GuardedButton
          variant="secondary"
          isLoading={isBeginning}
          reason={practice === running ? undefined : t(practice ? 'done.againPractice' : 'done.againReal')}
          onClick={() => void begin()}
        >
          {t('done.makeAgain', { generation: again.generation })}
        </GuardedButton>
        <p className="sluice-hint">{t('done.againHint')}</p>
      </div>
    </section>
  );
}

function withSetAgain(
  { enclaves, registry }: Draft,
  { enclaveId: id, generation, source }: Again,
): Partial<Draft> {
  const others = enclaves.filter((entry) => entry.id !== id);
  return {
    registry: registry ?? source,
    enclaves: [...others, { id, to: null, again: generation }],
  };
}
