import { ExpandableSection, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogFinding } from '../../../../../core/contract/index.ts';
import { Gap } from '../../../components/gap.tsx';
import { LevelText } from '../../../components/level-text.tsx';
import { messageWords } from '../../../i18n/message-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';

const ranks = { error: 0, warning: 1, note: 2 } as const;
/** Findings shown at once; the rest is folded away. */
const shown = 6;

/** Findings in words with what to do next, the worst first. */
export function FindingList({
  title,
  findings,
}: {
  readonly title: string;
  readonly findings: readonly CatalogFinding[];
}): ReactNode {
  const { t } = useTranslation('operators');
  if (findings.length === 0) return null;
  const inOrder = findings.toSorted((a, b) => ranks[a.level] - ranks[b.level]);
  const rest = inOrder.slice(shown);
  return (
    <section aria-label={title} className="sluice-content-details">
      <strong>{title}</strong>
      <Findings label={title} findings={inOrder.slice(0, shown)} />
      {rest.length > 0 && (
        <ExpandableSection toggleText={t('more', { count: rest.length })}>
          <Findings label={title} findings={rest} />
        </ExpandableSection>
      )}
    </section>
  );
}

function Findings({
  label,
  findings,
}: {
  readonly label: string;
  readonly findings: readonly CatalogFinding[];
}): ReactNode {
  const language = useLanguage();
  return (
    <List isPlain aria-label={label}>
      {findings.map(({ level, message }, at) => {
        const { what, next } = messageWords(message, language);
        return (
          // Findings have no name of their own, and never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <ListItem key={at}>
            <LevelText level={level}>
              {what}
              <Gap />
              {next}
            </LevelText>
          </ListItem>
        );
      })}
    </List>
  );
}
