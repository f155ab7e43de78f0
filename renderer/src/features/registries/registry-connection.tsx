import { ExpandableSection } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistryView } from '../../../../core/contract/index.ts';
import { CertificateChain } from './certificate-chain.tsx';
import { CredentialForm } from './credential-form.tsx';
import { RegistryTest } from './registry-test.tsx';
import { isPractice } from './use-registries.ts';

/** Whether a registry works from here, and what to do when it does not: trust its authority, give a credential. */
export function RegistryConnection({
  entry,
  push,
}: {
  readonly entry: RegistryView;
  readonly push: boolean;
}): ReactNode {
  const { t } = useTranslation('registries');
  return (
    <div className="sluice-registries">
      <RegistryTest entry={entry} push={push} />
      {!isPractice(entry) && (
        <>
          <ExpandableSection toggleText={t('chain.open')} isIndented>
            <CertificateChain site={entry.site} host={entry.place.host} authorities={entry.authorities} />
          </ExpandableSection>
          <ExpandableSection toggleText={t('credential.open')} isIndented>
            <CredentialForm site={entry.site} place={entry.place} />
          </ExpandableSection>
        </>
      )}
    </div>
  );
}
