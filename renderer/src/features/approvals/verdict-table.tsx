import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerdictRow } from '../../../../core/contract/index.ts';
import { VirtualTable, type Column } from '../../components/virtual-table.tsx';
import { MiddleText } from '../run/middle-text.tsx';
import { VerdictLabel } from './verdict-label.tsx';
import { canBeWaived, countsText, rowName } from './visible-rows.ts';

interface VerdictTableProps {
  readonly rows: readonly VerdictRow[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (row: VerdictRow, isSelected: boolean) => void;
  readonly wordsOf: (row: VerdictRow) => string;
  readonly isViewer: boolean;
}

/** Every image with its verdict: thousands of rows, of which only those in view are drawn. */
export function VerdictTable(props: VerdictTableProps): ReactNode {
  const { rows } = props;
  const { t } = useTranslation('approvals');
  const columns = useColumns(props);
  const rowAt = useCallback((index: number) => rows[index], [rows]);
  return (
    <VirtualTable
      label={t('table.label')}
      columns={columns}
      total={rows.length}
      rowAt={rowAt}
      rowKey={rowName}
      height={460}
      empty={t('table.none')}
    />
  );
}

function useColumns({
  selected,
  onSelect,
  wordsOf,
  isViewer,
}: VerdictTableProps): readonly Column<VerdictRow>[] {
  const { t } = useTranslation('approvals');
  return useMemo(
    () => [
      {
        key: 'select',
        label: t('table.choose'),
        width: '4.5rem',
        render: (row) => (
          <input
            type="checkbox"
            aria-label={t('table.select', { image: row.origin })}
            checked={selected.has(rowName(row))}
            disabled={isViewer || !canBeWaived(row)}
            onChange={(event) => onSelect(row, event.currentTarget.checked)}
          />
        ),
      },
      {
        key: 'verdict',
        label: t('table.verdict'),
        width: '8.5rem',
        render: ({ verdict }) => <VerdictLabel verdict={verdict} />,
      },
      {
        key: 'image',
        label: t('table.image'),
        width: '23%',
        render: ({ origin }) => (
          <span className="sluice-mono" title={origin}>
            <MiddleText text={origin} tail={14} />
          </span>
        ),
      },
      {
        key: 'digest',
        label: t('table.digest'),
        width: '8rem',
        render: ({ digest }) => (
          <span className="sluice-mono" title={digest}>
            {digest.slice(digest.indexOf(':') + 1).slice(0, 12)}
          </span>
        ),
      },
      {
        key: 'counts',
        label: t('table.counts'),
        width: '7rem',
        render: (row) => {
          const text = countsText(row, (severity) => t(`severities.${severity}`));
          return <span title={text}>{text === '' ? '–' : text}</span>;
        },
      },
      {
        key: 'scan',
        label: t('table.scan'),
        width: '8.5rem',
        render: ({ scans }) => {
          const text = scans
            .map(({ tool, scannedAt }) => `${tool} ${scannedAt?.slice(0, 10) ?? t('table.undated')}`)
            .join(', ');
          return <span title={text}>{text === '' ? '–' : text}</span>;
        },
      },
      {
        key: 'why',
        label: t('table.why'),
        render: (row) => {
          const text = wordsOf(row);
          return <span title={text}>{text}</span>;
        },
      },
    ],
    [t, selected, onSelect, wordsOf, isViewer],
  );
}
