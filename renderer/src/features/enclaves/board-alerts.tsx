import { Alert, AlertActionLink, Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireError } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useMatrix } from './matrix-context.tsx';

/** What could not be kept, changed or read, each with what to do about it. */
export function BoardAlerts(): ReactNode {
  const { t } = useTranslation(['matrix', 'common']);
  const { board, columns, isOffline } = useMatrix();
  const store = board.getState();
  return (
    <>
      {isOffline && <Alert isInline variant="warning" component="p" title={t('offline')} />}
      {columns.map(({ enclave, entry: { saving, error } }) => (
        <div key={enclave.id} className="sluice-matrix-alerts">
          {saving.kind === 'failed' && (
            <>
              <Alert
                isInline
                variant="danger"
                component="p"
                title={t('save.failed', { name: enclave.name })}
                actionLinks={<SavingActions enclaveId={enclave.id} code={saving.error.code} />}
              >
                {t('save.failedBody')}
              </Alert>
              <MessageAlert level="error" message={saving.error} />
            </>
          )}
          {error !== undefined && (
            <MessageAlert
              level="error"
              message={error}
              actions={
                <Button variant="link" isInline onClick={() => void store.describe(enclave.id)}>
                  {t('save.readAgain', { name: enclave.name })}
                </Button>
              }
            />
          )}
        </div>
      ))}
    </>
  );
}

/** The same change once more, or, after a change in another window, the choice between the two. */
function SavingActions({
  enclaveId,
  code,
}: {
  readonly enclaveId: string;
  readonly code: string;
}): ReactNode {
  const { t } = useTranslation('matrix');
  const { board } = useMatrix();
  const [error, setError] = useState<WireError>();
  const store = board.getState();
  if (code !== 'ENCLAVE_CHANGED_ELSEWHERE') {
    return <AlertActionLink onClick={() => void store.retry(enclaveId)}>{t('save.retry')}</AlertActionLink>;
  }
  const takeTheirs = (): void => {
    setError(undefined);
    store.takeTheirs(enclaveId).catch((failure: unknown) => setError(asWireError(failure)));
  };
  return (
    <>
      <AlertActionLink onClick={takeTheirs}>{t('save.takeTheirs')}</AlertActionLink>
      <AlertActionLink onClick={() => void store.keepMine(enclaveId)}>{t('save.keepMine')}</AlertActionLink>
      {error !== undefined && <MessageAlert level="error" message={error} />}
    </>
  );
}
