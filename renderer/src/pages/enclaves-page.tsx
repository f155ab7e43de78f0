import {
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  Spinner,
  Tab,
  Tabs,
  TabTitleText,
} from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { EnclaveView, WireError } from '../../../core/contract/index.ts';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { GuardedButton } from '../components/guarded-button.tsx';
import { LoadableView } from '../components/loadable.tsx';
import { MessageAlert } from '../components/message-alert.tsx';
import { Page } from '../components/page.tsx';
import { useDay } from '../features/media/set-summary.tsx';
import { SetsByEnclave } from '../features/receipts/sets-by-enclave.tsx';
import { placeText } from '../features/registries/use-registries.ts';
import { asWireError } from '../hooks/use-command.ts';
import { useSlice, useStores } from '../stores/context.tsx';

const wizard = '/enterprise/enclaves';

const tabs = ['profiles', 'content', 'sets'] as const;

const LazyContent = lazy(async () => ({
  default: (await import('../features/enclaves/enclave-content.tsx')).EnclaveContent,
}));

/** `#/enclaves/:tab`: who gets what, and what each got last; as a list, and as a matrix of content by enclave. */
export function EnclavesPage(): ReactNode {
  const { t } = useTranslation(['manage', 'matrix', 'receipts', 'common']);
  const { tab: named } = useParams();
  const navigate = useNavigate();
  const tab = tabs.find((name) => name === named) ?? 'profiles';
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
        {(all) => (
          <Tabs
            activeKey={tab}
            aria-label={t('matrix:tabs.name')}
            unmountOnExit
            mountOnEnter
            onSelect={(_event, key) => void navigate(`/enclaves/${String(key)}`)}
          >
            <Tab eventKey="profiles" title={<TabTitleText>{t('matrix:tabs.profiles')}</TabTitleText>}>
              {all.length === 0 ? <NoEnclave /> : <EnclaveTable enclaves={all} />}
            </Tab>
            <Tab eventKey="sets" title={<TabTitleText>{t('receipts:sets.tab')}</TabTitleText>}>
              {all.length === 0 ? <NoEnclave /> : <SetsByEnclave enclaves={all} />}
            </Tab>
            <Tab eventKey="content" title={<TabTitleText>{t('matrix:tabs.content')}</TabTitleText>}>
              <Suspense fallback={<Spinner size="lg" aria-label={t('common:loading')} />}>
                <LazyContent enclaves={all} />
              </Suspense>
            </Tab>
          </Tabs>
        )}
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
  const { t } = useTranslation(['manage', 'common', 'content']);
  const day = useDay();
  const stores = useStores();
  const [asking, setAsking] = useState<EnclaveView>();
  const [error, setError] = useState<WireError>();
  const lastOf = ({ last }: EnclaveView): string =>
    last === undefined
      ? t('enclaves.never')
      : t('enclaves.lastValue', {
          generation: last.generation,
          date: day(last.at),
          releases: last.releases.join(t('content:listSeparator')),
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
