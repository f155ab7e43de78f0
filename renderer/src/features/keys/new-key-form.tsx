import { Checkbox, Form, FormGroup, TextInput } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isKeyName } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { PassphraseField } from './passphrase-field.tsx';

/** As the host demands it; it checks again. */
const shortest = 12;

/** Makes the signing key of this machine, in place of the one that is there when `replace`. */
export function NewKeyForm({
  replace,
  canRemember,
  onMade,
}: {
  readonly replace: boolean;
  readonly canRemember: boolean;
  readonly onMade: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [remember, setRemember] = useState(false);
  const { state, run } = useCommand('keys.create');
  const id = useId();
  const reason = reasonOf(name.trim(), passphrase, again);
  const make = async (): Promise<void> => {
    const made = await run({ name: name.trim(), passphrase, remember, replace });
    setPassphrase('');
    setAgain('');
    if (made !== undefined) onMade();
  };
  return (
    <Form
      aria-label={t(replace ? 'create.replace' : 'create.title')}
      isWidthLimited
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === undefined) void make();
      }}
    >
      <p>{t(replace ? 'create.replaceLead' : 'create.lead')}</p>
      <FormGroup label={t('create.name')} fieldId={`${id}-name`}>
        <TextInput
          id={`${id}-name`}
          value={name}
          maxLength={80}
          placeholder={t('create.nameExample')}
          onChange={(_event, value) => setName(value)}
        />
      </FormGroup>
      <PassphraseField isNew label={t('create.passphrase')} value={passphrase} onChange={setPassphrase} />
      <PassphraseField isNew label={t('create.again')} value={again} onChange={setAgain} />
      {canRemember && (
        <Checkbox
          id={`${id}-remember`}
          label={t('unlock.remember')}
          isChecked={remember}
          onChange={(_event, checked) => setRemember(checked)}
        />
      )}
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      <div>
        <GuardedButton
          type="submit"
          variant={replace ? 'danger' : 'primary'}
          isLoading={state.kind === 'working'}
          reason={reason === undefined ? undefined : t(`create.${reason}`)}
        >
          {t(replace ? 'create.replaceMake' : 'create.make')}
        </GuardedButton>
      </div>
    </Form>
  );
}

function reasonOf(
  name: string,
  passphrase: string,
  again: string,
): 'nameWrong' | 'short' | 'differs' | undefined {
  if (!isKeyName(name)) return 'nameWrong';
  if ([...passphrase].length < shortest) return 'short';
  return passphrase === again ? undefined : 'differs';
}
