import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cell, Toggle } from './rules/cell.ts';
import type { ContentRow } from './rules/row.ts';

/** How a row is called on its own. */
export function useRowName(): (row: ContentRow) => string {
  const { t } = useTranslation('matrix');
  return useCallback(
    (row) => {
      switch (row.kind) {
        case 'release':
          return row.version;
        case 'newest':
          return t('row.newest', { channel: row.channel });
        case 'package':
          return row.displayName;
        case 'channel':
          return t('row.channel', { name: row.channel.name });
        case 'bundle':
          return row.bundle.version ?? row.bundle.name;
        case 'image':
          return row.name;
      }
    },
    [t],
  );
}

/** A row with what it is a part of, where its own name would not say enough. */
export function useFullRowName(): (row: ContentRow) => string {
  const { t } = useTranslation('matrix');
  const rowName = useRowName();
  return useCallback(
    (row) => {
      switch (row.kind) {
        case 'channel':
          return t('row.of', { part: rowName(row), whole: row.pack.displayName });
        case 'bundle':
          return t('row.of', {
            part: rowName(row),
            whole: t('row.of', {
              part: t('row.channel', { name: row.channel.name }),
              whole: row.pack.displayName,
            }),
          });
        case 'release':
        case 'newest':
        case 'package':
        case 'image':
          return rowName(row);
      }
    },
    [t, rowName],
  );
}

/** What a cell says, in a sentence or two: how it stands, and why it cannot be changed here. */
export function useCellWords(): (cell: Cell, toggle: Toggle) => string {
  const { t } = useTranslation('matrix');
  return useCallback(
    ({ state, parts }, toggle) => {
      const isPart = state === 'part' && parts !== undefined;
      const says = isPart ? t('cell.parts', { chosen: parts.chosen, of: parts.of }) : t(`cell.${state}`);
      return toggle.kind === 'locked' ? `${says} ${t(`why.${toggle.why}`)}` : says;
    },
    [t],
  );
}
