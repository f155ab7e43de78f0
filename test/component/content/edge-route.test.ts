import { describe, expect, it } from 'vitest';
import { edgeRoute } from '../../../renderer/src/features/content/graph/edge-route.ts';
import {
  cell,
  layOut,
  type GridCell,
  type GridLayout,
} from '../../../renderer/src/features/content/graph/grid-layout.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Points all along an SVG path of the commands M, L, Q and C with absolute coordinates. */
function pointsOf(path: string): readonly Point[] {
  const points: Point[] = [];
  for (const [, command = '', text = ''] of path.matchAll(/([MLQC]) ([^MLQC]*)/g)) {
    const values = [...text.matchAll(/-?[\d.]+/g)].map(Number);
    const given = Array.from({ length: values.length / 2 }, (_, place) => ({
      x: values[place * 2] ?? 0,
      y: values[place * 2 + 1] ?? 0,
    }));
    const last = points.at(-1);
    if (command === 'M' || last === undefined) points.push(...given);
    else for (let step = 1; step <= 50; step++) points.push(onCurve([last, ...given], step / 50));
  }
  return points;
}

function onCurve(handles: readonly Point[], share: number): Point {
  const [first, ...rest] = handles;
  if (first === undefined) throw new RangeError('a curve without points');
  if (rest.length === 0) return first;
  const [a, b] = [onCurve(handles.slice(0, -1), share), onCurve(rest, share)];
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

const isIn = ({ x, y }: Point, { x: left, y: top, width }: GridCell): boolean =>
  x > left + 0.2 && x < left + width - 0.2 && y > top + 0.2 && y < top + cell.height - 0.2;

/** Every line that the layout can have, in both directions. */
function* linesOf({ cells }: GridLayout) {
  for (const from of cells)
    for (const to of cells) if (from !== to) yield { from, to, path: edgeRoute(from, to) };
}

// Lanes of 1, 7 and 11 versions in rows of four: neighbours, rows that are not full, and rows between.
const versions = [
  '4.13.40',
  ...Array.from({ length: 7 }, (_, patch) => `4.14.${patch}`),
  ...Array.from({ length: 11 }, (_, patch) => `4.15.${patch}`),
];
const layout = layOut(versions, 4);

describe('the line of an update', () => {
  it('passes behind no version, whatever lies between', () => {
    const hidden = [...linesOf(layout)].flatMap(({ from, to, path }) => {
      const points = pointsOf(path);
      const over = layout.cells.filter((one) => points.some((point) => isIn(point, one)));
      return over.map(({ id }) => `${from.id} to ${to.id} behind ${id}`);
    });
    expect(hidden).toEqual([]);
  });

  it('crosses no title of a lane', () => {
    for (const { path } of linesOf(layout)) {
      expect(Math.min(...pointsOf(path).map(({ x }) => x))).toBeGreaterThan(cell.title);
    }
  });

  it('begins at the border of one version and ends just before the other', () => {
    const distance = ({ x, y }: Point, { x: left, y: top, width }: GridCell): number =>
      Math.hypot(Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - cell.height));
    for (const { from, to, path } of linesOf(layout)) {
      const points = pointsOf(path);
      const [first, last] = [points[0], points.at(-1)];
      if (first === undefined || last === undefined) throw new RangeError('no line');
      expect(distance(first, from)).toBeCloseTo(0);
      expect(distance(last, to)).toBeCloseTo(3);
    }
  });

  it('has a tip of its own where several come from the same row', () => {
    const row = layout.cells.filter((one) => one.row === 0);
    const to = row[3];
    if (to === undefined) throw new RangeError('a row of four');
    const tips = row.slice(0, 3).map((from) => pointsOf(edgeRoute(from, to)).at(-1));
    expect(new Set(tips.map((tip) => `${tip?.x} ${tip?.y}`)).size).toBe(3);
  });

  it('is none from a version to itself', () => {
    const [one] = layout.cells;
    if (one === undefined) throw new RangeError('a layout without cells');
    expect(edgeRoute(one, one)).toBe('');
  });
});
