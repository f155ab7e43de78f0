import {
  Alert,
  Button,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scanListForms, type PathToken, type ScanListForm } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { saveText } from '../run/save-text.ts';

const fileNames: Readonly<Record<ScanListForm, string>> = {
  text: 'to-scan.txt',
  trivy: 'to-scan-trivy.sh',
  grype: 'to-scan-grype.sh',
};

/** Gives a scanner what it has to look at, as a file. */
export function ScanListDialog({
  enclaveId,
  from,
  onClose,
}: {
  readonly enclaveId: string;
  readonly from: PathToken | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['approvals', 'common']);
  const { state, run } = useCommand('approvals.toScan');
  const [form, setForm] = useState<ScanListForm>('text');
  const [registry, setRegistry] = useState('');
  const id = useId();
  const save = async (): Promise<void> => {
    const list = await run({
      enclaveId,
      as: form,
      ...(from !== undefined && { from }),
      ...(registry.trim() !== '' && { registry: registry.trim() }),
    });
    if (list === undefined || list.count === 0) return;
    saveText(fileNames[form], 'text/plain', list.text);
    onClose();
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={t('toScan.title')} labelId={`${id}-title`} />
      <ModalBody>
        <Form>
          <FormGroup label={t('toScan.as')} fieldId={`${id}-as`}>
            <FormSelect
              id={`${id}-as`}
              value={form}
              onChange={(_event, value) => setForm(scanListForms.find((one) => one === value) ?? 'text')}
            >
              {scanListForms.map((one) => (
                <FormSelectOption key={one} value={one} label={t(`toScan.forms.${one}`)} />
              ))}
            </FormSelect>
          </FormGroup>
          <FormGroup label={t('toScan.registry')} fieldId={`${id}-registry`}>
            <TextInput
              id={`${id}-registry`}
              value={registry}
              placeholder="registry.example:5000"
              onChange={(_event, value) => setRegistry(value)}
            />
          </FormGroup>
        </Form>
        {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
        {state.kind === 'done' && state.value.count === 0 && (
          <Alert isInline variant="success" component="p" title={t('toScan.none')} />
        )}
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" isLoading={state.kind === 'working'} onClick={() => void save()}>
          {t('toScan.save')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
