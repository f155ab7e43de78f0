import { EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EnclaveView } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { NewEnclaveDialog } from './dialogs/new-enclave-dialog.tsx';
import { MatrixBoard } from './matrix-board.tsx';

/** Content by enclave: who gets what, of that which the enterprise holds. */
export function EnclaveContent({ enclaves }: { readonly enclaves: readonly EnclaveView[] }): ReactNode {
  const { t } = useTranslation('matrix');
  const [isCreating, setCreating] = useState(false);
  if (enclaves.length > 0) return <MatrixBoard enclaves={enclaves} />;
  return (
    <EmptyState titleText={t('noEnclave.title')} headingLevel="h2">
      <EmptyStateBody>{t('noEnclave.body')}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <GuardedButton variant="primary" onClick={() => setCreating(true)}>
            {t('create.open')}
          </GuardedButton>
        </EmptyStateActions>
        <EmptyStateActions>
          <Link to="/enterprise/enclaves">{t('noEnclave.export')}</Link>
        </EmptyStateActions>
      </EmptyStateFooter>
      {isCreating && (
        <NewEnclaveDialog onSaved={() => setCreating(false)} onClose={() => setCreating(false)} />
      )}
    </EmptyState>
  );
}
