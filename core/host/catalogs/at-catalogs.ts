import type { OperatorConfig } from '../../config/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import {
  atContentPlace,
  type ContentDesk,
  type ContentPlace,
  type ContentQuestion,
} from '../content/content-place.ts';
import { openBasis, type CatalogPlace } from '../mirror/operators/basis.ts';
import { catalogProgress } from './catalog-progress.ts';
import type { KnownCatalogs } from './known-catalogs.ts';
import type { CatalogLease, OpenedCatalogs } from './opened-catalogs.ts';

/** What looking at catalogues takes. */
export interface CatalogDesk extends ContentDesk {
  readonly events: Pick<EventHub, 'publish'>;
  readonly opened: OpenedCatalogs;
  readonly known: KnownCatalogs;
}

/** A place at which catalogues can be opened. */
export interface CatalogsThere {
  readonly content: ContentPlace;
  /** The place as a run sees it. */
  readonly place: CatalogPlace;
  /** Opens a catalogue as a run opens it; it stays open until the work is done. Throws as `openBasis` does. */
  open(operator: OperatorConfig): Promise<CatalogLease & { readonly readAt: string }>;
}

/** Opens the place, does `work` with catalogues of it, closes all. Throws as `atContentPlace` does, and what `work` throws. */
export function atCatalogs<Result>(
  desk: CatalogDesk,
  question: ContentQuestion,
  work: (there: CatalogsThere) => Promise<Result>,
): Promise<Result> {
  const { opened, known, events } = desk;
  const { signal, source } = question;
  return atContentPlace(desk, question, async (content) => {
    const { services, end, key } = content;
    const leases: CatalogLease[] = [];
    const place: CatalogPlace = { services, source: end, layout: 'oc-mirror', signal };
    const open: CatalogsThere['open'] = async (operator) => {
      const onProgress = catalogProgress({ clock: services.clock, events }, operator.catalog);
      const lease = await opened.take(
        // A set on this machine may be replaced by another at any time.
        source.kind === 'archive' ? undefined : `${key} ${operator.catalog}`,
        () => openBasis({ ...place, onProgress }, operator),
        signal,
      );
      leases.push(lease);
      const basis = { ...lease.basis, operator };
      const readAt = await known.note(services, operator.catalog, basis.location.digest);
      return { ...lease, basis, readAt };
    };
    try {
      return await work({ content, place, open });
    } finally {
      for (const lease of leases) lease.release();
    }
  });
}

/** A catalogue of which nothing is chosen yet. */
export function wholeCatalog(catalog: string): OperatorConfig {
  return { catalog, packages: [], full: false, skipDependencies: false, platforms: [] };
}
