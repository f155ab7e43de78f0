import { Alert, FormSelect, FormSelectOption, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Page } from '../components/page.tsx';
import '../features/approvals/approvals.css';
import { EnclaveApprovals } from '../features/approvals/enclave-approvals.tsx';
import { WaiversView } from '../features/approvals/waivers-view.tsx';
import { useSlice, useStores } from '../stores/context.tsx';

const tabs = ['images', 'waivers'] as const;

/** `#/approvals/:tab`: what may go to which enclave, and who answers for what was waived. */
export function ApprovalsPage(): ReactNode {
  const { t } = useTranslation('approvals');
  const { tab: named } = useParams();
  const navigate = useNavigate();
  const tab = tabs.find((name) => name === named) ?? 'images';
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Tabs
        activeKey={tab}
        aria-label={t('title')}
        unmountOnExit
        mountOnEnter
        onSelect={(_event, key) => void navigate(`/approvals/${String(key)}`)}
      >
        <Tab eventKey="images" title={<TabTitleText>{t('tabs.images')}</TabTitleText>}>
          <ByEnclave />
        </Tab>
        <Tab eventKey="waivers" title={<TabTitleText>{t('tabs.waivers')}</TabTitleText>}>
          <WaiversView />
        </Tab>
      </Tabs>
    </Page>
  );
}

function ByEnclave(): ReactNode {
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
  if (enclave === undefined) {
    if (!loaded) return null;
    return (
      <Alert isInline variant="info" component="p" title={t('noEnclaves')}>
        <Link to="/enclaves">{t('toEnclaves')}</Link>
      </Alert>
    );
  }
  return (
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
  );
}
