import {
  itemStatuses,
  type ItemStatus,
  type JobItem,
  type Message,
  type RunEvent,
} from '../../contract/index.ts';
import type { ImageCounts } from './job-progress.ts';

export interface ItemFilter {
  readonly offset: number;
  readonly limit: number;
  readonly status?: readonly ItemStatus[] | undefined;
  readonly search?: string | undefined;
  readonly category?: JobItem['category'] | undefined;
}

export interface ItemPage {
  readonly rows: JobItem[];
  readonly total: number;
  readonly counts: Record<ItemStatus, number>;
}

/** The images of a job. Thousands of them: changing one and counting all of them cost next to nothing. */
export interface ItemTable {
  /** True when the event was about an image. */
  take(event: RunEvent): boolean;
  page(filter: ItemFilter): ItemPage;
  counts(): ImageCounts;
  failed(): readonly JobItem[];
  /** The attempt is over: what nothing more was told of has this status. */
  settle(as: 'not-attempted' | 'copied'): void;
  /** Rows that changed since the last call. */
  changes(): JobItem[];
  readonly rows: readonly JobItem[];
  /** Whether `changes` has something to give. */
  readonly changed: boolean;
}

type Planned = Extract<RunEvent, { type: 'planned' }>['images'][number];

export function createItemTable(rows: readonly JobItem[] = []): ItemTable {
  let items: JobItem[] = [...rows];
  /** By the run's own list, which also has accessories; those have no row as long as nothing happens to them. */
  let places: (number | undefined)[] = [];
  let accessories = new Map<number, Planned>();
  let counts = countAll(items);
  let changed = new Set<number>();

  const plan = ({ first, images }: Extract<RunEvent, { type: 'planned' }>): void => {
    if (first === 0) {
      items = [];
      places = [];
      accessories = new Map();
      counts = countAll(items);
      changed = new Set();
    }
    images.forEach((image, place) => {
      if (image.accessory) accessories.set(first + place, image);
      else places[first + place] = add(image, 'waiting');
    });
  };
  const add = ({ category, origin, destination, bytes }: Planned, status: ItemStatus): number => {
    const index = items.length;
    items.push({ index, category, origin, destination, bytes, status });
    counts[status] += 1;
    changed.add(index);
    return index;
  };
  const set = (index: number, status: ItemStatus, error: Message | undefined): void => {
    const known = items[index];
    if (known === undefined) return;
    counts[known.status] -= 1;
    counts[status] += 1;
    const { error: _, ...rest } = known;
    items[index] = { ...rest, status, ...(error !== undefined && { error }) };
    changed.add(index);
  };
  const end = (event: Extract<RunEvent, { type: 'image' }>): void => {
    const { index, status, error } = event;
    if (index === undefined) return;
    const accessory = accessories.get(index);
    // A signature that fails is worth a row: its image stands there as copied.
    if (accessory !== undefined && status === 'failed') places[index] ??= add(accessory, status);
    const row = places[index];
    if (row !== undefined) set(row, status, error);
  };

  return {
    take(event) {
      switch (event.type) {
        case 'planned':
          plan(event);
          return true;
        case 'image-begun': {
          const row = places[event.index];
          if (row !== undefined) set(row, 'copying', undefined);
          return row !== undefined;
        }
        case 'image':
          end(event);
          return true;
        default:
          return false;
      }
    },
    page({ offset, limit, status, search, category }) {
      const wanted = search?.trim().toLowerCase() ?? '';
      const isAll = status === undefined && wanted === '' && category === undefined;
      const found = isAll
        ? items
        : items.filter(
            (item) =>
              (status === undefined || status.includes(item.status)) &&
              (category === undefined || item.category === category) &&
              (wanted === '' || `${item.origin}\n${item.destination}`.toLowerCase().includes(wanted)),
          );
      return { rows: found.slice(offset, offset + limit), total: found.length, counts: { ...counts } };
    },
    counts: () => ({
      total: items.length,
      done: counts.copied + counts.present,
      failed: counts.failed,
    }),
    settle(as) {
      for (const { index, status } of items) {
        if (status === 'waiting' || status === 'copying') set(index, as, undefined);
      }
    },
    failed: () => items.filter(({ status }) => status === 'failed'),
    changes() {
      const rowsNow = [...changed].sort((a, b) => a - b).flatMap((index) => items[index] ?? []);
      changed = new Set();
      return rowsNow;
    },
    get rows() {
      return items;
    },
    get changed() {
      return changed.size > 0;
    },
  };
}

function countAll(items: readonly JobItem[]): Record<ItemStatus, number> {
  const counts = Object.fromEntries(itemStatuses.map((status) => [status, 0])) as Record<ItemStatus, number>;
  for (const { status } of items) counts[status] += 1;
  return counts;
}
