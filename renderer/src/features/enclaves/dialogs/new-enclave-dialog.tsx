import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LineField } from '../../../components/line-field.tsx';
import { useClient, useSlice } from '../../../stores/context.tsx';
import { newIdentifier } from '../../registries/use-registries.ts';
import { problemOfName, type NameProblem } from '../rules/enclave-name.ts';
import { useSaveEnclave } from '../use-save-enclave.ts';
import { EnclaveFrame } from './enclave-frame.tsx';

interface NewEnclaveDialogProps {
  /** The one whose content it begins with; absent: a template. */
  readonly from?: { readonly name: string; readonly yaml: string };
  readonly onSaved: (name: string) => void;
  readonly onClose: () => void;
}

/** A new enclave: its name is all that is needed; registry and notes can follow. */
export function NewEnclaveDialog({ from, onSaved, onClose }: NewEnclaveDialogProps): ReactNode {
  const { t } = useTranslation(['matrix', 'flows']);
  const client = useClient();
  const others = useSlice('enclaves', (slice) => slice.enclaves);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<NameProblem>();
  const saving = useSaveEnclave((made) => onSaved(made.name));
  const id = useId();
  const save = (): void => {
    const wrong = problemOfName(name, others);
    setProblem(wrong);
    if (wrong !== undefined) return document.getElementById(`${id}-name`)?.focus();
    void saving.save(async () => ({
      id: newIdentifier('enclave'),
      name: name.trim(),
      yaml: from?.yaml ?? (await firstTemplate(client)),
      notes: '',
      revision: 0,
    }));
  };
  return (
    <EnclaveFrame
      title={from === undefined ? t('create.title') : t('create.titleFrom', { name: from.name })}
      variant="small"
      fields={
        <LineField
          id={`${id}-name`}
          label={t('create.name')}
          help={t('create.help')}
          error={problem === undefined ? undefined : t(`flows:enclaves.${problem}`)}
          value={name}
          isFirst
          onChange={setName}
        />
      }
      error={saving.error}
      confirm={t('create.confirm')}
      isSaving={saving.isSaving}
      onSave={save}
      onClose={onClose}
    />
  );
}

async function firstTemplate(client: ReturnType<typeof useClient>): Promise<string> {
  const { templates } = await client.invoke('config.templates', { site: 'enterprise' });
  return templates[0]?.yaml ?? '';
}
