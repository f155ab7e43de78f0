import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button does, as a verb. */
  readonly confirm: string;
  /** What the other button does, where "Cancel" would be unclear. */
  readonly keep?: string;
  readonly isDanger?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. Closing, Escape and the focused button all keep things as they are. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { t } = useTranslation('common');
  const { title, children, confirm, keep, isDanger = false, onConfirm, onClose } = props;
  return (
    <Modal
      isOpen
      variant="small"
      onClose={onClose}
      aria-labelledby="confirm-title"
      aria-describedby="confirm-body"
    >
      <ModalHeader
        title={title}
        labelId="confirm-title"
        {...(isDanger && { titleIconVariant: 'warning' as const })}
      />
      <ModalBody id="confirm-body">{children}</ModalBody>
      <ModalFooter>
        <Button variant={isDanger ? 'danger' : 'primary'} onClick={onConfirm}>
          {confirm}
        </Button>
        <Button variant="link" autoFocus onClick={onClose}>
          {keep ?? t('action.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
