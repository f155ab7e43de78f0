import {
  Alert,
  Button,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '../../../components/guarded-button.tsx';
import { useMatrix, type ShownColumn } from '../matrix-context.tsx';
import { DifferenceList } from './difference-list.tsx';

interface PairDialogProps {
  readonly what: 'compare' | 'copy';
  /** The enclave that it was asked for at. */
  readonly firstId: string;
  readonly onCopy: (from: ShownColumn, to: ShownColumn) => void;
  readonly onClose: () => void;
}

/** Two enclaves beside each other; asked to, the first one's content is given to the second one as well. */
export function PairDialog({ what, firstId, onCopy, onClose }: PairDialogProps): ReactNode {
  const { t } = useTranslation(['matrix', 'common']);
  const { columns } = useMatrix();
  const [mode, setMode] = useState(what);
  const [ids, setIds] = useState({
    a: firstId,
    b: columns.find(({ enclave }) => enclave.id !== firstId)?.enclave.id ?? firstId,
  });
  const id = useId();
  const [a, b] = [ids.a, ids.b].map((wanted) => columns.find(({ enclave }) => enclave.id === wanted));
  const isCopy = mode === 'copy';
  const reason =
    a === undefined || b === undefined || a === b
      ? t('compare.another')
      : a.entry.yaml === b.entry.yaml
        ? t('compare.sameText')
        : undefined;
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader labelId={`${id}-title`} title={t(isCopy ? 'copy.title' : 'compare.title')} />
      <ModalBody>
        <div className="sluice-stack">
          <Form className="sluice-matrix-pair" onSubmit={(event) => event.preventDefault()}>
            {(['a', 'b'] as const).map((side) => (
              <FormGroup
                key={side}
                label={t(isCopy ? `copy.${side}` : `compare.${side}`)}
                fieldId={`${id}-${side}`}
              >
                <FormSelect
                  id={`${id}-${side}`}
                  value={ids[side]}
                  onChange={(_event, chosen) => setIds({ ...ids, [side]: chosen })}
                >
                  {columns.map(({ enclave }) => (
                    <FormSelectOption key={enclave.id} value={enclave.id} label={enclave.name} />
                  ))}
                </FormSelect>
              </FormGroup>
            ))}
          </Form>
          {a === undefined || b === undefined || a === b ? (
            <p>{t('compare.another')}</p>
          ) : (
            <>
              {isCopy && (
                <Alert
                  isInline
                  variant="warning"
                  component="p"
                  title={t('copy.warning', { a: a.enclave.name, b: b.enclave.name })}
                />
              )}
              <DifferenceList a={a} b={b} />
            </>
          )}
        </div>
      </ModalBody>
      <ModalFooter>
        {isCopy ? (
          <GuardedButton
            variant="primary"
            reason={reason}
            onClick={() => a !== undefined && b !== undefined && onCopy(a, b)}
          >
            {t('copy.confirm', { b: b?.enclave.name ?? '' })}
          </GuardedButton>
        ) : (
          <GuardedButton variant="secondary" reason={reason} onClick={() => setMode('copy')}>
            {t('compare.copy')}
          </GuardedButton>
        )}
        <Button variant="link" onClick={onClose}>
          {t(isCopy ? 'common:action.cancel' : 'common:action.close')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
