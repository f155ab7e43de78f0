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
  if (why === undefined) return <Button {...button} />;
  return (
    <Tooltip content={why}>
      <Button {...button} isAriaDisabled />
    </Tooltip>
  );
}
