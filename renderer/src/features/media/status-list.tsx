import { List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import type { DriveStatus } from '../../../../core/contract/index.ts';
import { Gap } from '../../components/gap.tsx';
import { LevelText } from '../../components/level-text.tsx';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** What speaks for or against a drive or an archive, each with what to do about it. */
export function StatusList({
  statuses,
  label,
}: {
  readonly statuses: readonly DriveStatus[];
  readonly label: string;
}): ReactNode {
  const language = useLanguage();
  if (statuses.length === 0) return null;
  return (
    <List isPlain aria-label={label}>
      {statuses.map(({ level, message }) => {
        const { what, next } = messageWords(message, language);
        return (
          <ListItem key={`${message.code} ${JSON.stringify(message.params)}`}>
            <LevelText level={level}>
              {what}
              {next !== '' && (
                <>
                  <Gap />
                  <span className="sluice-hint">{next}</span>
                </>
              )}
            </LevelText>
          </ListItem>
        );
      })}
    </List>
  );
}
