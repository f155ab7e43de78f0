import {
  Alert,
  Button,
  Checkbox,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextArea,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandOutput, EnclaveSets, EnclaveView, PathFacts } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { FileChoice } from '../media/file-choice.tsx';

interface ReadReceiptDialogProps {
  readonly enclave: Pick<EnclaveView, 'id' | 'name'>;
  readonly onRead: (sets: EnclaveSets) => void;
  readonly onClose: () => void;
}

/** Takes a receipt as text or as a file. That it counts against an earlier one is only asked when it contradicts. */
export function ReadReceiptDialog({ enclave, onRead, onClose }: ReadReceiptDialogProps): ReactNode {
  const { t } = useTranslation(['receipts', 'common']);
  const id = useId();
  const [text, setText] = useState('');
  const [file, setFile] = useState<PathFacts>();
  const [replace, setReplace] = useState(false);
  const { state, run, reset } = useCommand('receipts.read');
  const contradicts = state.kind === 'failed' && state.error.code === 'RECEIPT_CONTRADICTS';
  const isEmpty = text.trim() === '' && file === undefined;
  const change = (apply: () => void): void => {
    reset();
    setReplace(false);
    apply();
  };
  const read = async (): Promise<void> => {
    if (isEmpty) return;
    const from =
      file === undefined ? ({ kind: 'text', text } as const) : ({ kind: 'file', file: file.token } as const);
    const answer = await run({ enclaveId: enclave.id, from, replace });
    if (answer !== undefined) onRead(answer.sets);
  };
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader labelId={`${id}-title`} title={t('read.title', { name: enclave.name })} />
      <ModalBody>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            void read();
          }}
        >
          <FormGroup label={t('read.text')} fieldId={`${id}-text`}>
            <TextArea
              id={`${id}-text`}
              value={text}
              rows={4}
              autoFocus
              spellCheck={false}
              autoComplete="off"
              className="sluice-mono"
              aria-describedby={`${id}-help`}
              onChange={(_event, next) => change(() => setText(next))}
            />
            <FormHelperText>
              <HelperText>
                <HelperTextItem id={`${id}-help`}>{t('read.textHelp')}</HelperTextItem>
              </HelperText>
            </FormHelperText>
          </FormGroup>
          <FormGroup label={t('read.file')} role="group">
            <FileChoice
              purpose="receipt-file"
              label={t('read.file')}
              value={file}
              onChange={(facts) => change(() => setFile(facts))}
            />
          </FormGroup>
        </Form>
        {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
        {(contradicts || replace) && (
          <Checkbox
            id={`${id}-replace`}
            label={t('read.replace')}
            isChecked={replace}
            onChange={(_event, checked) => setReplace(checked)}
          />
        )}
        {state.kind === 'done' && <Outcome read={state.value} />}
      </ModalBody>
      <ModalFooter>
        <GuardedButton
          variant="primary"
          isLoading={state.kind === 'working'}
          reason={isEmpty ? t('read.nothing') : undefined}
          onClick={() => void read()}
        >
          {t('read.confirm')}
        </GuardedButton>
        <Button variant="link" onClick={onClose}>
          {t(state.kind === 'done' ? 'read.close' : 'common:action.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function Outcome({ read }: { readonly read: CommandOutput<'receipts.read'> }): ReactNode {
  const { t } = useTranslation('receipts');
  const { outcome, generation, result, signerName, findings } = read;
  const title =
    outcome !== 'recorded'
      ? t(`read.${outcome}`)
      : generation === undefined || result === undefined
        ? t('read.stated')
        : t('read.recorded', { generation, result: t(`result.${result}`) });
  return (
    <>
      <Alert
        isInline
        isLiveRegion
        variant={outcome === 'ignored' ? 'warning' : 'success'}
        title={title}
        component="p"
      >
        {signerName !== undefined && t('read.signedBy', { name: signerName })}
      </Alert>
      {findings.map((message) => (
        <MessageAlert key={message.code} level="warning" message={message} />
      ))}
    </>
  );
}
