import { describe, expect, it } from 'vitest';
import {
  cell,
  columnsFor,
  layOut,
  neighbour,
  type GridKey,
} from '../../../renderer/src/features/content/graph/grid-layout.ts';

const versions = ['4.14.0', '4.14.1', '4.14.2', '4.14.3', '4.14.4', '4.15.0', '4.15.1', '4.15.2', '4.15.3'];

describe('the layout of a release graph', () => {
  it('has the newest lane on top and reads like text inside a lane', () => {
    const layout = layOut(versions, 3);
    expect(layout.lanes.map(({ minor, count }) => [minor, count])).toEqual([
      ['4.15', 4],
      ['4.14', 5],
    ]);
    expect(layout.cells.map(({ id, row, column }) => [id, row, column])).toEqual([
      ['4.15.0', 0, 0],
      ['4.15.1', 0, 1],
      ['4.15.2', 0, 2],
      ['4.15.3', 1, 0],
      ['4.14.0', 2, 0],
      ['4.14.1', 2, 1],
      ['4.14.2', 2, 2],
      ['4.14.3', 3, 0],
      ['4.14.4', 3, 1],
    ]);
  });

  it('lays no release over another or over a title', () => {
    const layout = layOut(versions, 3);
    for (const a of layout.cells) {
      for (const b of layout.cells) {
        const apart = a === b || Math.abs(a.x - b.x) >= cell.width || Math.abs(a.y - b.y) >= cell.height;
        expect(apart).toBe(true);
      }
      expect(a.x).toBeGreaterThanOrEqual(cell.title + cell.gapX);
      expect(a.y + cell.height).toBeLessThanOrEqual(layout.height);
      expect(a.x + cell.width).toBeLessThanOrEqual(layout.width);
    }
  });

  it('is empty without releases', () => {
    expect(layOut([], 5)).toMatchObject({ cells: [], lanes: [], height: 0 });
  });

  it('has between 3 and 16 columns, as many as fit', () => {
    expect([10, 700, 1200, 9000].map((width) => columnsFor(width))).toEqual([3, 4, 8, 16]);
  });

  it.each<[string, GridKey, string]>([
    ['4.15.0', 'ArrowRight', '4.15.1'],
    ['4.15.2', 'ArrowRight', '4.15.3'],
    ['4.15.3', 'ArrowRight', '4.14.0'],
    ['4.14.0', 'ArrowLeft', '4.15.3'],
    ['4.15.0', 'ArrowLeft', '4.15.0'],
    ['4.15.1', 'ArrowDown', '4.15.3'],
    ['4.14.1', 'ArrowUp', '4.15.3'],
    ['4.14.2', 'ArrowDown', '4.14.4'],
    ['4.14.4', 'ArrowDown', '4.14.4'],
    ['4.15.1', 'ArrowUp', '4.15.1'],
    ['4.15.1', 'Home', '4.14.0'],
    ['4.14.1', 'End', '4.15.3'],
  ])('goes from %s by %s to %s', (from, key, to) => {
    expect(neighbour(layOut(versions, 3), from, key)).toBe(to);
  });

  it('starts at the first release when the one that had the focus is gone', () => {
    expect(neighbour(layOut(versions, 3), '9.9.9', 'ArrowLeft')).toBe('4.15.0');
  });
});
