import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireError } from '../../../../core/contract/index.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useStores } from '../../stores/context.tsx';

/** Forgets a job that is over, after asking. */
export function RemoveJob({ jobId, name }: { readonly jobId: string; readonly name: string }): ReactNode {
  const { t } = useTranslation('run');
  const { jobs } = useStores();
  const [asks, setAsks] = useState(false);
  const [error, setError] = useState<WireError>();
  const remove = async (): Promise<void> => {
    setAsks(false);
    try {
      await jobs.getState().remove(jobId);
    } catch (cause) {
      setError(asWireError(cause));
    }
  };
  return (
    <>
      <GuardedButton
        variant="link"
        size="sm"
        isDanger
        aria-label={t('jobs.removeOf', { job: name })}
        onClick={() => setAsks(true)}
      >
        {t('action.remove')}
      </GuardedButton>
      {error !== undefined && <MessageAlert level="error" message={error} />}
      {asks && (
        <ConfirmDialog
          title={t('jobs.removeTitle')}
          confirm={t('jobs.removeConfirm')}
          isDanger
          onClose={() => setAsks(false)}
          onConfirm={() => void remove()}
        >
          <p>{name}</p>
          <p>{t('jobs.removeBody')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
