import { Td, Tr } from '@patternfly/react-table';
import { memo, useRef, type ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  /** Such as `20%` or `8rem`. Absent: what the others leave. */
  readonly width?: string;
  /** Put on the head and on each cell, so that a style can leave the column out where there is no room. */
  readonly className?: string;
  readonly render: (row: Row) => ReactNode;
  /** All that `render` reads of a row: a cell is drawn again only for another value. Absent: for another row. */
  readonly reads?: (row: Row) => string | number;
}

interface RowProps<Row> {
  /** Its place in the whole table. */
  readonly index: number;
  /** Undefined while it is not fetched. */
  readonly row: Row | undefined;
  readonly columns: readonly Column<Row>[];
}

/** A row of a long table: drawn again only when it is another one, and of it only the cells that say something else. */
export const VirtualRow = memo(function VirtualRow<Row>({ index, row, columns }: RowProps<Row>): ReactNode {
  return (
    <Tr aria-rowindex={index + 2}>
      {columns.map((column) => (
        <Cell key={column.key} column={column} row={row} />
      ))}
    </Tr>
  );
}) as <Row>(props: RowProps<Row>) => ReactNode;

interface CellProps<Row> {
  readonly column: Column<Row>;
  readonly row: Row | undefined;
}

const Cell = memo(function Cell<Row>({ column, row }: CellProps<Row>): ReactNode {
  // Without a lasting reference PatternFly's cell asks for its width each time that it is drawn: a layout of the page.
  const place = useRef<HTMLTableCellElement>(null);
  return (
    <Td
      ref={place}
      modifier="truncate"
      // PatternFly makes each shortened cell a stop of the Tab key: five in every row.
      tabIndex={-1}
      dataLabel={column.label}
      {...(column.className !== undefined && { className: column.className })}
    >
      {row === undefined ? '…' : column.render(row)}
    </Td>
  );
}, saysTheSame) as <Row>(props: CellProps<Row>) => ReactNode;

function saysTheSame<Row>(before: CellProps<Row>, now: CellProps<Row>): boolean {
  if (before.column !== now.column) return false;
  if (before.row === now.row) return true;
  const { reads } = now.column;
  if (reads === undefined || before.row === undefined || now.row === undefined) return false;
  return reads(before.row) === reads(now.row);
}
