import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireError } from '../../../../../core/contract/index.ts';
import { GuardedButton } from '../../../components/guarded-button.tsx';
import { MessageAlert } from '../../../components/message-alert.tsx';

interface EnclaveFrameProps {
  readonly title: string;
  readonly variant: 'small' | 'large';
  readonly fields: ReactNode;
  /** Below the fields. */
  readonly children?: ReactNode;
  readonly error: WireError | undefined;
  /** What can be done about the error. */
  readonly actions?: ReactNode;
  /** On the button that saves. */
  readonly confirm: string;
  readonly isSaving: boolean;
  /** Why it cannot be saved yet. */
  readonly notReady?: string | undefined;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/** The dialog around what an enclave is made of: fields, what went wrong, and saving by button or Enter. */
export function EnclaveFrame(props: EnclaveFrameProps): ReactNode {
  const { title, variant, fields, children, error, actions, confirm, isSaving, notReady, onSave, onClose } =
    props;
  const { t } = useTranslation('common');
  const id = useId();
  return (
    <Modal isOpen variant={variant} onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader labelId={`${id}-title`} title={title} />
      <ModalBody>
        <div className="sluice-stack">
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              if (notReady === undefined) onSave();
            }}
          >
            {fields}
          </Form>
          {children}
          {error !== undefined && <MessageAlert level="error" message={error} actions={actions} />}
        </div>
      </ModalBody>
      <ModalFooter>
        <GuardedButton variant="primary" isLoading={isSaving} reason={notReady} onClick={onSave}>
          {confirm}
        </GuardedButton>
        <Button variant="link" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
