import type { CatalogProgress } from '../../contract/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { EventHub } from '../app/event-hub.ts';

/** Milliseconds between two events: four a second are enough for a bar. */
const interval = 250;

/** Tells how far the reading of a catalogue is: each phase's beginning and end, and in between now and then. */
export function catalogProgress(
  { clock, events }: { readonly clock: Pick<Clock, 'monotonic'>; readonly events: Pick<EventHub, 'publish'> },
  catalog: string,
): (progress: Omit<CatalogProgress, 'catalog'>) => void {
  let phase: CatalogProgress['phase'] | undefined;
  let next = 0;
  return (progress) => {
    const now = clock.monotonic();
    const isOver = progress.bytesDone === progress.bytesTotal;
    if (progress.phase === phase && !isOver && now < next) return;
    ({ phase } = progress);
    next = now + interval;
    events.publish('catalog.progress', { catalog, ...progress });
  };
}
