import { formatBytes, type JobState, type Message } from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import { toMessage } from '../observer.ts';
import { runAttempt, SourceLost } from './attempt.ts';
import type { JobStore } from './job-store.ts';
import type { LiveJob } from './live-job.ts';
import { glanceAt, speaksOfMedium, type FolderPlace, type MediaOptions, type MediumState } from './medium.ts';
import { mediaState, watchMedia } from './medium-watch.ts';
import type { Engine, JobParts } from './parts.ts';
import { createStop, type Nudge, type Stop } from './stop.ts';

export interface AttendOptions {
  readonly desk: Desk;
  readonly store: JobStore;
  readonly parts: JobParts;
  readonly engine: Engine;
  readonly nudge: Nudge;
}

/** How an attempt came about. */
export interface AttemptReason {
  /** Somebody pressed a button: that the right folder is in its place is taken from them. */
  readonly byUser: boolean;
  /** It goes on after a pause: the bar does not jump back. */
  readonly goesOn: boolean;
}

/** A failed read or write is asked about this often, a second apart, before a medium counts as there: systems notice late. */
const looks = 3;

/**
 * One attempt from its start to the state in which the job is to rest, with the medium watched and the machine kept
 * awake. `running` is called when the job has begun. Never throws.
 */
export async function attend(
  options: AttendOptions,
  job: LiveJob,
  reason: AttemptReason,
  running: () => Promise<void>,
): Promise<JobState> {
  const { clock } = options.desk.services;
  const stop = createStop();
  job.stop = stop;
  await Promise.all([job.items(), job.logs()]);
  job.tracker.begin(reason.goesOn);
  job.update({
    attempts: job.record.attempts + 1,
    startedAt: job.record.startedAt ?? clock.now().toISOString(),
  });
  if (stop.reason === undefined) await running();
  const letSleep = keepAwake(options.desk, job);
  const watching = new AbortController();
  let state: JobState;
  try {
    state = await work(options, job, { stop, byUser: reason.byUser, watching: watching.signal });
  } catch (error) {
    state = { kind: 'failed', error: toMessage(error) };
  } finally {
    watching.abort();
    letSleep();
    job.stop = undefined;
  }
  if (state.kind !== 'succeeded') job.settleItems('not-attempted');
  job.tracker.end(state.kind === 'succeeded' ? 'whole' : state.kind === 'failed' ? 'failed' : 'stopped');
  if (state.kind !== 'paused' || state.reason !== 'medium') await noteMedia(options, job);
  return state;
}

interface Work {
  readonly stop: Stop;
  readonly byUser: boolean;
  readonly watching: AbortSignal;
}

async function work(
  options: AttendOptions,
  job: LiveJob,
  { stop, byUser, watching }: Work,
): Promise<JobState> {
  const { desk, parts, nudge } = options;
  const { fs, clock } = desk.services;
  const seenAt = new Map<string, FolderPlace>();
  const media = { fs, mediumOf: parts.mediumOf, seenAt };
  const before = await mediaState(media, job.record.media, byUser);
  if (before !== 'same') return stopped(job, stop) ?? away(job, before);
  void watchMedia({ ...media, clock, nudge }, job.record.media, watching, {
    seen: (folder, names) => noteNames(job, folder, names),
    gone: () => stop.stop('medium'),
  });
  try {
    const left = await runAttempt({ ...options, onMedium: nudge.nudge }, job, stop);
    if (left > 0) return { kind: 'incomplete', count: left };
    const exceptions = job.record.report?.held?.length ?? 0;
    return { kind: 'succeeded', ...(exceptions > 0 && { exceptions }) };
  } catch (error) {
    const asked = stopped(job, stop);
    if (asked !== undefined) return asked;
    const found = await whatBecameOf(media, job, stop, error);
    const askedMeanwhile = stopped(job, stop);
    if (askedMeanwhile !== undefined) return askedMeanwhile;
    if (found !== 'same') return away(job, found);
    if (error instanceof SourceLost) return { kind: 'incomplete', count: error.missing };
    return { kind: 'failed', error: toMessage(error) };
  }

  /** After a failure: whether the media are in their places. */
  async function whatBecameOf(
    where: MediaOptions,
    failed: LiveJob,
    brake: Stop,
    error: unknown,
  ): Promise<MediumState> {
    const suspicious = error instanceof SourceLost || speaksOfMedium(error);
    for (let look = 1; ; look += 1) {
      const state = await mediaState(where, failed.record.media);
      if (state !== 'same' || !suspicious || look >= looks || brake.reason !== undefined) return state;
      await clock.sleep(1000, brake.signal).catch(() => undefined);
    }
  }
}

/** The state that was asked for when the attempt was stopped. */
function stopped(job: LiveJob, { reason }: Stop): JobState | undefined {
  switch (reason) {
    case undefined:
      return undefined;
    case 'medium':
      return away(job, 'absent');
    case 'pause':
      return { kind: 'paused', reason: 'user' };
    case 'cancel':
      return { kind: 'cancelled' };
    case 'close':
      return { kind: 'interrupted' };
  }
}

/** Waiting for the medium, with where the job stopped. */
export function away(job: LiveJob, state: MediumState): JobState {
  return { kind: 'paused', reason: 'medium', message: awayMessage(job, state) };
}

function awayMessage(job: LiveJob, state: MediumState): Message {
  const folder = foldersOf(job);
  if (state === 'other') return { code: 'JOB_MEDIUM_OTHER', params: { folder }, affected: [folder] };
  const { bytesDone, bytesTotal } = job.view().progress;
  // Before the plan is made nobody knows how much there is: no number is better than "0 B of 0 B".
  if (bytesTotal === 0) return { code: 'JOB_MEDIUM_AWAY_EARLY', params: { folder }, affected: [folder] };
  const params = { folder, done: formatBytes(bytesDone), total: formatBytes(bytesTotal) };
  return { code: 'JOB_MEDIUM_AWAY', params, affected: [folder] };
}

export function foldersOf({ record }: LiveJob): string {
  return record.media.map(({ folder }) => folder).join(', ');
}

function noteNames(job: LiveJob, folder: string, names: readonly string[]): void {
  if (names.length === 0) return;
  const known = job.record.media.find((medium) => medium.folder === folder)?.names ?? [];
  if (known.length === names.length && names.every((name) => known.includes(name))) return;
  job.update({
    media: job.record.media.map((medium) =>
      medium.folder === folder ? { ...medium, names: [...names].sort() } : medium,
    ),
  });
}

/** By what the media will be known again. */
async function noteMedia({ desk }: AttendOptions, job: LiveJob): Promise<void> {
  for (const { folder } of job.record.media) {
    const glance = await glanceAt(desk.services.fs, folder);
    if (glance !== undefined) noteNames(job, folder, glance.names);
  }
}

function keepAwake({ ports }: Desk, { record }: LiveJob): () => void {
  try {
    return ports.keepAwake?.(`Sluice: ${record.kind} ${record.destination}`) ?? (() => undefined);
  } catch {
    return () => undefined;
  }
}
