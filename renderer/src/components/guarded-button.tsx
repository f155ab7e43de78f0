import { Button, Tooltip, type ButtonProps } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsViewer } from '../hooks/use-is-viewer.ts';

interface GuardedButtonProps extends Omit<ButtonProps, 'isDisabled' | 'isAriaDisabled' | 'ref'> {
  /** Why it cannot be used now; absent: it can. */
  readonly reason?: string | undefined;
}

/** A button for what a page that may only look cannot do: it stays reachable and says why it does nothing. */
export function GuardedButton({ reason, ...button }: GuardedButtonProps): ReactNode {
  const { t } = useTranslation('shell');
  const isViewer = useIsViewer();
  const why = isViewer ? t('connection.viewer') : reason;
  // The same elements with and without a reason: a button that had the focus keeps it.
  return (
    <Tooltip content={why ?? ''} trigger={why === undefined ? 'manual' : 'mouseenter focus'}>
      <Button {...button} isAriaDisabled={why !== undefined} />
    </Tooltip>
  );
}
