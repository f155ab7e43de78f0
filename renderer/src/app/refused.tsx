import { Bullseye, EmptyState, EmptyStateBody, Spinner } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionState } from '../../../core/contract/index.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Before there is a connection: waiting for it, or why there will be none. */
export function BeforeConnection({ state }: { readonly state: ConnectionState }): ReactNode {
  const { t } = useTranslation('shell');
  if (state.kind !== 'refused') {
    return (
      <Bullseye>
        <EmptyState titleText={t('connection.connecting')} headingLevel="h1" icon={Spinner}>
          {state.kind === 'lost' && <EmptyStateBody>{t('connection.lostHint')}</EmptyStateBody>}
        </EmptyState>
      </Bullseye>
    );
  }
  return (
    <Bullseye>
      <EmptyState titleText={t('connection.refusedTitle')} headingLevel="h1" status="warning">
        <EmptyStateBody className="sluice-refused">
          {/* A program that has ended prints no address: its own words say what to do. */}
          {state.error.code !== 'BRIDGE_ENDED' && <p>{t('connection.refusedNext')}</p>}
          <SignInForm why={state.error} />
        </EmptyStateBody>
      </EmptyState>
    </Bullseye>
  );
}
