import { ExpandableSection, List, ListItem } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LevelText } from '../../components/level-text.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { FolderChoice } from '../media/folder-choice.tsx';
import type { ResourcesOf } from './resources-view.tsx';

/** Copies the files into a folder, to carry them to where `oc` is. */
export function ExportResources({ of }: { readonly of: ResourcesOf }): ReactNode {
  const { t } = useTranslation('resources');
  const [isOpen, setOpen] = useState(false);
  const [folder, setFolder] = useState<PathFacts>();
  const { state, run, reset } = useCommand('resources.export');
  return (
    <ExpandableSection
      toggleText={t('export')}
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
                onClick={() => void run({ of, to: folder.token })}
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
