/** A cell that can have the focus: column 0 chooses, column 1 opens. */
export interface GridPlace {
  readonly row: number;
  readonly column: 0 | 1;
}

const page = 8;

/** Where a key leads in a list of rows; undefined: it is no key of the list. */
export function moveInGrid({ row, column }: GridPlace, key: string, rows: number): GridPlace | undefined {
  const to = (next: number): GridPlace => ({ row: Math.max(0, Math.min(rows - 1, next)), column });
  switch (key) {
    case 'ArrowDown':
      return to(row + 1);
    case 'ArrowUp':
      return to(row - 1);
    case 'PageDown':
      return to(row + page);
    case 'PageUp':
      return to(row - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows - 1);
    case 'ArrowLeft':
      return { row, column: 0 };
    case 'ArrowRight':
      return { row, column: 1 };
    default:
      return undefined;
  }
}
