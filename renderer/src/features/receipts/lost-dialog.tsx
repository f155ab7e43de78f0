import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnclaveSets } from '../../../../core/contract/index.ts';
import { LineField } from '../../components/line-field.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { EnclaveFrame } from '../enclaves/dialogs/enclave-frame.tsx';

/** Asks why a set will not arrive, and marks it. */
export function LostDialog({
  enclaveId,
  generation,
  onMarked,
  onClose,
}: {
  readonly enclaveId: string;
  readonly generation: number;
  readonly onMarked: (sets: EnclaveSets) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('receipts');
  const id = useId();
  const [reason, setReason] = useState('');
  const { state, run } = useCommand('sets.lost');
  const mark = async (): Promise<void> => {
    const sets = await run({ enclaveId, generation, reason });
    if (sets !== undefined) onMarked(sets);
  };
  return (
    <EnclaveFrame
      title={t('lost.title', { generation })}
      variant="small"
      fields={
        <LineField
          id={id}
          label={t('lost.reason')}
          help={t('lost.reasonHelp')}
          error={undefined}
          value={reason}
          isFirst
          onChange={setReason}
        />
      }
      error={state.kind === 'failed' ? state.error : undefined}
      confirm={t('lost.confirm')}
      isSaving={state.kind === 'working'}
      notReady={reason.trim() === '' ? t('lost.nothing') : undefined}
      onSave={() => void mark()}
      onClose={onClose}
    >
      <p>{t('lost.body')}</p>
    </EnclaveFrame>
  );
}
