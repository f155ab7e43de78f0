import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transfer, TransferTask } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useStartTransfer } from './use-transfers.ts';

interface StartButtonProps {
  /** What the button does, as a verb. */
  readonly label: string;
  /** Undefined while something is not chosen: `missing` says what. */
  readonly task: TransferTask | undefined;
  readonly missing: string;
  /** Those of the same page: while one runs, no other begins. */
  readonly transfers: readonly Transfer[];
  readonly variant?: 'primary' | 'secondary';
}

/** Begins a move of a set, or says why it cannot begin. */
export function StartButton(props: StartButtonProps): ReactNode {
  const { label, task, missing, transfers, variant = 'primary' } = props;
  const { t } = useTranslation('transfer');
  const { isStarting, error, start } = useStartTransfer();
  const isRunning = transfers.some(({ state }) => state.kind === 'running');
  const reason = task === undefined ? missing : isRunning ? t('isRunning') : undefined;
  return (
    <div className="sluice-section">
      <div>
        <GuardedButton
          variant={variant}
          isLoading={isStarting}
          reason={reason}
          onClick={() => {
            if (task !== undefined && reason === undefined) start(task);
          }}
        >
          {label}
        </GuardedButton>
      </div>
      {error !== undefined && <MessageAlert level="error" message={error} />}
    </div>
  );
}
