import { minorOf } from './version-order.ts';

/** Pixels. A cell is at least 24 high (WCAG 2.2, 2.5.8) and has room for "4.15.0-rc.10" and a size. */
export const cell = { width: 112, height: 44, gapX: 22, gapY: 20, laneTitle: 36, laneGap: 18 } as const;

export interface GridCell {
  readonly version: string;
  readonly column: number;
  /** Counted over all lanes, for the arrow keys. */
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

export interface GridLane {
  readonly minor: string;
  readonly count: number;
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
export function columnsFor(width: number): number {
  return Math.max(3, Math.min(16, Math.floor((width - cell.gapX) / (cell.width + cell.gapX))));
}

/**
 * Releases in lanes of one minor version each, the newest lane on top, in reading order inside a lane. Hundreds of
 * releases fit on a page this way, and a version is found without following a line. `versions`: oldest first.
 */
export function layOut(versions: readonly string[], columns: number): GridLayout {
  const lanes = [...Map.groupBy(versions, minorOf)].reverse();
  const cells: GridCell[] = [];
  const placed: GridLane[] = [];
  let [y, row] = [0, 0];
  for (const [minor, members] of lanes) {
    placed.push({ minor, count: members.length, y });
    y += cell.laneTitle;
    members.forEach((version, index) => {
      const column = index % columns;
      const down = Math.floor(index / columns);
      const [x, top] = [column * (cell.width + cell.gapX), y + down * (cell.height + cell.gapY)];
      cells.push({ version, column, row: row + down, x, y: top });
    });
    const rows = Math.ceil(members.length / columns);
    row += rows;
    y += rows * (cell.height + cell.gapY) - cell.gapY + cell.laneGap;
  }
  return {
    cells,
    cellOf: new Map(cells.map((one) => [one.version, one])),
    lanes: placed,
    width: columns * (cell.width + cell.gapX) - cell.gapX,
    height: Math.max(0, y - cell.laneGap),
  };
}

export type GridKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

export function isGridKey(key: string): key is GridKey {
  return ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key);
}

/** The release that an arrow key leads to; the same one at an edge of the graph. Home and End: oldest and newest. */
export function neighbour(layout: GridLayout, version: string, key: GridKey): string {
  const here = layout.cellOf.get(version);
  if (here === undefined) return layout.cells[0]?.version ?? version;
  const inRow = (row: number): readonly GridCell[] => layout.cells.filter((one) => one.row === row);
  const index = layout.cells.indexOf(here);
  switch (key) {
    case 'ArrowLeft':
      return layout.cells[index - 1]?.version ?? version;
    case 'ArrowRight':
      return layout.cells[index + 1]?.version ?? version;
    case 'ArrowUp':
    case 'ArrowDown': {
      const row = inRow(here.row + (key === 'ArrowUp' ? -1 : 1));
      // A shorter row ends further left.
      return (row.find((one) => one.column === here.column) ?? row.at(-1))?.version ?? version;
    }
    case 'Home':
      return layout.cells.at(-1 * (layout.lanes.at(-1)?.count ?? 1))?.version ?? version;
    case 'End':
      return layout.cells[(layout.lanes[0]?.count ?? 1) - 1]?.version ?? version;
  }
}
