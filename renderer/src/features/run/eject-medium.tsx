import { Alert } from '@patternfly/react-core';
import { EjectIcon } from '@patternfly/react-icons/dist/esm/icons/eject-icon';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireError } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useSlice, useStores } from '../../stores/context.tsx';

/** Flushes, unmounts and powers off; says when the medium may be pulled out, and never before. */
export function EjectMedium({
  driveId,
  ejected,
}: {
  readonly driveId: string;
  readonly ejected: boolean;
}): ReactNode {
  const { t } = useTranslation('run');
  const { drives } = useStores();
  const canEject = useSlice('connection', ({ info }) => info?.capabilities.eject === true);
  const isEjecting = useSlice('drives', ({ busy }) => busy.get(driveId) === 'ejecting');
  const [safe, setSafe] = useState<boolean>();
  const [error, setError] = useState<WireError>();
  const eject = async (): Promise<void> => {
    setError(undefined);
    try {
      setSafe(await drives.getState().eject(driveId));
    } catch (cause) {
      setError(asWireError(cause));
    }
  };
  if (ejected || safe === true) {
    return <Alert isInline variant="success" component="p" title={t('done.ejected')} />;
  }
  if (safe === false) {
    return <Alert isInline variant="warning" component="p" title={t('done.ejectUnknown')} />;
  }
  if (!canEject) return <p>{t('done.ejectUnavailable')}</p>;
  return (
    <div>
      <GuardedButton
        variant="primary"
        icon={<EjectIcon />}
        isLoading={isEjecting}
        onClick={() => void eject()}
      >
        {t('done.eject')}
      </GuardedButton>
      {isEjecting && <p role="status">{t('done.ejecting')}</p>}
      {error !== undefined && <MessageAlert level="error" message={error} />}
    </div>
  );
}
