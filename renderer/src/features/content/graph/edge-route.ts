import { cell, type GridCell } from './grid-layout.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pixels between the tip of an arrow and its cell, where it stays to be seen. */
const gap = 3;
const radius = 7;

/**
 * The line of an update between two cells as an SVG path. It keeps to the gaps between rows and columns: a line that
 * passes behind a cell seems to end there.
 */
export function edgeRoute(from: GridCell, to: GridCell): string {
  if (from.id === to.id) return '';
  const [columns, rows] = [Math.abs(to.column - from.column), Math.abs(to.row - from.row)];
  if (rows === 0) return columns === 1 ? straight(from, to) : arc(from, to, columns);
  return rows === 1 ? slope(from, to) : detour(from, to);
}

/** Between neighbours. */
function straight(from: GridCell, to: GridCell): string {
  const y = from.y + cell.height / 2;
  const isRight = to.x > from.x;
  const start = isRight ? from.x + from.width : from.x;
  return path`M ${{ x: start, y }} L ${{ x: isRight ? to.x - gap : to.x + to.width + gap, y }}`;
}

/** Over the cells between, in the gap above the row. What spans more is higher, and does not cross what spans less. */
function arc(from: GridCell, to: GridCell, columns: number): string {
  const side = to.x > from.x ? 1 : -1;
  // The middle of a cell's upper border is where "first" and "last" stand.
  const share = side * Math.max(0.22, 0.42 - 0.09 * (columns - 2));
  const start: Point = { x: portOf(from, share), y: from.y };
  const end: Point = { x: portOf(to, -share), y: to.y - gap };
  const rise = Math.min(cell.gapY - 4, 12 + 3 * columns);
  // A curve of this kind goes three quarters of the way to its handles.
  const top = from.y - rise / 0.75;
  return path`M ${start} C ${{ x: start.x, y: top }} ${{ x: end.x, y: top }} ${end}`;
}

/** To the row above or below, through the one gap between. */
function slope(from: GridCell, to: GridCell): string {
  const [start, end] = ends(from, to);
  const middle = (start.y + end.y) / 2;
  return path`M ${start} C ${{ x: start.x, y: middle }} ${{ x: end.x, y: middle }} ${end}`;
}

/** Past the rows between, in the gap beside the column that it leads to. */
function detour(from: GridCell, to: GridCell): string {
  const [start, end] = ends(from, to);
  const [leave, arrive] = end.y < start.y ? [-1, 1] : [1, -1];
  // Lines that share a gap lie beside each other in it.
  const shift = ((from.column * 2 + to.column + from.row) % 5) - 2;
  const fromLeft = from.column <= to.column;
  const x = (fromLeft ? to.x - cell.gapX / 2 : to.x + to.width + cell.gapX / 2) + shift * 3;
  const [near, far] = [
    start.y + leave * (cell.gapY / 2 + shift * 2),
    to.y + (arrive === 1 ? cell.height : 0) + arrive * (cell.gapY / 2 + 3 + shift * 2),
  ];
  return rounded([start, { x: start.x, y: near }, { x, y: near }, { x, y: far }, { x: end.x, y: far }, end]);
}

/** Where a line between two rows begins and ends: on the sides that face each other, and beside their middles. */
function ends(from: GridCell, to: GridCell): readonly [Point, Point] {
  const across = to.x + to.width / 2 - (from.x + from.width / 2);
  const share = 0.2 + Math.min(0.22, Math.abs(across) / 2000);
  const isUp = to.y < from.y;
  return [
    { x: portOf(from, across > 0 ? share : -share), y: isUp ? from.y : from.y + cell.height },
    { x: portOf(to, across >= 0 ? -share : share), y: isUp ? to.y + cell.height + gap : to.y - gap },
  ];
}

/** `share`: of the cell's width, from its middle. */
function portOf({ x, width }: GridCell, share: number): number {
  return x + width * (0.5 + share);
}

/** A line through points, with round corners. */
function rounded(points: readonly Point[]): string {
  return points
    .map((point, place) => {
      const [before, after] = [points[place - 1], points[place + 1]];
      if (before === undefined) return path`M ${point}`;
      if (after === undefined) return path`L ${point}`;
      return path`L ${towards(point, before)} Q ${point} ${towards(point, after)}`;
    })
    .join(' ');
}

/** From a corner on the way to another point, at most half of it. */
function towards(bend: Point, other: Point): Point {
  const [dx, dy] = [other.x - bend.x, other.y - bend.y];
  const distance = Math.hypot(dx, dy);
  const share = distance === 0 ? 0 : Math.min(radius, distance / 2) / distance;
  return { x: bend.x + dx * share, y: bend.y + dy * share };
}

function path(words: TemplateStringsArray, ...points: readonly Point[]): string {
  return words.map((word, place) => word + numbers(points[place])).join('');
}

function numbers(point: Point | undefined): string {
  return point === undefined ? '' : `${round(point.x)} ${round(point.y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
