import {
  Button,
  Checkbox,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextArea,
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerdictRow } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';

interface WaiveDialogProps {
  readonly enclave: { readonly id: string; readonly name: string };
  readonly rows: readonly VerdictRow[];
  readonly onClose: () => void;
  readonly onWaived: () => void;
}

/** Somebody answers for the chosen images: who, why, until when. */
export function WaiveDialog({ enclave, rows, onClose, onWaived }: WaiveDialogProps): ReactNode {
  const { t } = useTranslation(['approvals', 'common']);
  const { state, run } = useCommand('approvals.waive');
  const [owner, setOwner] = useState('');
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [everywhere, setEverywhere] = useState(false);
  const id = useId();
  const complete = owner.trim() !== '' && reason.trim() !== '' && until !== '';
  const waive = async (): Promise<void> => {
    const digests = [...new Set(rows.map(({ digest }) => digest))];
    const done = await run({
      ...(!everywhere && { enclaveId: enclave.id }),
      scopes: digests.map((digest) => ({ kind: 'image' as const, digest })),
      owner,
      // A waiver's reason is one line.
      reason: reason.replaceAll(/\s+/g, ' ').trim(),
      until,
    });
    if (done !== undefined) onWaived();
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader
        title={t('waive.title', { count: rows.length })}
        description={t('waive.lead')}
        labelId={`${id}-title`}
      />
      <ModalBody>
        <Form>
          <FormGroup label={t('waive.owner')} fieldId={`${id}-owner`} isRequired>
            <TextInput id={`${id}-owner`} value={owner} onChange={(_event, value) => setOwner(value)} />
          </FormGroup>
          <FormGroup label={t('waive.why')} fieldId={`${id}-why`} isRequired>
            <TextArea
              id={`${id}-why`}
              rows={3}
              value={reason}
              onChange={(_event, value) => setReason(value)}
            />
          </FormGroup>
          <FormGroup label={t('waive.until')} fieldId={`${id}-until`} isRequired>
            <TextInput
              id={`${id}-until`}
              type="date"
              value={until}
              onChange={(_event, value) => setUntil(value)}
            />
          </FormGroup>
          <Checkbox
            id={`${id}-everywhere`}
            label={t('waive.everywhere', { name: enclave.name })}
            isChecked={everywhere}
            onChange={(_event, checked) => setEverywhere(checked)}
          />
        </Form>
        {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      </ModalBody>
      <ModalFooter>
        <Button
          variant="primary"
          isDisabled={!complete}
          isLoading={state.kind === 'working'}
          onClick={() => void waive()}
        >
          {t('waive.confirm')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
