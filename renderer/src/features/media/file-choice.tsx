import { Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts, PathPurpose } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { useSlice } from '../../stores/context.tsx';
import { DropArea } from './drop-area.tsx';
import { FolderBrowser } from './folder-browser.tsx';
import './media.css';
import { useChosen } from './use-chosen.ts';

export interface FileChoiceProps {
  readonly purpose: Exclude<PathPurpose, 'archive-out' | 'archive-in' | 'output-folder' | 'chart-folder'>;
  readonly value: PathFacts | undefined;
  readonly onChange: (facts: PathFacts | undefined) => void;
  /** What the file is, as a field is named. */
  readonly label: string;
}

/** One file of the machine where Sluice runs. */
export function FileChoice({ purpose, value, onChange, label }: FileChoiceProps): ReactNode {
  const { t } = useTranslation('media');
  const isViewer = useIsViewer();
  const hasDialogs = useSlice('connection', ({ info }) => info?.capabilities.nativeDialogs === true);
  const pick = useCommand('dialogs.pick');
  const [isOpen, setOpen] = useState(false);
  const gone = useChosen(value, onChange);
  const start = async (): Promise<void> => {
    if (!hasDialogs) return setOpen(true);
    const answer = await pick.run({ purpose });
    if (answer?.picked !== undefined && answer.picked !== null) onChange(answer.picked);
  };
  return (
    <DropArea purpose={purpose} isDisabled={isViewer} onDropped={onChange}>
      <div role="group" aria-label={label} className="sluice-file">
        <span className={value === undefined ? undefined : 'sluice-mono'}>
          {value === undefined ? t('file.none') : value.display}
        </span>
        <GuardedButton
          variant="secondary"
          isLoading={pick.state.kind === 'working'}
          aria-label={t(value === undefined ? 'file.chooseFor' : 'file.changeFor', { label })}
          onClick={() => void start()}
        >
          {t(value === undefined ? 'file.choose' : 'file.change')}
        </GuardedButton>
        {value !== undefined && (
          <Button variant="link" isDisabled={isViewer} onClick={() => onChange(undefined)}>
            {t('file.clear')}
          </Button>
        )}
      </div>
      {pick.state.kind === 'failed' && <MessageAlert level="error" message={pick.state.error} />}
      {gone !== undefined && <MessageAlert level="warning" message={gone} />}
      {isOpen && (
        <FolderBrowser
          purpose={purpose}
          onClose={() => setOpen(false)}
          onChoose={(facts) => {
            setOpen(false);
            onChange(facts);
          }}
        />
      )}
    </DropArea>
  );
}
