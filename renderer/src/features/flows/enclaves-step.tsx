import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Enclave, EnclaveView } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { UnacknowledgedChoice } from '../receipts/unacknowledged-choice.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';
import { EnclaveCard } from './enclave-card.tsx';
import { EnclaveDialog } from './enclave-dialog.tsx';

/** Who gets a set in this run: saved enclaves, and new ones. */
export function EnclavesStep(): ReactNode {
  const { t } = useTranslation(['flows', 'matrix']);
  const { state, change } = useWizard();
  const [editing, setEditing] = useState<EnclaveView | 'new'>();
  const { enclaves: ticked } = state.draft;
  const tick = (id: string, isTicked: boolean): void => {
    const others = ticked.filter((entry) => entry.id !== id);
    change({ enclaves: isTicked ? [...others, { id, to: null }] : others });
  };
  /** The folder stays: what is made there changes. */
  const makeNew = (id: string): void =>
    change({ enclaves: ticked.map((entry) => (entry.id === id ? { id, to: entry.to } : entry)) });
  const saved = (enclave: Enclave): void => {
    setEditing(undefined);
    if (!ticked.some(({ id }) => id === enclave.id)) tick(enclave.id, true);
  };
  return (
    <div className="sluice-stack">
      <p>{t('enclaves.lead')}</p>
      <LoadableView state={state.enclaves}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState variant="sm" titleText={t('enclaves.none')} headingLevel="h3">
              <EmptyStateBody>{t('enclaves.noneBody')}</EmptyStateBody>
            </EmptyState>
          ) : (
            <ul aria-label={t('enclaves.list')} className="sluice-stack">
              {list.map((enclave) => (
                <li key={enclave.id}>
                  <EnclaveCard
                    enclave={enclave}
                    isTicked={ticked.some(({ id }) => id === enclave.id)}
                    again={ticked.find(({ id }) => id === enclave.id)?.again}
                    onMakeNew={() => makeNew(enclave.id)}
                    onTick={(isTicked) => tick(enclave.id, isTicked)}
                    onEdit={() => setEditing(enclave)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </LoadableView>
      <UnacknowledgedChoice />
      <div className="sluice-actions">
        <GuardedButton variant="secondary" onClick={() => setEditing('new')}>
          {t('enclaves.add')}
        </GuardedButton>
        <Link to="/enclaves">{t('enclaves.manage')}</Link>
        <Link to="/enclaves/content">{t('matrix:open')}</Link>
      </div>
      {editing !== undefined && (
        <EnclaveDialog
          {...(editing !== 'new' && { enclave: editing })}
          onSaved={saved}
          onClose={() => setEditing(undefined)}
        />
      )}
    </div>
  );
}
