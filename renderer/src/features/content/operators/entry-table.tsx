import { Button, Radio } from '@patternfly/react-core';
import { useId, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelEntryView } from '../../../../../core/contract/index.ts';
import { LevelText } from '../../../components/level-text.tsx';
import { VirtualTable, type Column } from '../../../components/virtual-table.tsx';
import type { VersionRange } from '../graph/range-click.ts';
import type { ChannelIndex } from './channel-index.ts';
import type { ChannelHolding } from './channel-selection.ts';

interface EntryTableProps {
  readonly index: ChannelIndex;
  readonly holding: ChannelHolding;
  readonly range: VersionRange | undefined;
  readonly isLocked: boolean;
  readonly onEnd: (end: 'first' | 'last', version: string) => void;
  readonly onCurrent: (name: string) => void;
}

/** Pixels of a table with so many rows, at most. */
const heights = { row: 37, most: 480 } as const;

/** The same as the graph in rows, newest first, with the same effect. */
export function EntryTable(props: EntryTableProps): ReactNode {
  const { index, holding, range, isLocked, onEnd, onCurrent } = props;
  const { t } = useTranslation(['operators', 'content']);
  const group = useId();
  const rows = useMemo(
    () => index.names.toReversed().flatMap((name) => index.entryOf.get(name) ?? []),
    [index],
  );
  const endColumn = (end: 'first' | 'last'): Column<ChannelEntryView> => ({
    key: end,
    label: t(`content:table.${end}`),
    width: '12%',
    render: ({ name, version }) =>
      version !== undefined && (
        <Radio
          id={`${group}-${end}-${name}`}
          name={`${group}-${end}`}
          aria-label={t(`content:table.${end}Of`, { version })}
          isChecked={range?.[end] === version}
          isDisabled={isLocked}
          onChange={() => {
            onCurrent(name);
            onEnd(end, version);
          }}
        />
      ),
  });
  const columns: readonly Column<ChannelEntryView>[] = [
    {
      key: 'version',
      label: t('entries.version'),
      width: '30%',
      render: ({ name, version, deprecated }) => (
        <>
          <Button
            variant="link"
            isInline
            className="sluice-content-action"
            aria-label={t('content:table.detailsOf', { version: version ?? name })}
            onClick={() => onCurrent(name)}
          >
            {version ?? name}
          </Button>{' '}
          {name === index.channel.head && t('entries.headMark')}{' '}
          {deprecated !== undefined && <LevelText level="warning">{t('mark.deprecated')}</LevelText>}
        </>
      ),
    },
    endColumn('first'),
    endColumn('last'),
    {
      key: 'held',
      label: t('content:table.held'),
      width: '12%',
      render: ({ name }) =>
        holding.held.has(name) && <LevelText level="success">{t('content:table.yes')}</LevelText>,
    },
    {
      key: 'replaces',
      label: t('entries.replaces'),
      width: '17%',
      render: ({ replaces }) =>
        replaces === undefined ? '' : (index.entryOf.get(replaces)?.version ?? replaces),
    },
    {
      key: 'skips',
      label: t('entries.skips'),
      width: '17%',
      render: ({ skips, skipRange }) =>
        [skips.length > 0 ? t('entries.skipCount', { count: skips.length }) : '', skipRange ?? '']
          .filter(Boolean)
          .join(t('content:listSeparator')),
    },
  ];
  return (
    <VirtualTable
      label={t('entries.table', { name: index.channel.name })}
      columns={columns}
      total={rows.length}
      rowAt={(at) => rows[at]}
      rowKey={({ name }) => name}
      height={Math.min(heights.most, heights.row * (rows.length + 2))}
    />
  );
}
