import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { VirtualRow, type Column } from './virtual-row.tsx';

export type { Column } from './virtual-row.tsx';

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

/** The rows go past PatternFly's table to its body: a table that is drawn again draws all of its cells again. */
const BodyContext = createContext<ReactNode>(null);

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
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (total > 0) onRange?.(first, last + 1);
  }, [onRange, first, last, total]);
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  // The same element as before: nothing in it is drawn again but the body.
  const table = useMemo(
    () => (
      <Table aria-label={label} variant="compact" isStickyHeader gridBreakPoint="" aria-rowcount={total + 1}>
        <Head columns={columns} />
        <Tbody>
          <Body />
        </Tbody>
      </Table>
    ),
    [label, columns, total],
  );
  return (
    <div
      ref={scroller}
      className="sluice-virtual-table"
      style={{ maxBlockSize: height, overflow: 'auto' }}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <BodyContext
        value={
          <>
            {before > 0 && <Filler height={before} />}
            {items.map(({ index }) => {
              const row = rowAt(index);
              const key = row === undefined ? `i${index}` : rowKey(row);
              return <VirtualRow key={key} index={index} row={row} columns={columns} />;
            })}
            {after > 0 && <Filler height={after} />}
            {total === 0 && (
              <Tr>
                <Td colSpan={columns.length}>{empty ?? t('emptyTable')}</Td>
              </Tr>
            )}
          </>
        }
      >
        {table}
      </BodyContext>
    </div>
  );
}

function Body(): ReactNode {
  return useContext(BodyContext);
}

function Head<Row>({ columns }: { readonly columns: readonly Column<Row>[] }): ReactNode {
  return (
    <Thead>
      <Tr>
        {columns.map(({ key, label, width, className }) => (
          <Th
            key={key}
            {...(className !== undefined && { className })}
            {...(width !== undefined && { style: { inlineSize: width } })}
          >
            {label}
          </Th>
        ))}
      </Tr>
    </Thead>
  );
}

/** Stands for the rows above and below. One cell: columns that a style leaves out shall not come back through it. */
function Filler({ height }: { readonly height: number }): ReactNode {
  return (
    <tr aria-hidden="true">
      <td style={{ blockSize: height, padding: 0 }} />
    </tr>
  );
}
