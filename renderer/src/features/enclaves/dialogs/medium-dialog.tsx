import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader, Title } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type PathFacts } from '../../../../../core/contract/index.ts';
import { GuardedButton } from '../../../components/guarded-button.tsx';
import { useSlice } from '../../../stores/context.tsx';
import { MediumChoice } from '../../flows/medium-choice.tsx';
import { useMatrix, type ShownColumn } from '../matrix-context.tsx';
import { mediumKey } from '../rules/media.ts';
import { figuresOf } from '../stores/create-counts.ts';

interface MediumDialogProps {
  readonly shown: ShownColumn;
  readonly onChoose: (folder: PathFacts) => void;
  readonly onClose: () => void;
}

/** Where the next set of an enclave goes. The export for enclaves begins with it, and can still choose another. */
export function MediumDialog({ shown, onChoose, onClose }: MediumDialogProps): ReactNode {
  const { t } = useTranslation(['matrix', 'content', 'common']);
  const { media } = useMatrix();
  const practice = useSlice('practice', (slice) => slice.state.running);
  const { enclave, destination, count } = shown;
  const [folder, setFolder] = useState(destination?.facts);
  const id = useId();
  const others = othersOn(folder, media, enclave.id);
  const isSame = folder !== undefined && folder.token === (destination?.facts?.token ?? enclave.to);
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader
        labelId={`${id}-title`}
        title={t('medium.title', { name: enclave.name })}
        description={t('medium.lead')}
      />
      <ModalBody>
        <div className="sluice-stack">
          <Title headingLevel="h2" size="lg">
            {t('medium.where')}
          </Title>
          <MediumChoice
            name={enclave.name}
            value={folder}
            need={figuresOf(count)?.writeBytes}
            practice={practice}
            usual={enclave.driveId}
            usualFolder={enclave.to}
            onChange={setFolder}
          />
          {others.length > 0 && (
            <Alert
              isInline
              variant="info"
              component="p"
              title={t('medium.shared', {
                names: others.map(({ name }) => name).join(t('content:listSeparator')),
                size: formatBytes(others.reduce((sum, { figures }) => sum + (figures?.writeBytes ?? 0), 0)),
              })}
            />
          )}
        </div>
      </ModalBody>
      <ModalFooter>
        <GuardedButton
          variant="primary"
          reason={folder === undefined ? t('medium.chooseFirst') : isSame ? t('medium.same') : undefined}
          onClick={() => folder !== undefined && onChoose(folder)}
        >
          {t('medium.confirm')}
        </GuardedButton>
        <Button variant="link" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

/** Enclaves whose sets go to the same medium. */
function othersOn(
  folder: PathFacts | undefined,
  media: ReturnType<typeof useMatrix>['media'],
  enclaveId: string,
): ReturnType<typeof useMatrix>['media'][number]['passengers'] {
  if (folder === undefined) return [];
  const key = mediumKey({ driveId: folder.driveId, facts: folder, lastSeen: undefined });
  return media.find((medium) => medium.key === key)?.passengers.filter(({ id }) => id !== enclaveId) ?? [];
}
