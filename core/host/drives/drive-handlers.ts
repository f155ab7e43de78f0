import { SluiceError, type Drive, type Message } from '../../contract/index.ts';
import {
  driveStatuses,
  suggestDrive,
  type DriveVerdict,
  type DriveWish,
  type MediaDrive,
} from '../../media/index.ts';
import { findSets, type FoundSet, type SetBriefs } from '../archives/index.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { toMessage } from '../observer.ts';
import type { OwnPathRegistry } from '../paths/index.ts';
import type { HostServices } from '../services.ts';
import type { DriveTable } from './drive-table.ts';
import { toDriveView } from './drive-view.ts';
import type { MediumTests } from './medium-tests.ts';
import type { DrivesInUse } from './in-use.ts';

export interface DriveHandlerOptions {
  readonly services: HostServices;
  readonly paths: OwnPathRegistry;
  readonly table: DriveTable;
  readonly briefs: SetBriefs;
  readonly inUse: DrivesInUse;
  readonly tests: MediumTests;
  readonly mount: (drive: MediaDrive) => Promise<void>;
  readonly eject: (drive: MediaDrive) => Promise<void>;
}

/** `drives.*`. */
export function driveHandlers(options: DriveHandlerOptions): HandlersOf<'drives'> {
  const { table, paths } = options;
  const setsOn = createSetFinder(options);
  return {
    'drives.list': async ({ purpose, need, largestFile, source }) => {
      const { drives, unavailable } = await listOrReason(table);
      const sourceId =
        source === undefined
          ? undefined
          : await table
              .driveOf(paths.resolve(source, ['archive-in', 'archive-out']))
              .then((drive) => drive?.id)
              .catch(() => undefined);
      const wish: DriveWish = {
        purpose,
        ...(need !== undefined && { need }),
        ...(largestFile !== undefined && { largestFile }),
        ...(sourceId !== undefined && { sourceId }),
      };
      const judged = drives.map((drive) => ({ drive, verdicts: judge(options, drive, wish) }));
      const views = await Promise.all(
        judged.map(async ({ drive, verdicts }): Promise<Drive> =>
          toDriveView(paths, purpose, {
            drive,
            verdicts,
            sets: await setsOn(drive),
            test: options.tests.get(drive.id),
          }),
        ),
      );
      const practice = judged.filter(({ drive }) => drive.kind === 'practice');
      // Who practises does so on the practice disk.
      const suggested = suggestDrive(practice.length > 0 ? practice : judged);
      return {
        drives: views,
        ...(suggested !== undefined && { suggested: suggested.id }),
        ...(unavailable !== undefined && { unavailable }),
      };
    },
    'drives.mount': async ({ id }) => {
      const drive = await table.find(id);
      if (drive.mountPoint === undefined) await options.mount(drive);
      const { mountPoint } = await table.find(id);
      if (mountPoint === undefined) {
        throw new SluiceError('DRIVE_NOT_MOUNTABLE', { params: { device: drive.device } });
      }
      return { mountPoint };
    },
    'drives.eject': async ({ id }) => {
      const drive = await table.find(id);
      requireRemovable(drive);
      const together = (await table.known()).filter(({ disk }) => disk === drive.disk);
      if ([drive, ...together].some((each) => options.inUse.has(each.id))) {
        throw new SluiceError('DRIVE_AT_WORK', { retryable: true });
      }
      await options.eject(drive);
      return { safeToUnplug: true };
    },
    'drives.test': async ({ id, bytes }) => {
      const drive = await table.find(id);
      if (!drive.removable) {
        throw new SluiceError('MEDIA_TEST_NOT_REMOVABLE', { params: { device: drive.device } });
      }
      const { mountPoint } = drive;
      if (mountPoint !== undefined && !paths.fence.holds(mountPoint)) {
        throw new SluiceError('DRIVE_OUTSIDE_ROOTS', { params: { mountPoint } });
      }
      return { test: options.tests.start(drive, bytes) };
    },
    'drives.cancelTest': async ({ id }) => {
      const test = await options.tests.cancel(id);
      return test === undefined ? {} : { test };
    },
  };
}

/** Throws DRIVE_NOT_REMOVABLE: unmounting what is built in is not ejecting. */
export function requireRemovable(drive: MediaDrive): void {
  if (drive.removable) return;
  throw new SluiceError('DRIVE_NOT_REMOVABLE', { params: { device: drive.device } });
}

async function listOrReason(
  table: DriveTable,
): Promise<{ readonly drives: readonly MediaDrive[]; readonly unavailable?: Message }> {
  try {
    return { drives: await table.list() };
  } catch (error) {
    const { detail, ...unavailable } = toMessage(error);
    const practice = await table.practice();
    return {
      drives: practice === undefined ? [] : [practice],
      unavailable: {
        ...unavailable,
        ...(error instanceof SluiceError && detail !== undefined && { detail }),
      },
    };
  }
}

function judge({ table, paths }: DriveHandlerOptions, drive: MediaDrive, wish: DriveWish): DriveVerdict[] {
  const verdicts = driveStatuses(drive, wish, table.probe?.platform ?? 'linux');
  const { mountPoint } = drive;
  if (mountPoint === undefined || paths.fence.holds(mountPoint)) return verdicts;
  return [{ level: 'error', code: 'DRIVE_OUTSIDE_ROOTS', params: { mountPoint } }, ...verdicts];
}

/** Looks for sets on a drive; what was found last stands for drives that must not be disturbed, or that do not answer. */
function createSetFinder(options: DriveHandlerOptions): (drive: MediaDrive) => Promise<readonly FoundSet[]> {
  const { services, briefs, inUse } = options;
  const last = new Map<string, readonly FoundSet[]>();
  // Whoever asks while somebody looks waits for the same answer: what was found before may be old by now.
  const open = new Map<string, Promise<readonly FoundSet[]>>();
  const look = (key: string, mountPoint: string): Promise<readonly FoundSet[]> => {
    const found = findSets(services, mountPoint, briefs)
      .then((sets) => {
        last.set(key, sets);
        return sets;
      })
      .catch((): readonly FoundSet[] => [])
      .finally(() => open.delete(key));
    open.set(key, found);
    return found;
  };
  return async ({ id, kind, system, mountPoint }) => {
    if (mountPoint === undefined || system || kind === 'network') return [];
    const key = `${id} ${mountPoint}`;
    if (inUse.has(id)) return last.get(key) ?? [];
    const given = new AbortController();
    const late = services.clock
      .sleep(patience, given.signal)
      .then(() => last.get(key) ?? [])
      .catch((): readonly FoundSet[] => []);
    try {
      return await Promise.race([open.get(key) ?? look(key, mountPoint), late]);
    } finally {
      given.abort();
    }
  };
}

/** Milliseconds that a list waits for a drive that does not answer. */
const patience = 5000;
