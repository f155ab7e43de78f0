import { Bullseye, Button, Spinner } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Loadable } from '../stores/slice.ts';
import { MessageAlert } from './message-alert.tsx';

/** Loading, failed or there: each has a look. */
export function LoadableView<Value>({
  state,
  onRetry,
  children,
}: {
  readonly state: Loadable<Value>;
  readonly onRetry?: () => void;
  readonly children: (value: Value) => ReactNode;
}): ReactNode {
  const { t } = useTranslation('common');
  switch (state.kind) {
    case 'loading':
      return (
        <Bullseye>
          <Spinner size="lg" aria-label={t('loading')} />
        </Bullseye>
      );
    case 'failed':
      return (
        <MessageAlert
          level="error"
          message={state.error}
          {...(onRetry !== undefined && {
            actions: (
              <Button variant="link" isInline onClick={onRetry}>
                {t('action.retry')}
              </Button>
            ),
          })}
        />
      );
    case 'ready':
      return children(state.value);
  }
}
