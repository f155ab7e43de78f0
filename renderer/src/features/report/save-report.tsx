import {
  Alert,
  Button,
  Checkbox,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Radio,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatBytes,
  reportFormats,
  type PathFacts,
  type PathToken,
  type ReportFormat,
  type ReportSubject,
} from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { FolderChoice } from '../media/folder-choice.tsx';

interface SaveReportProps {
  readonly of: ReportSubject;
  readonly previous: PathToken | undefined;
  readonly onClose: () => void;
}

/** Saves the whole report in a folder of the machine where Sluice runs, in the language of the page. */
export function SaveReport({ of, previous, onClose }: SaveReportProps): ReactNode {
  const { t } = useTranslation(['report', 'common']);
  const id = useId();
  const language = useLanguage();
  const { state, run } = useCommand('reports.make');
  // A bill of materials is of one set.
  const formats = reportFormats.filter((one) => one !== 'sbom' || of.kind !== 'period');
  const [format, setFormat] = useState<ReportFormat>('html');
  const [folder, setFolder] = useState<PathFacts>();
  const [replace, setReplace] = useState(false);
  const save = (): void => {
    if (folder === undefined) return;
    const asked = { of, ...(previous !== undefined && { previous }), language, format };
    void run({ ...asked, into: folder.token, replace });
  };
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={t('saveTitle')} labelId={`${id}-title`} />
      <ModalBody tabIndex={0} aria-label={t('saveTitle')}>
        <div className="sluice-stack">
          <FormGroup role="radiogroup" label={t('format')} fieldId={`${id}-format`}>
            <div className="sluice-stack">
              {formats.map((one) => (
                <Radio
                  key={one}
                  id={`${id}-${one}`}
                  name={`${id}-format`}
                  label={t(`formats.${one}`)}
                  isChecked={format === one}
                  onChange={() => setFormat(one)}
                />
              ))}
            </div>
          </FormGroup>
          <section aria-label={t('folder')}>
            <FolderChoice purpose="output-folder" value={folder} onChange={setFolder} />
          </section>
          <Checkbox
            id={`${id}-replace`}
            label={t('replace')}
            isChecked={replace}
            onChange={(_event, next) => setReplace(next)}
          />
          {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
          {state.kind === 'done' && (
            <Alert
              isInline
              variant="success"
              component="p"
              title={t('done', { place: state.value.display, bytes: formatBytes(state.value.bytes) })}
            >
              {t('printHint')}
            </Alert>
          )}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button isDisabled={folder === undefined} isLoading={state.kind === 'working'} onClick={save}>
          {t('write')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
