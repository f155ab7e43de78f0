import { Label, Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeysView, TrustedKeyView } from '../../../../core/contract/index.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useDay } from '../media/set-summary.tsx';
import { TrustForm } from './trust-form.tsx';

/** The keys whose signatures count on this machine. */
export function TrustedKeys({
  keys,
  onChanged,
}: {
  readonly keys: KeysView;
  readonly onChanged: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const day = useDay();
  const [asked, setAsked] = useState<TrustedKeyView>();
  const removing = useCommand('keys.distrust');
  const { trusted, trustProblem } = keys;
  return (
    <section aria-labelledby="trusted-keys-title" className="sluice-stack">
      <Title headingLevel="h2" id="trusted-keys-title">
        {t('trusted.title')}
      </Title>
      <p>{t('trusted.lead')}</p>
      {trustProblem !== undefined && <MessageAlert level="error" message={trustProblem} />}
      {trusted.length === 0 && trustProblem === undefined && <p>{t('trusted.none')}</p>}
      {trusted.length > 0 && (
        <Table aria-labelledby="trusted-keys-title" variant="compact">
          <Thead>
            <Tr>
              <Th>{t('trusted.name')}</Th>
              <Th>{t('fingerprint')}</Th>
              <Th>{t('trusted.since')}</Th>
              <Th screenReaderText={t('trusted.actions')} />
            </Tr>
          </Thead>
          <Tbody>
            {trusted.map((key) => (
              <Tr key={key.keyId}>
                <Td dataLabel={t('trusted.name')}>
                  {key.name} {key.own && <Label isCompact>{t('trusted.own')}</Label>}
                </Td>
                <Td dataLabel={t('fingerprint')} className="sluice-mono" modifier="breakWord">
                  {key.keyId}
                </Td>
                <Td dataLabel={t('trusted.since')}>{day(key.addedAt)}</Td>
                <Td isActionCell>
                  <GuardedButton variant="link" onClick={() => setAsked(key)}>
                    {t('trusted.remove', { name: key.name })}
                  </GuardedButton>
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
      {removing.state.kind === 'failed' && <MessageAlert level="error" message={removing.state.error} />}
      <TrustForm onTrusted={onChanged} />
      {asked !== undefined && (
        <ConfirmDialog
          isDanger
          title={t('trusted.removeTitle', { name: asked.name })}
          confirm={t('trusted.removeConfirm')}
          onClose={() => setAsked(undefined)}
          onConfirm={() => {
            setAsked(undefined);
            void removing.run({ keyId: asked.keyId }).then((done) => done && onChanged());
          }}
        >
          {t('trusted.removeText')}
        </ConfirmDialog>
      )}
    </section>
  );
}
