import {
  dropFromCache,
  systemTools,
  type DriveProbe,
  type MediaDrive,
  type RunTool,
} from '../../media/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import type { HandlersOf } from '../app/handlers.ts';
import type { SetBriefs } from '../archives/index.ts';
import type { DrivePlace } from '../paths/facts.ts';
import type { OwnPathRegistry } from '../paths/index.ts';
import type { HostServices, MediumFacts } from '../services.ts';
import { driveHandlers, requireRemovable } from './drive-handlers.ts';
import { createDriveTable, type DriveTable } from './drive-table.ts';
import { createHotPlug, systemWatch, type WatchFolder } from './hot-plug.ts';
import { watchDrivesInUse } from './in-use.ts';
import { createMediumTests } from './medium-tests.ts';
import { createPracticeDrive } from './practice-drive.ts';
import { systemProbe } from './system-probe.ts';

export interface DrivesOptions {
  readonly services: HostServices;
  readonly events: EventHub;
  /** Folder of the practice environment's disk while it is on. */
  readonly practiceDisk: () => Promise<string | undefined> | string | undefined;
  /** Default: the drives of this machine. */
  readonly probe?: DriveProbe;
  readonly run?: RunTool;
  readonly watchFolder?: WatchFolder;
}

export interface DrivesForJobs {
  /** Id of the drive that a path lies on; undefined for the machine's own disk. Throws when it cannot be told now. */
  readonly mediumOf: (path: string) => Promise<string | undefined>;
  /** Writes out, unmounts, powers off. Throws DRIVE_GONE, DRIVE_BUSY, DRIVE_EJECT_NEEDS_ROOT and their like. */
  readonly eject: (id: string) => Promise<{ readonly safeToUnplug: boolean }>;
  readonly dropFromCache: (files: readonly string[]) => Promise<{ readonly pastCache: boolean }>;
}

/** What the host's other areas need of drives. */
export interface Drives {
  readonly table: DriveTable;
  readonly forJobs: DrivesForJobs;
  /** For the registry of paths. */
  driveOf(path: string): Promise<DrivePlace | undefined>;
  mountPointOf(id: string): Promise<string | undefined>;
  /** For records of what happened to a medium. Throws when it cannot be told now. */
  mediumFacts(path: string): Promise<MediumFacts | undefined>;
  /** Watches for drives that come and go while a page listens. */
  attend(): () => void;
  handlers(paths: OwnPathRegistry, briefs: SetBriefs): HandlersOf<'drives'>;
  close(): Promise<void>;
}

/** Wires the drives. No drive is looked at before somebody asks. */
export function createDrives(options: DrivesOptions): Drives {
  const { services, events } = options;
  const { fs, environment, clock } = services;
  const run = options.run ?? systemTools(environment);
  const probe = options.probe ?? systemProbe(services, run);
  const practice = createPracticeDrive(fs, options.practiceDisk);
  const table = createDriveTable(fs, probe, practice);
  const inUse = watchDrivesInUse(events);
  const tests = createMediumTests({ services, events, run, isInUse: inUse.has });
  const changed = (): void => events.publish('drives.changed', {});
  const hotPlug =
    probe === undefined
      ? undefined
      : createHotPlug({
          clock,
          probe,
          list: table.list,
          watchFolder: options.watchFolder ?? systemWatch,
          onChange: changed,
        });
  const stopPractice = events.subscribe(({ topic }) => {
    // The practice disk comes and goes with the practice environment.
    if (topic === 'practice.changed') changed();
  });
  const mount = async (drive: MediaDrive): Promise<void> => {
    if (drive.kind === 'practice') practice.plug();
    else await probe?.mount(drive);
    changed();
  };
  const eject = async (drive: MediaDrive): Promise<void> => {
    if (drive.kind === 'practice') practice.unplug();
    else await probe?.eject(drive, await table.list());
    changed();
  };
  return {
    table,
    forJobs: {
      mediumOf: async (path) => (await table.driveOf(path))?.id,
      async eject(id) {
        const drive = await table.find(id);
        requireRemovable(drive);
        await eject(drive);
        return { safeToUnplug: true };
      },
      dropFromCache: (files) => dropFromCache({ fs, platform: environment.platform, run }, files),
    },
    driveOf: async (path) => {
      const drive = await table.driveOf(path);
      if (drive?.mountPoint === undefined) return undefined;
      const { id, mountPoint, fileSystem } = drive;
      return { id, mountPoint, ...(fileSystem !== undefined && { fileSystem }) };
    },
    mediumFacts: async (path) => factsOf(await table.driveOf(path)),
    mountPointOf: async (id) => (await table.known()).find((drive) => drive.id === id)?.mountPoint,
    attend: () => hotPlug?.attend() ?? ((): void => undefined),
    handlers: (paths, briefs) =>
      driveHandlers({ services, paths, table, briefs, inUse, tests, mount, eject }),
    async close() {
      await tests.close();
      stopPractice();
      inUse.close();
      await hotPlug?.close();
    },
  };
}

function factsOf(drive: MediaDrive | undefined): MediumFacts | undefined {
  if (drive?.mountPoint === undefined) return undefined;
  const { id, label, mountPoint } = drive;
  return { id, label, mountPoint };
}

/** For the command line, which looks at drives only to name a medium: the same services, with that answered. */
export function withMedia(services: HostServices): HostServices {
  const { fs, environment } = services;
  const probe = systemProbe(services, systemTools(environment));
  const noPractice = createPracticeDrive(fs, () => undefined);
  const table = createDriveTable(fs, probe, noPractice);
  return { mediumOf: async (folder) => factsOf(await table.driveOf(folder)), ...services };
}
