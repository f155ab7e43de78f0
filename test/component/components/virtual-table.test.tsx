import { act, screen, within } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { VirtualTable, type Column } from '../../../renderer/src/components/virtual-table.tsx';
import { createFakeClient } from '../support/fake-client.ts';
import { renderWith } from '../support/render.tsx';

interface Row {
  readonly name: string;
  readonly state: string;
}

/** A table of two rows that notes every cell that it draws, and a way to give it others. */
async function table() {
  const drawn: string[] = [];
  const note = (text: string): string => {
    drawn.push(text);
    return text;
  };
  const columns: readonly Column<Row>[] = [
    { key: 'name', label: 'Name', reads: ({ name }) => name, render: ({ name }) => note(name) },
    { key: 'state', label: 'State', reads: ({ state }) => state, render: ({ state }) => note(state) },
    { key: 'both', label: 'Both', render: ({ name, state }) => note(`${name} ${state}`) },
  ];
  let show: (rows: readonly Row[]) => void = () => undefined;
  function Shown(): ReactNode {
    const [rows, setRows] = useState<readonly Row[]>([
      { name: 'a', state: 'waiting' },
      { name: 'b', state: 'waiting' },
    ]);
    show = setRows;
    return (
      <VirtualTable
        label="Rows"
        columns={columns}
        total={rows.length}
        rowAt={(index) => rows[index]}
        rowKey={({ name }) => name}
      />
    );
  }
  await renderWith(<Shown />, { client: createFakeClient({}) });
  return {
    drawnBy: (rows: readonly Row[]) => {
      drawn.length = 0;
      act(() => show(rows));
      return [...drawn];
    },
    cells: () =>
      within(screen.getByRole('grid', { name: 'Rows' }))
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
  };
}

const [a, b]: [Row, Row] = [
  { name: 'a', state: 'waiting' },
  { name: 'b', state: 'waiting' },
];

describe('a long table', () => {
  it('draws the cells that say something else, and what does not tell what it reads', async () => {
    const { drawnBy, cells } = await table();
    drawnBy([a, b]);
    expect(drawnBy([a, { ...b, state: 'copied' }])).toEqual(['copied', 'b copied']);
    expect(cells()).toEqual(['a', 'waiting', 'a waiting', 'b', 'copied', 'b copied']);
  });

  it('draws nothing again for the same rows in a new list', async () => {
    const { drawnBy } = await table();
    drawnBy([a, b]);
    expect(drawnBy([a, b])).toEqual([]);
  });

  it('says where a row is in the whole, and what it says when there is none', async () => {
    const { drawnBy } = await table();
    drawnBy([b]);
    const grid = screen.getByRole('grid', { name: 'Rows' });
    expect(grid.getAttribute('aria-rowcount')).toBe('2');
    expect(screen.getByRole('row', { name: /b/ }).getAttribute('aria-rowindex')).toBe('2');
    drawnBy([]);
    expect(within(grid).queryByRole('row', { name: /b/ })).toBeNull();
    expect(within(grid).getAllByRole('row')).toHaveLength(2);
  });
});
