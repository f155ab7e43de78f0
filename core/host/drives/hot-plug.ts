import { watch } from 'node:fs';
import type { DriveProbe, MediaDrive } from '../../media/index.ts';
import type { Clock } from '../../ports/index.ts';

/** Calls back when something in a folder changes, until the given function is called. */
export type WatchFolder = (folder: string, onChange: () => void) => () => void;

/** The system's own notices. A folder that is not there, or cannot be watched, is left to polling. */
export const systemWatch: WatchFolder = (folder, onChange) => {
  try {
    const watcher = watch(folder, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
};

export interface HotPlugOptions {
  readonly clock: Clock;
  readonly probe: DriveProbe;
  readonly list: () => Promise<readonly MediaDrive[]>;
  readonly watchFolder: WatchFolder;
  /** Told after the list became another one. */
  readonly onChange: () => void;
}

export interface HotPlug {
  /** Looks after the drives until the given function is called. */
  attend(): () => void;
  close(): Promise<void>;
}

const pollEvery = 2000;
/** A stick that is plugged in shows up in steps: device, partitions, mount. */
const settleTime = 300;

/**
 * Notices drives that come and go while somebody listens: every two seconds by the probe's cheap signature, which disturbs
 * no drive, and at once where the system tells. Drives are listed only when the signature changed.
 */
export function createHotPlug(options: HotPlugOptions): HotPlug {
  const { clock, probe } = options;
  let listeners = 0;
  let stop: AbortController | undefined;
  let loop: Promise<void> = Promise.resolve();
  let signature: string | undefined;
  let face: string | undefined;
  let looking: Promise<void> | undefined;

  const lookOnce = async (force: boolean): Promise<void> => {
    const now = await probe.signature();
    if (!force && now === signature) return;
    signature = now;
    // Drives that cannot be listed now are a state of their own: the page learns of it when it lists.
    const next = await options.list().then(faceOf, () => '');
    const changed = face !== undefined && next !== face;
    face = next;
    if (changed) options.onChange();
  };
  const look = (force: boolean): Promise<void> => {
    looking ??= lookOnce(force)
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };
  const run = async (signal: AbortSignal): Promise<void> => {
    await look(true);
    const folder = probe.watchFolder;
    let told = new AbortController();
    const unwatch = folder === undefined ? undefined : options.watchFolder(folder, () => told.abort());
    try {
      while (!signal.aborted) {
        await clock.sleep(pollEvery, AbortSignal.any([signal, told.signal])).catch(() => undefined);
        const force = told.signal.aborted;
        if (force) await clock.sleep(settleTime, signal).catch(() => undefined);
        told = new AbortController();
        if (!signal.aborted) await look(force);
      }
    } finally {
      unwatch?.();
    }
  };
  return {
    attend() {
      listeners++;
      if (listeners === 1) {
        stop = new AbortController();
        const { signal } = stop;
        loop = loop.then(() => run(signal));
      }
      let attending = true;
      return () => {
        if (!attending) return;
        attending = false;
        listeners--;
        if (listeners === 0) stop?.abort();
      };
    },
    async close() {
      stop?.abort();
      await loop;
    },
  };
}

/** What makes a list another one: not the free space, which changes all the time. */
function faceOf(drives: readonly MediaDrive[]): string {
  return JSON.stringify(
    drives.map(({ id, device, mountPoint, readOnly, label, content, fileSystem, capacity }) => [
      id,
      device,
      mountPoint,
      readOnly,
      label,
      content,
      fileSystem,
      capacity,
    ]),
  );
}
