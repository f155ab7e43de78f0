import type { Clock, FileSystem } from '../../ports/index.ts';
import type { Medium } from './job-record.ts';
import { glanceAt, mediumState, type FolderPlace, type MediaOptions, type MediumState } from './medium.ts';
import type { Nudge } from './stop.ts';

/** Milliseconds between two looks at a medium. */
export const lookEvery = 2000;

export interface WatchOptions extends MediaOptions {
  readonly fs: FileSystem;
  readonly clock: Clock;
  /** Drives changed, or something could not be read: look at once and thoroughly. */
  readonly nudge: Nudge;
  /** Filled with where the folders are. */
  readonly seenAt: Map<string, FolderPlace>;
}

/**
 * Looks after the media of a running job until `signal` ends it: `onSeen` is told what lies on each, `onGone` once
 * when one of them is not in its place any more. The folder's device is looked at every two seconds, the drive's
 * identity when drives changed.
 */
export async function watchMedia(
  options: WatchOptions,
  media: readonly Medium[],
  signal: AbortSignal,
  on: { readonly seen: (folder: string, names: readonly string[]) => void; readonly gone: () => void },
): Promise<void> {
  let thorough = false;
  while (!signal.aborted) {
    for (const medium of media) {
      const glance = await glanceAt(options.fs, medium.folder);
      const before = options.seenAt.get(medium.folder);
      const moved = before !== undefined && glance !== undefined && glance.device !== before.device;
      const gone = glance === undefined || moved || (thorough && (await isElsewhere(options, medium)));
      if (signal.aborted) return;
      if (gone) return on.gone();
      options.seenAt.set(medium.folder, glance);
      on.seen(medium.folder, glance.names);
    }
    thorough = (await pause(options, signal)) === 'nudged';
  }
}

async function isElsewhere(options: MediaOptions, medium: Medium): Promise<boolean> {
  return medium.driveId !== undefined && (await mediumState(options, medium)) !== 'same';
}

/** Waits two seconds, or for a nudge, or for the end. */
export async function pause(
  { clock, nudge }: Pick<WatchOptions, 'clock' | 'nudge'>,
  signal: AbortSignal,
): Promise<'nudged' | 'passed'> {
  const nudged = new AbortController();
  const forget = nudge.onNext(() => nudged.abort());
  await clock.sleep(lookEvery, AbortSignal.any([signal, nudged.signal])).catch(() => undefined);
  forget();
  return nudged.signal.aborted ? 'nudged' : 'passed';
}

/** The worst of the media's states: a job goes on only with all of them in their places. */
export async function mediaState(
  options: MediaOptions,
  media: readonly Medium[],
  byUser = false,
): Promise<MediumState> {
  const states = await Promise.all(media.map((medium) => mediumState(options, medium, byUser)));
  return states.includes('other') ? 'other' : states.includes('absent') ? 'absent' : 'same';
}
