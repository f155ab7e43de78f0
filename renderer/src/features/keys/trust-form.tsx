import { Alert, Form, FormGroup, TextArea, TextInput, Title } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isKeyName } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';

/** Trusts a key that somebody handed over as text. */
export function TrustForm({ onTrusted }: { readonly onTrusted: () => void }): ReactNode {
  const { t } = useTranslation('keys');
  const [name, setName] = useState('');
  const [publicKey, setPublicKey] = useState('');
  const { state, run } = useCommand('keys.trust');
  const id = useId();
  const reason = !isKeyName(name.trim()) ? 'nameWrong' : publicKey.trim() === '' ? 'noKey' : undefined;
  const trust = async (): Promise<void> => {
    const keys = await run({ name: name.trim(), publicKey });
    if (keys === undefined) return;
    setName('');
    setPublicKey('');
    onTrusted();
  };
  return (
    <Form
      aria-label={t('trust.title')}
      isWidthLimited
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === undefined) void trust();
      }}
    >
      <Title headingLevel="h3" size="md">
        {t('trust.title')}
      </Title>
      <p>{t('trust.lead')}</p>
      <FormGroup label={t('trust.name')} fieldId={`${id}-name`}>
        <TextInput
          id={`${id}-name`}
          value={name}
          maxLength={80}
          onChange={(_event, value) => setName(value)}
        />
      </FormGroup>
      <FormGroup label={t('trust.publicKey')} fieldId={`${id}-key`}>
        <TextArea
          id={`${id}-key`}
          className="sluice-mono"
          rows={5}
          maxLength={4096}
          resizeOrientation="vertical"
          spellCheck={false}
          value={publicKey}
          onChange={(_event, value) => setPublicKey(value)}
        />
      </FormGroup>
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      {state.kind === 'done' && <Alert isInline variant="success" component="p" title={t('trust.done')} />}
      <div>
        <GuardedButton
          type="submit"
          variant="secondary"
          isLoading={state.kind === 'working'}
          reason={reason === undefined ? undefined : t(`trust.${reason}`)}
        >
          {t('trust.trust')}
        </GuardedButton>
      </div>
    </Form>
  );
}
