import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandOutput, WaiverStanding } from '../../../../core/contract/index.ts';
import { LineField } from '../../components/line-field.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { EnclaveFrame } from '../enclaves/dialogs/enclave-frame.tsx';

/** Asks why nobody answers for it any more, and takes the waiver back. */
export function RevokeDialog({
  waiver,
  onRevoked,
  onClose,
}: {
  readonly waiver: WaiverStanding;
  readonly onRevoked: (answer: CommandOutput<'approvals.revoke'>) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('approvals');
  const id = useId();
  const [reason, setReason] = useState('');
  const { state, run } = useCommand('approvals.revoke');
  const revoke = async (): Promise<void> => {
    const answer = await run({ ids: [waiver.id], reason });
    if (answer !== undefined) onRevoked(answer);
  };
  return (
    <EnclaveFrame
      title={t('revoke.title')}
      variant="small"
      fields={
        <LineField
          id={id}
          label={t('revoke.reason')}
          help={t('revoke.reasonHelp')}
          error={undefined}
          value={reason}
          isFirst
          onChange={setReason}
        />
      }
      error={state.kind === 'failed' ? state.error : undefined}
      confirm={t('revoke.confirm')}
      isSaving={state.kind === 'working'}
      notReady={reason.trim() === '' ? t('revoke.nothing') : undefined}
      onSave={() => void revoke()}
      onClose={onClose}
    >
      <p>{t('revoke.body', { owner: waiver.owner, why: waiver.reason })}</p>
    </EnclaveFrame>
  );
}
