import { Alert, Form, FormGroup, List, ListItem, TextInput } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandOutput, RegistryPlace, Site } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useQuery } from '../../hooks/use-query.ts';

/** Who logs in to a registry: what is known, and a form for another. Secrets go in and never come out. */
export function CredentialForm({
  site,
  place,
}: {
  readonly site: Site;
  readonly place: RegistryPlace;
}): ReactNode {
  const credentials = useQuery('credentials.list', { site });
  return (
    <LoadableView state={credentials} onRetry={credentials.reload}>
      {(known) => <Known site={site} place={place} known={known} onChanged={credentials.reload} />}
    </LoadableView>
  );
}

type Credentials = CommandOutput<'credentials.list'>;

/** Whether an entry would be used for the place: it is for the host, or for a path above the place. */
function concerns(scope: string, { host, namespace }: RegistryPlace): boolean {
  const whole = namespace === '' ? host : `${host}/${namespace}`;
  return whole === scope || whole.startsWith(`${scope}/`);
}

function Known({
  site,
  place,
  known,
  onChanged,
}: {
  readonly site: Site;
  readonly place: RegistryPlace;
  readonly known: Credentials;
  readonly onChanged: () => void;
}): ReactNode {
  const { t } = useTranslation('registries');
  const remove = useCommand('credentials.remove');
  const fitting = known.credentials.filter(({ scope }) => concerns(scope, place));
  return (
    <div className="sluice-registries">
      {fitting.length === 0 && <p>{t('credential.none', { host: place.host })}</p>}
      {fitting.length > 0 && (
        <List isPlain aria-label={t('credential.known')}>
          {fitting.map((credential) => (
            <ListItem key={credential.id}>
              {t('credential.entry', {
                scope: credential.scope,
                who: credential.username ?? t(`credential.kind.${credential.kind}`),
                source: sourceText(credential.source, t('credential.session')),
              })}
              {credential.removable && (
                <GuardedButton
                  variant="link"
                  isInline
                  onClick={() =>
                    void remove.run({ site, id: credential.id }).then((done) => done && onChanged())
                  }
                >
                  {t('credential.remove', { scope: credential.scope })}
                </GuardedButton>
              )}
            </ListItem>
          ))}
        </List>
      )}
      {remove.state.kind === 'failed' && <MessageAlert level="error" message={remove.state.error} />}
      <NewCredential site={site} place={place} known={known} onSaved={onChanged} />
    </div>
  );
}

function sourceText(source: string, session: string): string {
  return source === 'session' ? session : source;
}

function NewCredential({
  site,
  place,
  known,
  onSaved,
}: {
  readonly site: Site;
  readonly place: RegistryPlace;
  readonly known: Credentials;
  readonly onSaved: () => void;
}): ReactNode {
  const { t } = useTranslation('registries');
  const [username, setUsername] = useState('');
  const [secret, setSecret] = useState('');
  const { state, run } = useCommand('credentials.save');
  const id = useId();
  const save = async (): Promise<void> => {
    const saved = await run({ site, scope: place.host, username: username.trim(), secret });
    // Whatever became of it, the page does not keep it.
    setSecret('');
    if (saved !== undefined) onSaved();
  };
  const isComplete = username.trim() !== '' && secret !== '';
  return (
    <Form
      aria-label={t('credential.new', { host: place.host })}
      className="sluice-registry-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) void save();
      }}
    >
      <FormGroup label={t('credential.username')} fieldId={`${id}-user`}>
        <TextInput
          id={`${id}-user`}
          value={username}
          autoComplete="off"
          spellCheck={false}
          onChange={(_event, value) => setUsername(value)}
        />
      </FormGroup>
      <FormGroup label={t('credential.secret')} fieldId={`${id}-secret`}>
        <TextInput
          id={`${id}-secret`}
          type="password"
          value={secret}
          autoComplete="new-password"
          onChange={(_event, value) => setSecret(value)}
        />
      </FormGroup>
      <p>{t(known.store === 'system' ? 'credential.storeSystem' : 'credential.storeSession')}</p>
      {known.why !== undefined && <MessageAlert level="note" message={known.why} />}
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      {state.kind === 'done' && (
        <Alert isInline variant="success" component="p" title={t('credential.saved')} />
      )}
      <div>
        <GuardedButton
          type="submit"
          variant="secondary"
          isLoading={state.kind === 'working'}
          reason={isComplete ? undefined : t('credential.incomplete')}
        >
          {t('credential.save')}
        </GuardedButton>
      </div>
    </Form>
  );
}
