import { Alert, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../components/page.tsx';
import '../features/approvals/approvals.css';
import { EnclaveApprovals } from '../features/approvals/enclave-approvals.tsx';
import { useSlice, useStores } from '../stores/context.tsx';

/** `#/approvals`: what may go to which enclave. */
export function ApprovalsPage(): ReactNode {
  const { t } = useTranslation('approvals');
  const { enclaves: store } = useStores();
  const enclaves = useSlice('enclaves', (slice) => slice.enclaves);
  const loaded = useSlice('enclaves', (slice) => slice.loaded);
  const [picked, setPicked] = useState<string>();
  useEffect(() => {
    void store
      .getState()
      .load()
      .catch(() => undefined);
  }, [store]);
  const enclave = enclaves.find(({ id }) => id === picked) ?? enclaves[0];
  return (
    <Page title={t('title')} lead={t('lead')}>
      {loaded && enclave === undefined && (
        <Alert isInline variant="info" component="p" title={t('noEnclaves')}>
          <Link to="/enclaves">{t('toEnclaves')}</Link>
        </Alert>
      )}
      {enclave !== undefined && (
        <div className="sluice-stack">
          <FormSelect
            className="sluice-approvals-enclave"
            aria-label={t('choose')}
            value={enclave.id}
            onChange={(_event, id) => setPicked(id)}
          >
            {enclaves.map(({ id, name }) => (
              <FormSelectOption key={id} value={id} label={name} />
            ))}
          </FormSelect>
          <EnclaveApprovals key={enclave.id} enclave={{ id: enclave.id, name: enclave.name }} />
        </div>
      )}
    </Page>
  );
}
