import type { JobRecord } from './job-record.ts';

/** Jobs that run side by side at most. More would share the same line and make each other slow. */
export const mostAtOnce = 2;

/** What only one job may use at a time: a folder, a drive, a registry that is filled. */
export function claimsOf({ media, run }: Pick<JobRecord, 'media' | 'run'>): readonly string[] {
  const places = media.flatMap(({ folder, driveId }) => [
    `folder ${folder}`,
    ...(driveId === undefined ? [] : [`drive ${driveId}`]),
  ]);
  const registry =
    run?.destination.kind === 'registry' ? [`registry ${run.destination.place.host.toLowerCase()}`] : [];
  return [...places, ...registry];
}

export interface Claimant {
  readonly id: string;
  readonly claims: readonly string[];
}

/** Which of the queued ones, oldest first, may start now. One that waits for its place is not overtaken there. */
export function startable(queued: readonly Claimant[], running: readonly Claimant[]): readonly string[] {
  const taken = new Set(running.flatMap(({ claims }) => claims));
  const chosen: string[] = [];
  for (const { id, claims } of queued) {
    const free = claims.every((claim) => !taken.has(claim));
    for (const claim of claims) taken.add(claim);
    if (free && running.length + chosen.length < mostAtOnce) chosen.push(id);
  }
  return chosen;
}
