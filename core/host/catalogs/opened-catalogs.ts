import { replacePackages, restrictPackage, type CatalogModel } from '../../catalog/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { CatalogBasis, CatalogPlace } from '../mirror/operators/basis.ts';
import { heldBundles } from '../mirror/operators/held-bundles.ts';
import { untilAborted } from '../until-aborted.ts';

/** A catalogue has some ten megabytes in memory; few people look at more than these at a time. */
const kept = 4;
/** Milliseconds after which a tag is asked anew what it points at. */
const age = 10 * 60_000;
/** Milliseconds for which what a place lacks is believed: it may be filled meanwhile. */
const offeredAge = 2 * 60_000;

/** An opened catalogue for as long as somebody works with it. */
export interface CatalogLease {
  readonly basis: CatalogBasis;
  /** What there is to choose from: all of it, or as much as a place holds that has a part of it. */
  offered(place: CatalogPlace): Promise<CatalogModel>;
  release(): void;
}

/** Catalogues that are open, so that a page which clicks through one does not open it with every click. */
export interface OpenedCatalogs {
  /**
   * The catalogue that is known by `key`, else what `open` opens; without a key it is not remembered. Throws what
   * `open` throws, and the signal's reason.
   */
  take(
    key: string | undefined,
    open: () => Promise<CatalogBasis>,
    signal: AbortSignal,
  ): Promise<CatalogLease>;
  /** Forgets what nobody works with, and the rest as soon as that is so. */
  clear(): void;
}

interface Entry {
  readonly basis: CatalogBasis;
  readonly until: number;
  offered: { readonly model: Promise<CatalogModel>; readonly until: number } | undefined;
  users: number;
  isForgotten: boolean;
}

export function openedCatalogs(clock: Pick<Clock, 'monotonic'>): OpenedCatalogs {
  const entries = new Map<string, Entry>();
  const opening = new Map<string, Promise<unknown>>();

  const closeUnused = (entry: Entry): void => {
    if (entry.isForgotten && entry.users === 0) void entry.basis.catalog.close().catch(() => undefined);
  };
  const forget = (key: string): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    entry.isForgotten = true;
    closeUnused(entry);
  };
  const known = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.until <= clock.monotonic()) {
      forget(key);
      return undefined;
    }
    // Put back at the end: what was not used for longest goes first.
    entries.delete(key);
    entries.set(key, entry);
    return entry;
  };
  const lease = (entry: Entry): CatalogLease => {
    entry.users += 1;
    let isReleased = false;
    return {
      basis: entry.basis,
      offered: (place) => offered(entry, place, clock.monotonic()),
      release: () => {
        if (isReleased) return;
        isReleased = true;
        entry.users -= 1;
        closeUnused(entry);
      },
    };
  };
  const begin = async (key: string | undefined, open: () => Promise<CatalogBasis>): Promise<CatalogLease> => {
    const basis = await open();
    const entry: Entry = {
      basis,
      until: clock.monotonic() + age,
      offered: undefined,
      users: 0,
      isForgotten: key === undefined,
    };
    const taken = lease(entry);
    if (key !== undefined) {
      forget(key);
      entries.set(key, entry);
      for (const oldest of [...entries.keys()].slice(0, -kept)) forget(oldest);
    }
    return taken;
  };

  return {
    async take(key, open, signal) {
      if (key === undefined) return begin(key, open);
      for (;;) {
        const entry = known(key);
        if (entry !== undefined) return lease(entry);
        const other = opening.get(key);
        if (other === undefined) break;
        // Another's failure may be that they gave up: then it is this one's turn.
        await untilAborted(
          signal,
          other.catch(() => undefined),
        );
        signal.throwIfAborted();
      }
      const turn = begin(key, open);
      opening.set(key, turn);
      try {
        return await turn;
      } finally {
        opening.delete(key);
      }
    },
    clear() {
      for (const key of entries.keys()) forget(key);
    },
  };
}

async function offered(entry: Entry, place: CatalogPlace, now: number): Promise<CatalogModel> {
  const { basis } = entry;
  if (!basis.isPartial) return basis.catalog.model;
  if (entry.offered !== undefined && now < entry.offered.until) {
    try {
      return await entry.offered.model;
    } catch {
      // Another's failure may be that they gave up: then it is this one's turn.
      place.signal.throwIfAborted();
    }
  }
  const model = restricted(place, basis);
  entry.offered = { model, until: now + offeredAge };
  model.catch(() => (entry.offered = undefined));
  return model;
}

async function restricted(place: CatalogPlace, basis: CatalogBasis): Promise<CatalogModel> {
  const { model } = basis.catalog;
  const sources = [...model.packages.values()];
  const held = await heldBundles(place, basis)(sources.flatMap(({ bundles }) => bundles));
  return replacePackages(
    model,
    new Map(sources.map((source) => [source.name, restrictPackage(source, (bundle) => held.has(bundle))])),
  );
}
