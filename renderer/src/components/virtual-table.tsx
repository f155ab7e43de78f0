import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  /** Share of the width, such as `20%`. */
  readonly width: string;
  readonly render: (row: Row) => ReactNode;
}

interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly total: number;
  /** The row at an index; undefined while it is not fetched. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowKey: (row: Row) => string | number;
  /** Told which rows are in view, so that their page is fetched. */
  readonly onRange?: (from: number, to: number) => void;
  readonly height?: number;
  readonly empty?: ReactNode;
}

/** Pixels of a row: one line of text and its padding. */
const rowHeight = 37;

/** A table that draws only the rows in view: 5,000 rows cost what 40 do (gui.md 0.3). */
export function VirtualTable<Row>(props: VirtualTableProps<Row>): ReactNode {
  const { label, columns, total, rowAt, rowKey, onRange, height = 420, empty } = props;
  const { t } = useTranslation('common');
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialRect: { width: 800, height },
  });
  const rows = virtual.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (total > 0) onRange?.(first, last + 1);
  }, [onRange, first, last, total]);
  const before = rows[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (rows.at(-1)?.end ?? 0);
  return (
    <div
      ref={scroller}
      className="sluice-virtual-table"
      style={{ maxBlockSize: height, overflow: 'auto' }}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table aria-label={label} variant="compact" isStickyHeader gridBreakPoint="" aria-rowcount={total + 1}>
        <Thead>
          <Tr>
            {columns.map((column) => (
              <Th key={column.key} style={{ inlineSize: column.width }}>
                {column.label}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {before > 0 && <Filler height={before} columns={columns.length} />}
          {rows.map(({ index }) => {
            const row = rowAt(index);
            return (
              <Tr key={row === undefined ? `i${index}` : rowKey(row)} aria-rowindex={index + 2}>
                {columns.map((column) => (
                  <Td key={column.key} modifier="truncate" dataLabel={column.label}>
                    {row === undefined ? '…' : column.render(row)}
                  </Td>
                ))}
              </Tr>
            );
          })}
          {after > 0 && <Filler height={after} columns={columns.length} />}
          {total === 0 && (
            <Tr>
              <Td colSpan={columns.length}>{empty ?? t('emptyTable')}</Td>
            </Tr>
          )}
        </Tbody>
      </Table>
    </div>
  );
}

/** Stands for the rows above and below. */
function Filler({ height, columns }: { readonly height: number; readonly columns: number }): ReactNode {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ blockSize: height, padding: 0 }} />
    </tr>
  );
}
