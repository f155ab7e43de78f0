import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts, PathToken, WireError } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useClient } from '../../stores/context.tsx';
import { FolderChoice } from '../media/folder-choice.tsx';
import { ensureFolder, folderName } from './ensure-folder.ts';

export interface MediumChoiceProps {
  /** The enclave's. */
  readonly name: string;
  readonly value: PathFacts | undefined;
  readonly need: number | undefined;
  readonly largestFile?: number | undefined;
  readonly practice: boolean;
  /** The drive that its sets go to. */
  readonly usual: string | undefined;
  /** The folder that its sets go to. */
  readonly usualFolder: PathToken | undefined;
  readonly onChange: (facts: PathFacts | undefined) => void;
}

/** Where the set of an enclave is written. A set at the top of a drive would be in the way of the next one: a folder with the enclave's name is offered. */
export function MediumChoice(props: MediumChoiceProps): ReactNode {
  const { name, value, need, largestFile, practice, usual, usualFolder, onChange } = props;
  const { t } = useTranslation('flows');
  const client = useClient();
  const [error, setError] = useState<WireError>();
  const folder = folderName(name);
  const isOwn = value?.name === folder;
  const make = async (parent: PathToken): Promise<void> => {
    setError(undefined);
    try {
      const made = await ensureFolder(client, parent, folder);
      if (made !== undefined) onChange(made);
    } catch (failure) {
      setError(asWireError(failure));
    }
  };
  // The only practice medium is shared by all sets: each gets its folder without being asked for.
  const wasMade = useRef(false);
  const root = value?.driveId === undefined || isOwn ? undefined : value.token;
  const latest = useRef(make);
  latest.current = make;
  useEffect(() => {
    if (!practice || root === undefined || wasMade.current) return;
    wasMade.current = true;
    void latest.current(root);
  }, [practice, root]);
  return (
    <>
      <FolderChoice
        purpose="archive-out"
        value={value}
        onChange={onChange}
        need={need}
        largestFile={largestFile}
        practice={practice}
        usual={usual}
        usualFolder={usualFolder}
      />
      {value !== undefined && !isOwn && value.writable && (
        <div>
          <GuardedButton variant="secondary" onClick={() => void make(value.token)}>
            {t('media.ownFolder', { folder })}
          </GuardedButton>
        </div>
      )}
      {error !== undefined && <MessageAlert level="error" message={error} />}
    </>
  );
}
