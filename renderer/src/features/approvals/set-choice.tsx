import { Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useSlice } from '../../stores/context.tsx';
import { FolderBrowser } from '../media/folder-browser.tsx';

/** Whose images are asked about: those that were planned, or those of a set in a folder. */
export function SetChoice({
  value,
  onChange,
}: {
  readonly value: PathFacts | undefined;
  readonly onChange: (facts: PathFacts | undefined) => void;
}): ReactNode {
  const { t } = useTranslation('approvals');
  const hasDialogs = useSlice('connection', ({ info }) => info?.capabilities.nativeDialogs === true);
  const pick = useCommand('dialogs.pick');
  const [isOpen, setOpen] = useState(false);
  const choose = async (): Promise<void> => {
    if (!hasDialogs) return setOpen(true);
    const answer = await pick.run({ purpose: 'archive-in' });
    if (answer?.picked !== undefined && answer.picked !== null) onChange(answer.picked);
  };
  return (
    <>
      <GuardedButton variant="secondary" onClick={() => void choose()}>
        {t('chooseSet')}
      </GuardedButton>
      {value !== undefined && (
        <>
          <span>
            {t('ofSet')} <span className="sluice-mono">{value.display}</span>
          </span>
          <Button variant="link" isInline onClick={() => onChange(undefined)}>
            {t('ofPlan')}
          </Button>
        </>
      )}
      {pick.state.kind === 'failed' && <MessageAlert level="error" message={pick.state.error} />}
      {isOpen && (
        <FolderBrowser
          purpose="archive-in"
          onClose={() => setOpen(false)}
          onChoose={(facts) => {
            setOpen(false);
            onChange(facts);
          }}
        />
      )}
    </>
  );
}
