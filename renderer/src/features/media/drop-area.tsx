import { Alert } from '@patternfly/react-core';
import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts, PathPurpose, WireError } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useClient } from '../../stores/context.tsx';
import { isFilePurpose } from './purposes.ts';

type DropFault =
  | { readonly kind: 'browser' }
  | { readonly kind: 'many' }
  | { readonly kind: 'failed'; readonly error: WireError };

/**
 * Takes a folder or file that is dropped onto it. In the window its path becomes a token; a browser page never learns
 * where it lies, and says so. Dropping is never the only way.
 */
export function DropArea({
  purpose,
  isDisabled,
  onDropped,
  children,
}: {
  readonly purpose: PathPurpose;
  readonly isDisabled: boolean;
  readonly onDropped: (facts: PathFacts) => void;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation('media');
  const { dropped } = useClient();
  const [isOver, setOver] = useState(false);
  const [fault, setFault] = useState<DropFault>();
  const words = isFilePurpose(purpose) ? 'file' : 'folder';

  const take = async (files: readonly File[]): Promise<void> => {
    const [file, ...others] = files;
    if (file === undefined) return;
    if (dropped === undefined) return setFault({ kind: 'browser' });
    if (others.length > 0) return setFault({ kind: 'many' });
    try {
      const facts = await dropped(file, purpose);
      setFault(undefined);
      onDropped(facts);
    } catch (error) {
      setFault({ kind: 'failed', error: asWireError(error) });
    }
  };
  const hold = (event: DragEvent): void => {
    event.preventDefault();
    setOver(!isDisabled);
  };
  return (
    <div
      className={isOver ? 'sluice-drop sluice-drop-over' : 'sluice-drop'}
      onDragOver={hold}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        // Without this the page would be left for what was dropped.
        event.preventDefault();
        setOver(false);
        if (!isDisabled) void take([...event.dataTransfer.files]);
      }}
    >
      {children}
      {dropped !== undefined && !isDisabled && <p className="sluice-hint">{t(`${words}.dropHint`)}</p>}
      {fault?.kind === 'browser' && (
        <Alert isInline variant="info" component="p" title={t(`${words}.dropBrowser`)} />
      )}
      {fault?.kind === 'many' && (
        <Alert isInline variant="info" component="p" title={t(`${words}.dropMany`)} />
      )}
      {fault?.kind === 'failed' && <MessageAlert level="error" message={fault.error} />}
    </div>
  );
}
