import {
  Alert,
  Button,
  Checkbox,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
  Title,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts } from '../../../../../core/contract/index.ts';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { useCommand } from '../../../hooks/use-command.ts';
import { useSlice } from '../../../stores/context.tsx';
import { FolderChoice } from '../../media/folder-choice.tsx';
import { download } from './download.ts';
import { isFileName, usualFileName } from './file-name.ts';

interface SaveDialogProps {
  readonly text: string;
  readonly onClose: () => void;
}

/** Keeps the configuration as a file: on this computer, or in a folder of the machine where Sluice runs. */
export function SaveDialog({ text, onClose }: SaveDialogProps): ReactNode {
  const { t } = useTranslation(['content', 'common']);
  const id = useId();
  const isBrowser = useSlice('connection', ({ info }) => info?.shell !== 'electron');
  const writing = useCommand('files.write');
  const [name, setName] = useState(usualFileName);
  const [folder, setFolder] = useState<PathFacts>();
  const [replace, setReplace] = useState(false);
  const isUsable = isFileName(name);
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={t('save.title')} labelId={`${id}-title`} />
      <ModalBody tabIndex={0} aria-label={t('save.title')}>
        <div className="sluice-content-stack">
          <FormGroup label={t('save.name')} fieldId={`${id}-name`}>
            <TextInput
              id={`${id}-name`}
              value={name}
              validated={isUsable ? 'default' : 'error'}
              aria-describedby={`${id}-help`}
              onChange={(_event, next) => setName(next)}
            />
            <FormHelperText>
              <HelperText>
                <HelperTextItem id={`${id}-help`} variant={isUsable ? 'default' : 'error'}>
                  {t('save.nameHelp')}
                </HelperTextItem>
              </HelperText>
            </FormHelperText>
          </FormGroup>
          {isBrowser && (
            <div>
              <Button variant="secondary" isDisabled={!isUsable} onClick={() => download(name, text)}>
                {t('save.download')}
              </Button>
            </div>
          )}
          <section aria-labelledby={`${id}-there`} className="sluice-content-stack">
            <Title headingLevel="h2" size="md" id={`${id}-there`}>
              {t(isBrowser ? 'save.there' : 'save.folder')}
            </Title>
            <FolderChoice purpose="output-folder" value={folder} onChange={setFolder} />
            <Checkbox
              id={`${id}-replace`}
              label={t('save.replace')}
              isChecked={replace}
              onChange={(_event, next) => setReplace(next)}
            />
          </section>
          {writing.state.kind === 'failed' && <MessageAlert level="error" message={writing.state.error} />}
          {writing.state.kind === 'done' && (
            <Alert
              isInline
              variant="success"
              component="p"
              title={t('save.done', { place: writing.state.value.display })}
            />
          )}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button
          isDisabled={!isUsable || folder === undefined}
          isLoading={writing.state.kind === 'working'}
          onClick={() =>
            folder !== undefined && void writing.run({ token: folder.token, name, text, replace })
          }
        >
          {t('save.write')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
