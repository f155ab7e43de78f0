import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandOutput, EnclaveView, RegistryPlace } from '../../../../core/contract/index.ts';
import { useCommand } from '../../hooks/use-command.ts';
import { EnclaveFrame } from '../enclaves/dialogs/enclave-frame.tsx';
import { RegistryPicker } from '../registries/registry-form.tsx';
import { DriftProgressBar } from './drift-progress.tsx';

interface CompareDialogProps {
  readonly enclave: Pick<EnclaveView, 'id' | 'name'>;
  readonly registry: RegistryPlace | undefined;
  readonly onChoose: (place: RegistryPlace | undefined) => void;
  readonly onCompared: (answer: CommandOutput<'drift.check'>) => void;
  readonly onClose: () => void;
}

/** Which registry, and how far asking it is; closing the dialog gives the comparison up. */
export function CompareDialog(props: CompareDialogProps): ReactNode {
  const { enclave, onChoose, onCompared, onClose } = props;
  const { t } = useTranslation('drift');
  const [registry, setRegistry] = useState(props.registry);
  const { state, run } = useCommand('drift.check');
  const isRunning = state.kind === 'working';
  const compare = async (): Promise<void> => {
    if (registry === undefined) return;
    const answer = await run({ enclaveId: enclave.id, registry });
    if (answer !== undefined) onCompared(answer);
  };
  return (
    <EnclaveFrame
      title={t('check.title', { name: enclave.name })}
      variant="large"
      fields={null}
      error={state.kind === 'failed' ? state.error : undefined}
      confirm={t('check.confirm')}
      isSaving={isRunning}
      notReady={registry === undefined ? t('check.noRegistry') : undefined}
      onSave={() => void compare()}
      onClose={onClose}
    >
      <p>{t('check.lead')}</p>
      {isRunning ? (
        <DriftProgressBar enclaveId={enclave.id} />
      ) : (
        <RegistryPicker
          site="enclave"
          value={registry}
          onChange={(place) => {
            setRegistry(place);
            onChoose(place);
          }}
        />
      )}
    </EnclaveFrame>
  );
}
