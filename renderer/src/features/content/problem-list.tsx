import { Alert, Button, ExpandableSection, List, ListItem } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigProblemView } from '../../../../core/contract/index.ts';
import { Gap } from '../../components/gap.tsx';
import { LevelText } from '../../components/level-text.tsx';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDocumentSlice } from './content-context.tsx';
import type { EditorPlace } from './editor/yaml-editor.tsx';

/** Problems told at once; the rest is counted, and marked in the text. */
const told = 20;
const ranks = { error: 0, warning: 1, note: 2 } as const;

/** What is wrong with the configuration, each with a link to its line. Errors are open; hints are folded away. */
export function ProblemList({ onGo }: { readonly onGo: (place: EditorPlace) => void }): ReactNode {
  const { t } = useTranslation('content');
  const view = useDocumentSlice((state) => state.view);
  const [isOpen, setIsOpen] = useState<boolean>();
  const problems = (view?.problems ?? []).toSorted(
    (a, b) => ranks[a.level] - ranks[b.level] || a.line - b.line,
  );
  if (problems.length === 0) return null;
  const errors = problems.filter(({ level }) => level === 'error').length;
  const list = (
    <List isPlain aria-label={t('problems.name')}>
      {problems.slice(0, told).map((problem) => (
        <ListItem key={`${problem.line} ${problem.column} ${problem.message.code}`}>
          <Problem problem={problem} onGo={onGo} />
        </ListItem>
      ))}
      {problems.length > told && <ListItem>{t('problems.more', { count: problems.length - told })}</ListItem>}
    </List>
  );
  if (errors > 0) {
    return (
      <Alert isInline variant="danger" component="p" title={t('problems.errors', { count: errors })}>
        {list}
      </Alert>
    );
  }
  return (
    <ExpandableSection
      toggleText={t('problems.hints', { count: problems.length })}
      isExpanded={isOpen ?? false}
      onToggle={(_event, open) => setIsOpen(open)}
    >
      {list}
    </ExpandableSection>
  );
}

function Problem({
  problem,
  onGo,
}: {
  readonly problem: ConfigProblemView;
  readonly onGo: (place: EditorPlace) => void;
}): ReactNode {
  const { t } = useTranslation('content');
  const { level, message, line, column } = problem;
  const { what, next } = messageWords(message, useLanguage());
  return (
    <LevelText level={level}>
      <Button variant="link" isInline onClick={() => onGo({ line, column })}>
        {t('problems.line', { line })}
      </Button>
      {t('colon')}
      {what}
      <Gap />
      {next}
    </LevelText>
  );
}
