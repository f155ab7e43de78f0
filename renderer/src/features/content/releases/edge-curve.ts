import { cell, type GridCell } from './grid-layout.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pixels between the arrow's tip and its release. */
const gap = 3;

/** A bowed line between two releases, from border to border, as an SVG path. Lines of one row do not lie on each other. */
export function edgeCurve(from: GridCell, to: GridCell): string {
  const [start, end] = [centre(from), centre(to)];
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const distance = Math.hypot(dx, dy);
  if (distance === 0) return '';
  const bow = Math.min(60, 8 + distance * 0.12);
  const middle: Point = {
    x: (start.x + end.x) / 2 + (dy / distance) * bow,
    y: (start.y + end.y) / 2 - (dx / distance) * bow,
  };
  const [tail, tip] = [towards(start, middle), towards(end, middle)];
  return `M ${round(tail.x)} ${round(tail.y)} Q ${round(middle.x)} ${round(middle.y)} ${round(tip.x)} ${round(tip.y)}`;
}

function centre({ x, y }: GridCell): Point {
  return { x: x + cell.width / 2, y: y + cell.height / 2 };
}

/** Where the line from a cell's centre to a point leaves the cell. */
function towards(from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [across, down] = [cell.width / 2 + gap, cell.height / 2 + gap];
  const share = Math.min(
    dx === 0 ? Infinity : across / Math.abs(dx),
    dy === 0 ? Infinity : down / Math.abs(dy),
    1,
  );
  return { x: from.x + dx * share, y: from.y + dy * share };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
