import { minorOf } from './version-order.ts';

/**
 * Pixels. A cell is at least 24 high (WCAG 2.2, 2.5.8) and has room for "4.15.0-rc.10" and a size. The gaps belong to the
 * lines, and so does the one above the first row; titles have a column of their own, where no line goes.
 */
export const cell = { width: 112, height: 44, gapX: 24, gapY: 30, laneGap: 40, title: 92 } as const;

export interface GridCell {
  /** A version, or another name that is given once. */
  readonly id: string;
  readonly column: number;
  /** Counted over all lanes, for the arrow keys. */
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface GridLane {
  readonly minor: string;
  readonly count: number;
  /** Of its first row. */
  readonly y: number;
}

export interface GridLayout {
  readonly cells: readonly GridCell[];
  readonly cellOf: ReadonlyMap<string, GridCell>;
  readonly lanes: readonly GridLane[];
  readonly width: number;
  readonly height: number;
}

/** Columns that fit into a width of pixels. */
export function columnsFor(width: number, cellWidth: number = cell.width): number {
  return Math.max(3, Math.min(16, Math.floor((width - cell.title) / (cellWidth + cell.gapX))));
}

/**
 * Versions in lanes of one minor version each, the newest lane on top, in reading order inside a lane. Hundreds of
 * them fit on a page this way, and one is found without following a line. `ids`: oldest first.
 */
export function layOut(
  ids: readonly string[],
  columns: number,
  laneOf: (id: string) => string = minorOf,
  width: number = cell.width,
): GridLayout {
  const lanes = [...Map.groupBy(ids, laneOf)].reverse();
  const cells: GridCell[] = [];
  const placed: GridLane[] = [];
  const left = cell.title + cell.gapX;
  let [y, row] = [cell.gapY as number, 0];
  for (const [minor, members] of lanes) {
    placed.push({ minor, count: members.length, y });
    members.forEach((id, index) => {
      const column = index % columns;
      const down = Math.floor(index / columns);
      const [x, top] = [left + column * (width + cell.gapX), y + down * (cell.height + cell.gapY)];
      cells.push({ id, column, row: row + down, x, y: top, width });
    });
    const rows = Math.ceil(members.length / columns);
    row += rows;
    y += rows * (cell.height + cell.gapY) - cell.gapY + cell.laneGap;
  }
  return {
    cells,
    cellOf: new Map(cells.map((one) => [one.id, one])),
    lanes: placed,
    width: left + columns * (width + cell.gapX) - cell.gapX,
    height: Math.max(0, y - cell.laneGap),
  };
}

export type GridKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

export function isGridKey(key: string): key is GridKey {
  return ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key);
}

/** The cell that an arrow key leads to; the same one at an edge of the graph. Home and End: oldest and newest. */
export function neighbour(layout: GridLayout, id: string, key: GridKey): string {
  const here = layout.cellOf.get(id);
  if (here === undefined) return layout.cells[0]?.id ?? id;
  const inRow = (row: number): readonly GridCell[] => layout.cells.filter((one) => one.row === row);
  const index = layout.cells.indexOf(here);
  switch (key) {
    case 'ArrowLeft':
      return layout.cells[index - 1]?.id ?? id;
    case 'ArrowRight':
      return layout.cells[index + 1]?.id ?? id;
    case 'ArrowUp':
    case 'ArrowDown': {
      const row = inRow(here.row + (key === 'ArrowUp' ? -1 : 1));
      // A shorter row ends further left.
      return (row.find((one) => one.column === here.column) ?? row.at(-1))?.id ?? id;
    }
    case 'Home':
      return layout.cells.at(-1 * (layout.lanes.at(-1)?.count ?? 1))?.id ?? id;
    case 'End':
      return layout.cells[(layout.lanes[0]?.count ?? 1) - 1]?.id ?? id;
  }
}
