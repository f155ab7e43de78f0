import { Checkbox } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MessageAlert } from '../../components/message-alert.tsx';
import { UnlockForm } from './unlock-form.tsx';
import { useKeys } from './use-keys.ts';

/**
 * "Sign this set", where there is a key. While it is locked its passphrase is asked for, and only then is signing
 * asked of the run.
 */
export function SignChoice({
  isChosen,
  isDisabled,
  onChange,
  onUnlocked,
}: {
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (sign: boolean) => void;
  /** The key was opened for a run that was to be signed already. */
  readonly onUnlocked: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const keys = useKeys();
  const [isWanted, setWanted] = useState(false);
  const id = useId();
  if (keys.kind !== 'ready') return null;
  const { own, problem, canRemember } = keys.value;
  if (problem !== undefined) return <MessageAlert level="warning" message={problem} />;
  if (own === undefined) {
    return (
      <p>
        {t('sign.none')} <Link to="/settings/keys">{t('sign.make')}</Link>
      </p>
    );
  }
  const isChecked = isChosen || isWanted;
  const choose = (sign: boolean): void => {
    setWanted(sign);
    if (own.unlocked || !sign) onChange(sign);
  };
  return (
    <div className="sluice-stack">
      <Checkbox
        id={`${id}-sign`}
        label={t('sign.label')}
        description={t('sign.help', { name: own.name })}
        isChecked={isChecked}
        isDisabled={isDisabled}
        onChange={(_event, checked) => choose(checked)}
      />
      {isChecked && !own.unlocked && (
        <UnlockForm
          name={own.name}
          canRemember={canRemember}
          onUnlocked={() => {
            keys.reload();
            if (isChosen) onUnlocked();
            else onChange(true);
          }}
        />
      )}
    </div>
  );
}
