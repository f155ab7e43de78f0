import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useId, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentSource, RegistryPlace } from '../../../../../core/contract/index.ts';
import { GuardedButton } from '../../../components/guarded-button.tsx';
import { ContentStep } from '../../content/content-step.tsx';
import type { ShownColumn } from '../matrix-context.tsx';

interface ContentDialogProps {
  readonly shown: ShownColumn;
  readonly registry: RegistryPlace | undefined;
  readonly onKeep: (yaml: string) => void;
  readonly onClose: () => void;
}

/** One enclave's configuration with all its forms and its YAML: for what has no tick in the matrix. */
export function ContentDialog({ shown, registry, onKeep, onClose }: ContentDialogProps): ReactNode {
  const { t } = useTranslation(['matrix', 'common']);
  const { enclave, entry } = shown;
  const [start] = useState(entry.yaml);
  const [yaml, setYaml] = useState(start);
  const id = useId();
  const source = useMemo<ContentSource>(
    () => (registry === undefined ? { kind: 'upstream' } : { kind: 'registry', place: registry }),
    [registry],
  );
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader labelId={`${id}-title`} title={t('edit.title', { name: enclave.name })} />
      <ModalBody>
        {start !== entry.yaml && <Alert isInline variant="warning" component="p" title={t('edit.changed')} />}
        <ContentStep site="enterprise" source={source} yaml={yaml} onChange={setYaml} />
      </ModalBody>
      <ModalFooter>
        <GuardedButton
          variant="primary"
          reason={yaml === entry.yaml ? t('edit.unchanged') : undefined}
          onClick={() => onKeep(yaml)}
        >
          {t('edit.keep')}
        </GuardedButton>
        <Button variant="link" onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
