import { Button, Radio } from '@patternfly/react-core';
import { useId, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LevelText } from '../../../components/level-text.tsx';
import { VirtualTable, type Column } from '../../../components/virtual-table.tsx';
import type { ReleaseSize } from '../../../stores/content.ts';
import type { GraphIndex } from './graph-index.ts';
import type { ChannelSelection } from './selection.ts';
import { useSizeWords } from './use-sizes.ts';

interface ReleaseTableProps {
  readonly index: GraphIndex;
  readonly selection: ChannelSelection;
  readonly sizeOf: (version: string) => ReleaseSize | undefined;
  readonly isLocked: boolean;
  readonly onEnd: (end: 'first' | 'last', version: string) => void;
  readonly onCurrent: (version: string) => void;
}

/** The same as the graph in rows, newest first, with the same effect. */
export function ReleaseTable(props: ReleaseTableProps): ReactNode {
  const { index, selection, sizeOf, isLocked, onEnd, onCurrent } = props;
  const { t } = useTranslation('content');
  const sizeWords = useSizeWords();
  const group = useId();
  const held = useMemo(() => new Set(selection.versions), [selection]);
  const newestFirst = useMemo(() => index.versions.toReversed(), [index]);
  const endColumn = (end: 'first' | 'last'): Column<string> => ({
    key: end,
    label: t(`table.${end}`),
    width: '10%',
    render: (version) => (
      <Radio
        id={`${group}-${end}-${version}`}
        name={`${group}-${end}`}
        aria-label={t(`table.${end}Of`, { version })}
        isChecked={selection[end] === version}
        isDisabled={isLocked}
        onChange={() => {
          onCurrent(version);
          onEnd(end, version);
        }}
      />
    ),
  });
  const columns: readonly Column<string>[] = [
    { key: 'version', label: t('table.version'), width: '16%', render: (version) => version },
    endColumn('first'),
    endColumn('last'),
    {
      key: 'held',
      label: t('table.held'),
      width: '11%',
      render: (version) => held.has(version) && <LevelText level="success">{t('table.yes')}</LevelText>,
    },
    {
      key: 'size',
      label: t('table.size'),
      width: '17%',
      render: (version) => {
        const size = sizeOf(version);
        return size === undefined && !held.has(version) ? '' : sizeWords(size?.bytes);
      },
    },
    {
      key: 'risks',
      label: t('table.updates'),
      width: '24%',
      render: (version) => {
        const into = index.into.get(version) ?? [];
        const risky = into.filter((edge) => edge.risks.length > 0).length;
        return risky === 0 ? into.length : t('table.updatesRisky', { count: into.length, risky });
      },
    },
    {
      key: 'details',
      label: t('table.details'),
      width: '12%',
      render: (version) => (
        <Button
          variant="link"
          isInline
          className="sluice-content-action"
          aria-label={t('table.detailsOf', { version })}
          onClick={() => onCurrent(version)}
        >
          {t('table.details')}
        </Button>
      ),
    },
  ];
  return (
    <VirtualTable
      label={t('table.name', { channel: index.graph.channel })}
      columns={columns}
      total={newestFirst.length}
      rowAt={(at) => newestFirst[at]}
      rowKey={(version) => version}
      height={520}
    />
  );
}
