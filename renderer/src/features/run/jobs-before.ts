import { isJobOver, type Job } from '../../../../core/contract/index.ts';

/**
 * Which jobs a queued one waits for: those that use its medium or registry and came first; when there is none, those at
 * work, for the host runs only a few at once.
 */
export function jobsBefore(jobs: readonly Job[], jobId: string): readonly Job[] {
  const own = jobs.find(({ id }) => id === jobId);
  if (own === undefined) return [];
  const places = placesOf(own);
  const open = jobs
    .filter(({ id, state }) => id !== jobId && !isJobOver(state) && state.kind !== 'paused')
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const sharing = open.filter(
    (other) =>
      (other.state.kind !== 'queued' || other.createdAt < own.createdAt) &&
      placesOf(other).some((place) => places.includes(place)),
  );
  return sharing.length > 0 ? sharing : open.filter(({ state }) => state.kind !== 'queued');
}

/** What only one job may use at a time. A registry that is read from can be read by many. */
function placesOf({ kind, source, destination, driveId }: Job): readonly string[] {
  return [
    destination,
    ...(kind === 'export' ? [] : [source]),
    ...(driveId === undefined ? [] : [`drive ${driveId}`]),
  ];
}
