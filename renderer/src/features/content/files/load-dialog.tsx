import {
  Alert,
  Button,
  Content,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Title,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type PathFacts } from '../../../../../core/contract/index.ts';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { useCommand } from '../../../hooks/use-command.ts';
import { useSlice } from '../../../stores/context.tsx';
import { FileChoice } from '../../media/file-choice.tsx';
import { readPickedFile, type PickedFile } from './read-picked-file.ts';
import { Templates } from './templates.tsx';

interface LoadDialogProps {
  readonly onLoad: (text: string) => void;
  readonly onClose: () => void;
}

/** Where a configuration comes from: this computer, the machine where Sluice runs, or a template. */
export function LoadDialog({ onLoad, onClose }: LoadDialogProps): ReactNode {
  const { t } = useTranslation(['content', 'common']);
  const id = useId();
  const isBrowser = useSlice('connection', ({ info }) => info?.shell !== 'electron');
  const reading = useCommand('files.read');
  const [chosen, setChosen] = useState<PathFacts>();
  const [refused, setRefused] = useState<Exclude<PickedFile, { readonly kind: 'text' }>>();
  const take = (text: string): void => {
    onLoad(text);
    onClose();
  };
  const pick = async (file: File | undefined): Promise<void> => {
    setRefused(undefined);
    if (file === undefined) return;
    const picked = await readPickedFile(file);
    if (picked.kind === 'text') take(picked.text);
    else setRefused(picked);
  };
  const choose = async (facts: PathFacts | undefined): Promise<void> => {
    setChosen(facts);
    reading.reset();
    if (facts === undefined) return;
    const file = await reading.run({ token: facts.token });
    if (file !== undefined) take(file.text);
  };
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={t('load.title')} labelId={`${id}-title`} description={t('load.lead')} />
      <ModalBody tabIndex={0} aria-label={t('load.title')}>
        <div className="sluice-content-stack">
          {isBrowser && (
            <FormGroup label={t('load.here')} fieldId={`${id}-file`}>
              <input
                id={`${id}-file`}
                type="file"
                accept=".yaml,.yml,text/yaml,application/yaml"
                onChange={(event) => void pick(event.target.files?.[0])}
              />
            </FormGroup>
          )}
          {refused !== undefined && (
            <Alert isInline variant="danger" component="p" title={refusal(refused, t)} />
          )}
          <section aria-labelledby={`${id}-host`}>
            <Title headingLevel="h2" size="md" id={`${id}-host`}>
              {t(isBrowser ? 'load.there' : 'load.file')}
            </Title>
            <FileChoice
              purpose="config-file"
              value={chosen}
              onChange={(facts) => void choose(facts)}
              label={t('load.file')}
            />
            {reading.state.kind === 'failed' && <MessageAlert level="error" message={reading.state.error} />}
          </section>
          <section aria-labelledby={`${id}-templates`}>
            <Title headingLevel="h2" size="md" id={`${id}-templates`}>
              {t('load.templates')}
            </Title>
            <Templates onChoose={take} />
          </section>
          <Content component="small">{t('load.undo')}</Content>
        </div>
      </ModalBody>
      <ModalFooter>
        <Button variant="link" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function refusal(
  refused: Exclude<PickedFile, { readonly kind: 'text' }>,
  t: ReturnType<typeof useTranslation<['content', 'common']>>['t'],
): string {
  const { name } = refused;
  switch (refused.kind) {
    case 'too-large':
      return t('load.tooLarge', { name, size: formatBytes(refused.size), limit: formatBytes(refused.limit) });
    case 'no-text':
      return t('load.noText', { name });
    case 'unreadable':
      return t('load.unreadable', { name });
  }
}
