import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  List,
  ListItem,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type PathFacts } from '../../../../core/contract/index.ts';
import { LevelText } from '../../components/level-text.tsx';
import { fitOf } from './fit.ts';
import { SetSummary } from './set-summary.tsx';

/** What is known of the chosen folder, and whether it takes what is to be written. */
export function ChosenPath({
  facts,
  need,
  largestFile,
}: {
  readonly facts: PathFacts;
  readonly need: number | undefined;
  readonly largestFile: number | undefined;
}): ReactNode {
  const { t } = useTranslation(['media', 'common']);
  const notes = fitOf(facts, { need, largestFile });
  const { freeBytes, totalBytes } = facts;
  const space =
    freeBytes === undefined || totalBytes === undefined
      ? t('common:unknown')
      : t('drives.freeOf', { free: formatBytes(freeBytes), total: formatBytes(totalBytes) });
  const entries = [
    { term: t('folder.path'), text: <span className="sluice-mono">{facts.display}</span> },
    { term: t('folder.space'), text: space },
    { term: t('folder.fileSystem'), text: facts.fileSystem ?? t('common:unknown') },
    {
      term: t('folder.fileLimit'),
      text: limitWords(facts, t('common:unknown'), t('folder.noLimit')),
    },
    { term: t('folder.write'), text: t(facts.writable ? 'folder.writable' : 'folder.notWritable') },
    {
      term: t('folder.content'),
      text: facts.set === undefined ? t('folder.contentNone') : <SetSummary brief={facts.set} />,
    },
  ];
  return (
    <>
      <DescriptionList isCompact isHorizontal aria-label={t('folder.chosen')}>
        {entries.map(({ term, text }) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>{text}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      {notes.length > 0 && (
        <List isPlain>
          {notes.map(({ level, key, params }) => (
            <ListItem key={key}>
              <LevelText level={level}>{t(`fit.${key}`, params)}</LevelText>
            </ListItem>
          ))}
        </List>
      )}
    </>
  );
}

/** A file system that is known and names no limit has none. */
function limitWords({ fileLimit, fileSystem }: PathFacts, unknown: string, none: string): string {
  if (fileLimit !== undefined) return formatBytes(fileLimit);
  return fileSystem === undefined ? unknown : none;
}
