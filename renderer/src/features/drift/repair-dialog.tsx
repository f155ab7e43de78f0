import { Checkbox } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  CommandOutput,
  EnclaveView,
  PathFacts,
  RegistryPlace,
} from '../../../../core/contract/index.ts';
import { useCommand } from '../../hooks/use-command.ts';
import { EnclaveFrame } from '../enclaves/dialogs/enclave-frame.tsx';
import { FolderChoice } from '../media/folder-choice.tsx';
import { RegistryPicker } from '../registries/registry-form.tsx';
import { DriftProgressBar } from './drift-progress.tsx';

interface RepairDialogProps {
  readonly enclave: Pick<EnclaveView, 'id' | 'name'>;
  readonly registry: RegistryPlace | undefined;
  readonly onChoose: (place: RegistryPlace | undefined) => void;
  readonly onRepaired: (answer: CommandOutput<'drift.repair'>) => void;
  readonly onClose: () => void;
}

/** Puts back what is missing from a set: where the set is, into which registry, and whether moved tags as well. */
export function RepairDialog(props: RepairDialogProps): ReactNode {
  const { enclave, onChoose, onRepaired, onClose } = props;
  const { t } = useTranslation('drift');
  const id = useId();
  const [registry, setRegistry] = useState(props.registry);
  const [folder, setFolder] = useState<PathFacts>();
  const [restoreTags, setRestoreTags] = useState(false);
  const { state, run } = useCommand('drift.repair');
  const isRunning = state.kind === 'working';
  const repair = async (): Promise<void> => {
    if (registry === undefined || folder === undefined) return;
    const input = { enclaveId: enclave.id, registry, folder: folder.token, restoreTags };
    const answer = await run(input);
    if (answer !== undefined) onRepaired(answer);
  };
  return (
    <EnclaveFrame
      title={t('mend.title', { name: enclave.name })}
      variant="large"
      fields={null}
      error={state.kind === 'failed' ? state.error : undefined}
      confirm={t('mend.confirm')}
      isSaving={isRunning}
      notReady={
        registry === undefined ? t('check.noRegistry') : folder === undefined ? t('mend.noFolder') : undefined
      }
      onSave={() => void repair()}
      onClose={onClose}
    >
      <p>{t('mend.lead')}</p>
      {isRunning ? (
        <DriftProgressBar enclaveId={enclave.id} />
      ) : (
        <>
          <FolderChoice purpose="archive-in" value={folder} onChange={setFolder} />
          <RegistryPicker
            site="enclave"
            value={registry}
            push
            onChange={(place) => {
              setRegistry(place);
              onChoose(place);
            }}
          />
          <Checkbox
            id={id}
            label={t('mend.restoreTags')}
            isChecked={restoreTags}
            onChange={(_event, checked) => setRestoreTags(checked)}
          />
        </>
      )}
    </EnclaveFrame>
  );
}
