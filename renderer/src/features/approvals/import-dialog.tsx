import {
  Alert,
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { FileChoice } from '../media/file-choice.tsx';

/** Takes in one report after the other; stays open, for there are many. */
export function ImportDialog({
  onClose,
  onImported,
}: {
  readonly onClose: () => void;
  readonly onImported: () => void;
}): ReactNode {
  const { t } = useTranslation(['approvals', 'common']);
  const { state, run } = useCommand('approvals.takeIn');
  const [file, setFile] = useState<PathFacts>();
  const [digest, setDigest] = useState('');
  const [scannedAt, setScannedAt] = useState('');
  const [databaseDate, setDatabaseDate] = useState('');
  const id = useId();
  const take = async (): Promise<void> => {
    if (file === undefined) return;
    const done = await run({
      report: file.token,
      ...(digest.trim() !== '' && { digest: digest.trim() }),
      ...(scannedAt !== '' && { scannedAt: `${scannedAt}T00:00:00.000Z` }),
      ...(databaseDate !== '' && { databaseDate: `${databaseDate}T00:00:00.000Z` }),
    });
    if (done === undefined) return;
    setFile(undefined);
    setDigest('');
    onImported();
  };
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={t('import.title')} description={t('import.lead')} labelId={`${id}-title`} />
      <ModalBody>
        <Form>
          <FormGroup label={t('import.file')} role="group">
            <FileChoice purpose="report-file" value={file} onChange={setFile} label={t('import.file')} />
          </FormGroup>
          <Stated id={`${id}-digest`} label={t('import.digest')} help={t('import.digestHelp')}>
            <TextInput
              id={`${id}-digest`}
              value={digest}
              placeholder="sha256:…"
              aria-describedby={`${id}-digest-help`}
              onChange={(_event, value) => setDigest(value)}
            />
          </Stated>
          <Stated id={`${id}-scanned`} label={t('import.scannedAt')} help={t('import.dateHelp')}>
            <TextInput
              id={`${id}-scanned`}
              type="date"
              value={scannedAt}
              aria-describedby={`${id}-scanned-help`}
              onChange={(_event, value) => setScannedAt(value)}
            />
          </Stated>
          <Stated id={`${id}-database`} label={t('import.databaseDate')} help={t('import.dateHelp')}>
            <TextInput
              id={`${id}-database`}
              type="date"
              value={databaseDate}
              aria-describedby={`${id}-database-help`}
              onChange={(_event, value) => setDatabaseDate(value)}
            />
          </Stated>
        </Form>
        {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
        {state.kind === 'done' && (
          <Alert
            isInline
            variant="success"
            component="p"
            title={t('import.done', {
              report: state.value.report,
              tool: state.value.tool,
              count: state.value.findings,
            })}
          >
            <span className="sluice-mono">{t('import.sum', { sha256: state.value.sha256 })}</span>
          </Alert>
        )}
        {state.kind === 'done' &&
          state.value.notices.map((message) => (
            <MessageAlert key={message.code} level="warning" message={message} />
          ))}
      </ModalBody>
      <ModalFooter>
        <Button
          variant="primary"
          isDisabled={file === undefined}
          isLoading={state.kind === 'working'}
          onClick={() => void take()}
        >
          {t('import.confirm')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

/** Something that only counts where the report does not say it. */
function Stated({
  id,
  label,
  help,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <FormGroup label={label} fieldId={id}>
      {children}
      <FormHelperText>
        <HelperText>
          <HelperTextItem id={`${id}-help`}>{help}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}
