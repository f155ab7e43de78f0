import { ActionList, ActionListItem } from '@patternfly/react-core';
import { BanIcon } from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import { PauseIcon } from '@patternfly/react-icons/dist/esm/icons/pause-icon';
import { PlayIcon } from '@patternfly/react-icons/dist/esm/icons/play-icon';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { canResumeJob, isJobOver, type JobState } from '../../../../core/contract/index.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useJobAct } from './use-job-act.ts';
import { useJobPart } from './use-job.ts';

/** Pause, resume, cancel: what the state allows, no more. */
export function JobActions({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const state = useJobPart(jobId, (job) => job.state);
  const [asks, setAsks] = useState(false);
  const { act, busy, error } = useJobAct(jobId);
  if (state === undefined) return null;
  return (
    <>
      <ActionList>
        {canPause(state) && (
          <ActionListItem>
            <GuardedButton
              variant="secondary"
              icon={<PauseIcon />}
              isLoading={busy === 'pause'}
              onClick={() => act('pause')}
            >
              {t('action.pause')}
            </GuardedButton>
          </ActionListItem>
        )}
        {canResumeJob(state) && !waitsForMedium(state) && (
          <ActionListItem>
            <GuardedButton
              variant="primary"
              icon={<PlayIcon />}
              isLoading={busy === 'resume'}
              onClick={() => act('resume')}
            >
              {t('action.resume')}
            </GuardedButton>
          </ActionListItem>
        )}
        {!isJobOver(state) && state.kind !== 'cancelling' && (
          <ActionListItem>
            <GuardedButton
              variant="secondary"
              isDanger
              icon={<BanIcon />}
              isLoading={busy === 'cancel'}
              onClick={() => setAsks(true)}
            >
              {t('action.cancel')}
            </GuardedButton>
          </ActionListItem>
        )}
      </ActionList>
      {error !== undefined && <MessageAlert level="error" message={error} />}
      {asks && (
        <ConfirmDialog
          title={t('cancelAsk.title')}
          confirm={t('cancelAsk.confirm')}
          keep={t('cancelAsk.keep')}
          isDanger
          onClose={() => setAsks(false)}
          onConfirm={() => {
            setAsks(false);
            act('cancel');
          }}
        >
          {t('cancelAsk.body')}
        </ConfirmDialog>
      )}
    </>
  );
}

function waitsForMedium(state: JobState): boolean {
  return state.kind === 'paused' && state.reason === 'medium';
}

/** What waits can be paused too: then it does not begin, or go on, by itself. */
function canPause(state: JobState): boolean {
  return state.kind === 'running' || state.kind === 'queued' || waitsForMedium(state);
}
