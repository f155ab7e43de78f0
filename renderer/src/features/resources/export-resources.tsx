import { ExpandableSection, List, ListItem } from '@patternfly/react-core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FinishChoices, PathFacts } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LevelText } from '../../components/level-text.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { FolderChoice } from '../media/folder-choice.tsx';
import type { ResourcesOf } from './resources-view.tsx';

interface ExportResourcesProps {
  readonly of: ResourcesOf;
  /** Copies the files finished with these. */
  readonly choices?: FinishChoices;
  /** Why they cannot be copied now. */
  readonly reason?: string | undefined;
}

/** Copies the files into a folder, to carry them to where `oc` is. */
export function ExportResources({ of, choices, reason }: ExportResourcesProps): ReactNode {
  const { t } = useTranslation('resources');
  const [isOpen, setOpen] = useState(false);
  const [folder, setFolder] = useState<PathFacts>();
  const { state, run, reset } = useCommand('resources.export');
  // What was copied before says nothing about other choices.
  useEffect(reset, [choices, reset]);
  return (
    <ExpandableSection
      toggleText={t(choices === undefined ? 'export' : 'finish.export')}
      isExpanded={isOpen}
      onToggle={(_event, open) => setOpen(open)}
    >
      {isOpen && (
        <div className="sluice-resources">
          <FolderChoice
            purpose="output-folder"
            value={folder}
            onChange={(facts) => {
              setFolder(facts);
              reset();
            }}
          />
          {folder !== undefined && (
            <div>
              <GuardedButton
                isLoading={state.kind === 'working'}
                reason={reason}
                onClick={() => void run({ of, to: folder.token, ...(choices !== undefined && { choices }) })}
              >
                {t('exportDo')}
              </GuardedButton>
            </div>
          )}
          {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
          {state.kind === 'done' && (
            <div role="status">
              <LevelText level="success">{t('exported', { count: state.value.files.length })}</LevelText>
              <List isPlain className="sluice-mono">
                {state.value.files.map((name) => (
                  <ListItem key={name}>{name}</ListItem>
                ))}
              </List>
            </div>
          )}
        </div>
      )}
    </ExpandableSection>
  );
}
