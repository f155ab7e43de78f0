import type { ContentModel } from '../../../../../core/contract/index.ts';
import { changed, locked, type Cell, type Toggle } from './cell.ts';
import {
  bundleCell,
  channelCell,
  packageCell,
  toggleBundle,
  toggleChannel,
  togglePackage,
} from './operator-cells.ts';
import { newestCell, releaseCell, toggleNewest, toggleRelease } from './release-cells.ts';
import { choiceOf } from './release-choice.ts';
import type { ContentRow, ImageRow, ReleaseRow, Section, TopRow } from './row.ts';

/** One enclave's content against the rows of the matrix. */
export interface Column {
  readonly model: ContentModel;
  cell(row: ContentRow): Cell;
  /** The changes that a click on a row makes in this enclave's configuration, and nothing else. */
  toggle(row: ContentRow): Toggle;
}

/** Answers for the rows of these sections. */
export function createColumn(model: ContentModel, sections: readonly Section[]): Column {
  const rows = sections.flatMap(({ rows: some }) => some as readonly TopRow[]);
  const releases = rows.filter((row): row is ReleaseRow => row.kind === 'release');
  const choices = model.channels.map((channel) => choiceOf(channel, releases));
  const images = new Set(model.additionalImages.map(({ name }) => name));
  const known = new Map<string, Cell>();
  const cell = (row: ContentRow): Cell => {
    switch (row.kind) {
      case 'release':
        return releaseCell(row, model, choices);
      case 'newest':
        return newestCell(row, model);
      case 'package':
        return packageCell(row, model);
      case 'channel':
        return channelCell(row, model);
      case 'bundle':
        return bundleCell(row, model);
      case 'image':
        return imageCell(row, images);
    }
  };
  return {
    model,
    cell: (row) => {
      const before = known.get(row.key);
      if (before !== undefined) return before;
      const now = cell(row);
      known.set(row.key, now);
      return now;
    },
    toggle: (row) => {
      switch (row.kind) {
        case 'release':
          return toggleRelease(row, model, choices);
        case 'newest':
          return toggleNewest(row, model);
        case 'package':
          return togglePackage(row, model);
        case 'channel':
          return toggleChannel(row, model);
        case 'bundle':
          return toggleBundle(row, model);
        case 'image':
          return toggleImage(row, images);
      }
    },
  };
}

function imageCell({ name, held }: ImageRow, images: ReadonlySet<string>): Cell {
  if (!images.has(name)) return { state: 'none' };
  return { state: held === 'no' ? 'missing' : 'all' };
}

function toggleImage({ name, held }: ImageRow, images: ReadonlySet<string>): Toggle {
  if (images.has(name)) return changed('off', [{ kind: 'removeImages', names: [name] }]);
  return held === 'no' ? locked('notHeld') : changed('on', [{ kind: 'addImages', names: [name] }]);
}

/** Rows of which an enclave gets at least a part, or asks for. */
export function chosenRows(column: Column, sections: readonly Section[]): number {
  return sections.reduce(
    (sum, { rows }) => sum + rows.filter((row) => column.cell(row).state !== 'none').length,
    0,
  );
}
