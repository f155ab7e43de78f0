import { ExpandableSection } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnclaveView } from '../../../../core/contract/index.ts';
import { EnclaveSetsView } from './enclave-sets.tsx';

/** Each enclave's sets; they are fetched when they are opened. */
export function SetsByEnclave({ enclaves }: { readonly enclaves: readonly EnclaveView[] }): ReactNode {
  const { t } = useTranslation('receipts');
  return (
    <div className="sluice-stack">
      <p>{t('sets.lead')}</p>
      {enclaves.map((enclave) => (
        <OfEnclave key={enclave.id} enclave={enclave} isFirstOpen={enclaves.length === 1} />
      ))}
    </div>
  );
}

function OfEnclave({
  enclave,
  isFirstOpen,
}: {
  readonly enclave: EnclaveView;
  readonly isFirstOpen: boolean;
}): ReactNode {
  const [isOpen, setOpen] = useState(isFirstOpen);
  return (
    <ExpandableSection
      toggleText={enclave.name}
      isExpanded={isOpen}
      onToggle={(_event, expanded) => setOpen(expanded)}
    >
      {isOpen && <EnclaveSetsView enclave={enclave} />}
    </ExpandableSection>
  );
}
