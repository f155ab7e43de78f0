import type { Column } from './column.ts';
import { bundleRows, channelRows, type ContentRow, type Section, type TopRow } from './row.ts';

export const rowFilters = ['all', 'differs', 'chosen'] as const;
export type RowFilter = (typeof rowFilters)[number];

/** A line of the grid. */
export type Line =
  | { readonly kind: 'section'; readonly section: Section; readonly shown: number; readonly isOpen: boolean }
  | {
      readonly kind: 'row';
      readonly row: ContentRow;
      /** 2: below a heading; 3 and 4: a part of the row before. */
      readonly level: 2 | 3 | 4;
      /** Absent: it has no parts. */
      readonly isOpen?: boolean;
    };

export interface View {
  readonly search: string;
  readonly filter: RowFilter;
  /** Headings that are closed, and rows that are open, by key. */
  readonly closed: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
}

/** The lines that are to be seen, in order. */
export function visibleLines(
  sections: readonly Section[],
  columns: readonly Column[],
  view: View,
): readonly Line[] {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
  return sections.flatMap((section): readonly Line[] => {
    const found = section.rows.filter(
      (row) => matches(section, row, words) && passes(row, columns, view.filter),
    );
    if (found.length === 0) return [];
    const isOpen = !view.closed.has(section.key);
    const head: Line = { kind: 'section', section, shown: found.length, isOpen };
    return isOpen ? [head, ...found.flatMap((row) => withParts(row, view.open))] : [head];
  });
}

function withParts(row: TopRow, open: ReadonlySet<string>): readonly Line[] {
  if (row.kind !== 'package' || row.channels.length === 0) return [{ kind: 'row', row, level: 2 }];
  const isOpen = open.has(row.key);
  const head: Line = { kind: 'row', row, level: 2, isOpen };
  if (!isOpen) return [head];
  const parts = channelRows(row).flatMap((channel): readonly Line[] => {
    const isChannelOpen = open.has(channel.key);
    const line: Line = { kind: 'row', row: channel, level: 3, isOpen: isChannelOpen };
    const bundles = isChannelOpen ? bundleRows(channel) : [];
    return [line, ...bundles.map((bundle): Line => ({ kind: 'row', row: bundle, level: 4 }))];
  });
  return [head, ...parts];
}

function matches(section: Section, row: TopRow, words: readonly string[]): boolean {
  const text = `${section.name} ${textOf(row)}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function textOf(row: TopRow): string {
  switch (row.kind) {
    case 'release':
      return `${row.version} ${row.architectures.join(' ')}`;
    case 'newest':
      return row.channel;
    case 'package':
      return `${row.displayName} ${row.name}`;
    case 'image':
      return row.name;
  }
}

function passes(row: TopRow, columns: readonly Column[], filter: RowFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'chosen':
      return columns.some((column) => column.cell(row).state !== 'none');
    case 'differs':
      return new Set(columns.map((column) => lookOf(column, row))).size > 1;
  }
}

/** What tells two enclaves apart at a row. */
function lookOf(column: Column, row: TopRow): string {
  if (row.kind !== 'package') return column.cell(row).state;
  const parts = channelRows(row).flatMap(bundleRows);
  const chosen = parts.filter((part) => column.cell(part).state === 'all').map(({ key }) => key);
  return [column.cell(row).state, ...chosen].join('\n');
}
