import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts } from '../../../../core/contract/index.ts';
import { FolderChoice } from '../media/folder-choice.tsx';

interface CompareDialogProps {
  readonly onChoose: (previous: PathFacts) => void;
  readonly onClose: () => void;
}

/** Chooses the set to compare with, where the one before is not found by itself. */
export function CompareDialog({ onChoose, onClose }: CompareDialogProps): ReactNode {
  const { t } = useTranslation(['report', 'common']);
  const id = useId();
  const [folder, setFolder] = useState<PathFacts>();
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={t('compare')} labelId={`${id}-title`} description={t('compareHint')} />
      <ModalBody tabIndex={0} aria-label={t('compare')}>
        <FolderChoice purpose="archive-in" value={folder} onChange={setFolder} />
      </ModalBody>
      <ModalFooter>
        <Button isDisabled={folder === undefined} onClick={() => folder !== undefined && onChoose(folder)}>
          {t('compareNow')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
