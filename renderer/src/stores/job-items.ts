import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ItemStatus, JobItem, SluiceClient, WireError } from '../../../core/contract/index.ts';
import { asWireError } from '../hooks/use-command.ts';
import { frameQueue, type AfterFrame } from './after-frame.ts';
import { isSame } from './same.ts';
import { throttle, type Later } from './throttle.ts';

/** Rows fetched at once. */
export const itemPageSize = 100;
/** Milliseconds between two fetches that changes alone cause. */
const refreshInterval = 1000;
/** Jobs whose rows are kept; the one that was shown longest ago goes first. */
const keptJobs = 4;

export interface ItemFilter {
  readonly status?: readonly ItemStatus[];
  readonly search?: string;
  readonly category?: JobItem['category'];
}

/** The images of one job as one filter shows them: some pages of a list that may be very long. */
export interface ItemsView {
  readonly filter: ItemFilter;
  /** Of the filter; undefined until it was asked for. */
  readonly total: number | undefined;
  /** Of the whole job. */
  readonly counts: Readonly<Partial<Record<ItemStatus, number>>>;
  readonly pages: ReadonlyMap<number, readonly JobItem[]>;
  readonly error: WireError | undefined;
}

export interface JobItemsSlice {
  readonly byJob: ReadonlyMap<string, ItemsView>;
  /** Follows a job until the function that it gives is called: closed ones cost nothing. */
  open(jobId: string): () => void;
  filter(jobId: string, filter: ItemFilter): void;
  /** Rows `from` to `to` (excluded) are in view: what is not there is fetched. */
  need(jobId: string, from: number, to: number): void;
  /** Rows that changed. */
  receive(jobId: string, rows: readonly JobItem[]): void;
  /** Fetches again what is in view, of all jobs that are followed. */
  refresh(jobId?: string): void;
}

/** What is needed to keep a view right, and not shown. */
interface Watch {
  followers: number;
  from: number;
  to: number;
  /** Counts up with each filter: answers for an older one are dropped. */
  era: number;
  /** Pages on their way, with the rows that changed meanwhile: the answer may be older than those. */
  readonly pending: Map<number, Map<number, JobItem>>;
  readonly refreshSoon: () => void;
}

const emptyView: ItemsView = {
  filter: {},
  total: undefined,
  counts: {},
  pages: new Map(),
  error: undefined,
};

export function createJobItemsStore(
  client: SluiceClient,
  { later, afterFrame }: { readonly later?: Later; readonly afterFrame?: AfterFrame } = {},
): StoreApi<JobItemsSlice> {
  const watches = new Map<string, Watch>();
  /** Rows and answers stay in the order in which they came: none is replaced by an older one. */
  const enqueue = frameQueue(afterFrame);

  return createStore<JobItemsSlice>((set, get) => {
    const update = (jobId: string, change: (view: ItemsView) => Partial<ItemsView>): void =>
      set(({ byJob }) => {
        const view = byJob.get(jobId) ?? emptyView;
        return { byJob: new Map(byJob).set(jobId, { ...view, ...change(view) }) };
      });

    const fetchPage = async (jobId: string, watch: Watch, page: number): Promise<void> => {
      if (watch.pending.has(page)) return;
      const changed = new Map<number, JobItem>();
      watch.pending.set(page, changed);
      const { era } = watch;
      const { filter } = get().byJob.get(jobId) ?? emptyView;
      const show = (change: (view: ItemsView) => Partial<ItemsView>): void =>
        enqueue(() => {
          if (watch.pending.get(page) === changed) watch.pending.delete(page);
          if (watch.era === era) update(jobId, change);
        });
      try {
        const answer = await client.invoke('jobs.items', {
          jobId,
          offset: page * itemPageSize,
          limit: itemPageSize,
          ...(filter.status !== undefined && { status: [...filter.status] }),
          ...(filter.search !== undefined && { search: filter.search }),
          ...(filter.category !== undefined && { category: filter.category }),
        });
        show(({ pages }) => ({
          pages: withPage(
            pages,
            page,
            answer.rows.map((row) => changed.get(row.index) ?? row),
          ),
          total: answer.total,
          error: undefined,
        }));
        // They move the whole page, which the table is then a part of: a frame of their own.
        enqueue(() => show(({ counts }) => (isSame(counts, answer.counts) ? {} : { counts: answer.counts })));
      } catch (error) {
        show(() => ({ error: asWireError(error) }));
      }
    };

    const pagesInView = ({ from, to }: Watch): number[] => {
      const first = Math.floor(from / itemPageSize);
      const last = Math.max(first, Math.floor((to - 1) / itemPageSize));
      return Array.from({ length: last - first + 1 }, (_, place) => first + place);
    };

    /** With a filter, rows come and go: pages out of view may be shifted and are forgotten. */
    const refetch = (jobId: string, watch: Watch): void => {
      const inView = pagesInView(watch);
      const { filter, pages } = get().byJob.get(jobId) ?? emptyView;
      if (isFiltered(filter) && pages.size > inView.length) {
        update(jobId, () => ({ pages: new Map([...pages].filter(([page]) => inView.includes(page))) }));
      }
      for (const page of inView) void fetchPage(jobId, watch, page);
    };

    const watchOf = (jobId: string): Watch => {
      const known = watches.get(jobId);
      if (known !== undefined) return known;
      const watch: Watch = {
        followers: 0,
        from: 0,
        to: itemPageSize,
        era: 0,
        pending: new Map(),
        refreshSoon: throttle(() => watch.followers > 0 && refetch(jobId, watch), refreshInterval, later),
      };
      watches.set(jobId, watch);
      return watch;
    };

    const forgetOldest = (): void => {
      const idle = [...watches].filter(([, { followers }]) => followers === 0).map(([jobId]) => jobId);
      for (const jobId of idle.slice(0, Math.max(0, watches.size - keptJobs))) {
        const watch = watches.get(jobId);
        // Answers on their way do not bring it back.
        if (watch !== undefined) watch.era += 1;
        watches.delete(jobId);
        set(({ byJob }) => ({ byJob: new Map([...byJob].filter(([id]) => id !== jobId)) }));
      }
    };

    return {
      byJob: new Map(),
      open: (jobId) => {
        const watch = watchOf(jobId);
        // Last in, last out.
        watches.delete(jobId);
        watches.set(jobId, watch);
        watch.followers += 1;
        forgetOldest();
        refetch(jobId, watch);
        let isOpen = true;
        return () => {
          if (isOpen) watch.followers -= 1;
          isOpen = false;
        };
      },
      filter: (jobId, filter) => {
        const watch = watchOf(jobId);
        watch.era += 1;
        watch.from = 0;
        watch.to = itemPageSize;
        watch.pending.clear();
        update(jobId, () => ({ filter, pages: new Map(), total: undefined }));
        void fetchPage(jobId, watch, 0);
      },
      need: (jobId, from, to) => {
        const watch = watchOf(jobId);
        watch.from = from;
        watch.to = to;
        const pages = get().byJob.get(jobId)?.pages;
        for (const page of pagesInView(watch)) {
          if (pages?.has(page) !== true) void fetchPage(jobId, watch, page);
        }
      },
      receive: (jobId, rows) => {
        const watch = watches.get(jobId);
        if (watch === undefined || watch.followers === 0) return;
        for (const changed of watch.pending.values()) {
          for (const row of rows) changed.set(row.index, row);
        }
        enqueue(() => {
          const view = get().byJob.get(jobId);
          if (view === undefined) return;
          const pages = withRows(view.pages, rows);
          if (pages !== view.pages) update(jobId, () => ({ pages }));
        });
        // Counts of the whole, and who belongs to the filter, are known to the host alone.
        watch.refreshSoon();
      },
      refresh: (jobId) => {
        for (const [id, watch] of watches) {
          if (watch.followers > 0 && (jobId === undefined || id === jobId)) refetch(id, watch);
        }
      },
    };
  });
}

export function isFiltered({ status, search, category }: ItemFilter): boolean {
  return status !== undefined || (search ?? '') !== '' || category !== undefined;
}

/** The row at a place of the list; undefined while its page is not there. */
export function itemAt(view: ItemsView, place: number): JobItem | undefined {
  return view.pages.get(Math.floor(place / itemPageSize))?.[place % itemPageSize];
}

/** The row of one image, wherever it is in the list. */
export function itemOf(view: ItemsView, index: number): JobItem | undefined {
  return [...view.pages.values()].flat().findLast((row) => row.index === index);
}

/** The pages with one that was fetched. Rows that are as they were stay the same objects: nobody draws them again. */
function withPage(
  pages: ReadonlyMap<number, readonly JobItem[]>,
  page: number,
  rows: readonly JobItem[],
): ReadonlyMap<number, readonly JobItem[]> {
  const before = pages.get(page) ?? [];
  const known = new Map(before.map((row) => [row.index, row]));
  const now = rows.map((row) => {
    const same = known.get(row.index);
    return same !== undefined && isSame(same, row) ? same : row;
  });
  const isUnchanged =
    pages.has(page) && now.length === before.length && now.every((row, place) => row === before[place]);
  return isUnchanged ? pages : new Map(pages).set(page, now);
}

/** The pages with newer rows in their places; the same map when none of them is on a page. */
function withRows(
  pages: ReadonlyMap<number, readonly JobItem[]>,
  rows: readonly JobItem[],
): ReadonlyMap<number, readonly JobItem[]> {
  const newer = new Map(rows.map((row) => [row.index, row]));
  let result: Map<number, readonly JobItem[]> | undefined;
  for (const [page, shown] of pages) {
    if (!shown.some((row) => newer.has(row.index))) continue;
    result ??= new Map(pages);
    result.set(
      page,
      shown.map((row) => newer.get(row.index) ?? row),
    );
  }
  return result ?? pages;
}
