import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flow, WireError } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useStores } from '../../stores/context.tsx';
import type { DraftSaving } from '../../stores/drafts.ts';

/** Whether what was entered is kept, in a few words. */
export function SavingText({ saving }: { readonly saving: DraftSaving }): ReactNode {
  const { t } = useTranslation('wizard');
  return <span className="sluice-saving">{t(`saving.${saving.kind}`)}</span>;
}

/** Why it is not kept, with what to do about it. */
export function SavingProblem({
  flow,
  saving,
}: {
  readonly flow: Flow;
  readonly saving: DraftSaving;
}): ReactNode {
  const { t } = useTranslation('common');
  const { drafts } = useStores();
  if (saving.kind === 'conflict') return <ConflictDialog flow={flow} />;
  if (saving.kind !== 'failed') return null;
  return (
    <MessageAlert
      level="error"
      message={saving.error}
      actions={
        <Button variant="link" isInline onClick={() => void drafts.getState().flush(flow)}>
          {t('action.retry')}
        </Button>
      }
    />
  );
}

/** Two windows changed the same draft: nothing is thrown away without being asked. */
function ConflictDialog({ flow }: { readonly flow: Flow }): ReactNode {
  const { t } = useTranslation('wizard');
  const { drafts } = useStores();
  const [error, setError] = useState<WireError>();
  const settle = (choice: 'takeTheirs' | 'keepMine'): void => {
    const slice = drafts.getState();
    const settled = choice === 'takeTheirs' ? slice.takeTheirs(flow) : slice.keepMine(flow);
    settled.catch((failure: unknown) => setError(asWireError(failure)));
  };
  return (
    <Modal isOpen variant="small" aria-labelledby="conflict-title" aria-describedby="conflict-body">
      <ModalHeader title={t('conflict.title')} labelId="conflict-title" titleIconVariant="warning" />
      <ModalBody id="conflict-body">
        <p>{t('conflict.body')}</p>
        {error !== undefined && <MessageAlert level="error" message={error} />}
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={() => settle('takeTheirs')}>
          {t('conflict.theirs')}
        </Button>
        <Button variant="secondary" onClick={() => settle('keepMine')}>
          {t('conflict.mine')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
