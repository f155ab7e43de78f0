import { EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EnclaveView, WireError } from '../../../core/contract/index.ts';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { GuardedButton } from '../components/guarded-button.tsx';
import { LoadableView } from '../components/loadable.tsx';
import { MessageAlert } from '../components/message-alert.tsx';
import { Page } from '../components/page.tsx';
import { placeText } from '../features/registries/use-registries.ts';
import { asWireError } from '../hooks/use-command.ts';
import { useSlice, useStores } from '../stores/context.tsx';

const wizard = '/enterprise/enclaves';

/** `#/enclaves`: who gets what, and what each got last. */
export function EnclavesPage(): ReactNode {
  const { t } = useTranslation('manage');
  const { enclaves } = useStores();
  const list = useSlice('enclaves', (slice) => slice.enclaves);
  const loaded = useSlice('enclaves', (slice) => slice.loaded);
  const [error, setError] = useState<WireError>();
  const load = (): void => {
    setError(undefined);
    enclaves
      .getState()
      .load()
      .catch((failure: unknown) => setError(asWireError(failure)));
  };
  useEffect(load, [enclaves]);
  const state = loaded
    ? ({ kind: 'ready', value: list } as const)
    : error === undefined
      ? ({ kind: 'loading' } as const)
      : ({ kind: 'failed', error } as const);
  return (
    <Page title={t('enclaves.title')} lead={t('enclaves.lead')}>
      <LoadableView state={state} onRetry={load}>
        {(all) => (all.length === 0 ? <NoEnclave /> : <EnclaveTable enclaves={all} />)}
      </LoadableView>
    </Page>
  );
}

function NoEnclave(): ReactNode {
  const { t } = useTranslation('manage');
  return (
    <EmptyState titleText={t('enclaves.emptyTitle')} headingLevel="h2">
      <EmptyStateBody>{t('enclaves.emptyBody')}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Link to={wizard}>{t('enclaves.add')}</Link>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

function EnclaveTable({ enclaves }: { readonly enclaves: readonly EnclaveView[] }): ReactNode {
  const { t, i18n } = useTranslation(['manage', 'common']);
  const stores = useStores();
  const [asking, setAsking] = useState<EnclaveView>();
  const [error, setError] = useState<WireError>();
  const lastOf = ({ last }: EnclaveView): string =>
    last === undefined
      ? t('enclaves.never')
      : t('enclaves.lastValue', {
          generation: last.generation,
          date: new Date(last.at).toLocaleDateString(i18n.language),
          releases: last.releases.join(', '),
        });
  return (
    <>
      <Table aria-label={t('enclaves.table')}>
        <Thead>
          <Tr>
            <Th>{t('enclaves.name')}</Th>
            <Th>{t('enclaves.registry')}</Th>
            <Th>{t('enclaves.last')}</Th>
            <Th screenReaderText={t('registries.actions')} />
          </Tr>
        </Thead>
        <Tbody>
          {enclaves.map((enclave) => (
            <Tr key={enclave.id}>
              <Td dataLabel={t('enclaves.name')}>{enclave.name}</Td>
              <Td dataLabel={t('enclaves.registry')} className="sluice-mono">
                {enclave.registry === undefined ? t('common:unknown') : placeText(enclave.registry)}
              </Td>
              <Td dataLabel={t('enclaves.last')}>{lastOf(enclave)}</Td>
              <Td isActionCell>
                <Link to={`${wizard}/enclaves`}>{t('enclaves.edit')}</Link>
                <GuardedButton variant="link" isDanger onClick={() => setAsking(enclave)}>
                  {t('enclaves.remove', { name: enclave.name })}
                </GuardedButton>
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {error !== undefined && <MessageAlert level="error" message={error} />}
      {asking !== undefined && (
        <ConfirmDialog
          title={t('enclaves.removeTitle')}
          confirm={t('enclaves.remove', { name: asking.name })}
          isDanger
          onClose={() => setAsking(undefined)}
          onConfirm={() => {
            setAsking(undefined);
            setError(undefined);
            stores.enclaves
              .getState()
              .remove(asking.id)
              .catch((failure: unknown) => setError(asWireError(failure)));
          }}
        >
          {t('enclaves.removeBody', { name: asking.name })}
        </ConfirmDialog>
      )}
    </>
  );
}
