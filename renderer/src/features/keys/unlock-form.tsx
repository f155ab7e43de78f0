import { Checkbox, Form } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeysView } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { PassphraseField } from './passphrase-field.tsx';

/** Asks for the passphrase of the signing key. It is in memory only, unless the system keeps it. */
export function UnlockForm({
  name,
  canRemember,
  onUnlocked,
}: {
  readonly name: string;
  readonly canRemember: boolean;
  readonly onUnlocked: (keys: KeysView) => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const [passphrase, setPassphrase] = useState('');
  const [remember, setRemember] = useState(false);
  const { state, run } = useCommand('keys.unlock');
  const id = useId();
  const unlock = async (): Promise<void> => {
    const keys = await run({ passphrase, remember });
    // Whatever became of it, the page does not keep it.
    setPassphrase('');
    if (keys !== undefined) onUnlocked(keys);
  };
  return (
    <Form
      aria-label={t('unlock.title', { name })}
      isWidthLimited
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase !== '') void unlock();
      }}
    >
      <PassphraseField label={t('unlock.passphrase', { name })} value={passphrase} onChange={setPassphrase} />
      {canRemember ? (
        <Checkbox
          id={`${id}-remember`}
          label={t('unlock.remember')}
          isChecked={remember}
          onChange={(_event, checked) => setRemember(checked)}
        />
      ) : (
        <p>{t('unlock.memoryOnly')}</p>
      )}
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      <div>
        <GuardedButton
          type="submit"
          variant="secondary"
          isLoading={state.kind === 'working'}
          reason={passphrase === '' ? t('unlock.empty') : undefined}
        >
          {t('unlock.unlock')}
        </GuardedButton>
      </div>
    </Form>
  );
}
