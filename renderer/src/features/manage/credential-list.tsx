import { ActionList, ActionListItem, Button, Content, Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandOutput, PathFacts, Site } from '../../../../core/contract/index.ts';
import '../../components/layout.css';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { FileChoice } from '../media/file-choice.tsx';

/** What a run of this site would find, in the order it looks; own entries can be removed, a file can be added. */
export function CredentialList({ site }: { readonly site: Site }): ReactNode {
  const { t } = useTranslation('manage');
  const known = useQuery('credentials.list', { site });
  return (
    <section aria-labelledby="credentials-title">
      <Title headingLevel="h2" id="credentials-title">
        {t('registries.credentials')}
      </Title>
      <Content component="p" className="sluice-page-lead">
        {t('registries.credentialsLead')}
      </Content>
      <LoadableView state={known} onRetry={known.reload}>
        {(value) => <Known site={site} known={value} onChanged={known.reload} />}
      </LoadableView>
    </section>
  );
}

function Known({
  site,
  known,
  onChanged,
}: {
  readonly site: Site;
  readonly known: CommandOutput<'credentials.list'>;
  readonly onChanged: () => void;
}): ReactNode {
  const { t } = useTranslation('manage');
  const removing = useCommand('credentials.remove');
  return (
    <div className="sluice-stack">
      {known.credentials.length === 0 && <p>{t('registries.noCredentials')}</p>}
      {known.credentials.length > 0 && (
        <Table aria-labelledby="credentials-title" variant="compact">
          <Thead>
            <Tr>
              <Th>{t('registries.scope')}</Th>
              <Th>{t('registries.user')}</Th>
              <Th>{t('registries.source')}</Th>
              <Th screenReaderText={t('registries.actions')} />
            </Tr>
          </Thead>
          <Tbody>
            {known.credentials.map(({ id, scope, username, kind, source, removable }) => (
              <Tr key={id}>
                <Td dataLabel={t('registries.scope')} className="sluice-mono">
                  {scope}
                </Td>
                <Td dataLabel={t('registries.user')}>{username ?? t(`registries.kind.${kind}`)}</Td>
                <Td dataLabel={t('registries.source')}>
                  {source === 'session' ? t('registries.session') : source}
                </Td>
                <Td isActionCell>
                  {removable && (
                    <GuardedButton
                      variant="link"
                      onClick={() => void removing.run({ site, id }).then((done) => done && onChanged())}
                    >
                      {t('registries.removeCredential')}
                    </GuardedButton>
                  )}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
      {removing.state.kind === 'failed' && <MessageAlert level="error" message={removing.state.error} />}
      {known.why !== undefined && <MessageAlert level="note" message={known.why} />}
      <AuthFile site={site} used={known.authFile} onChanged={onChanged} />
    </div>
  );
}

/** An auth.json that is read besides the usual places. */
function AuthFile({
  site,
  used,
  onChanged,
}: {
  readonly site: Site;
  readonly used: string | undefined;
  readonly onChanged: () => void;
}): ReactNode {
  const { t } = useTranslation('manage');
  const [file, setFile] = useState<PathFacts>();
  const { state, run } = useCommand('credentials.useAuthFile');
  const use = (token: PathFacts['token'] | null): void =>
    void run({ site, file: token }).then((done) => {
      if (done === undefined) return;
      setFile(undefined);
      onChanged();
    });
  return (
    <>
      {used !== undefined && (
        <p>
          {t('registries.authFileUsed', { file: used })}{' '}
          <Button variant="link" isInline onClick={() => use(null)}>
            {t('registries.authFileStop')}
          </Button>
        </p>
      )}
      <Title headingLevel="h3" size="md">
        {t('registries.authFile')}
      </Title>
      <FileChoice purpose="auth-file" value={file} onChange={setFile} label={t('registries.authFile')} />
      {file !== undefined && (
        <ActionList>
          <ActionListItem>
            <GuardedButton variant="secondary" onClick={() => use(file.token)}>
              {t('registries.authFileUse')}
            </GuardedButton>
          </ActionListItem>
        </ActionList>
      )}
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
    </>
  );
}
