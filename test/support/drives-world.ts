import { createEventHub, type EventHub } from '../../core/host/app/event-hub.ts';
import { createSetBriefs } from '../../core/host/archives/index.ts';
import { createDrives, type Drives } from '../../core/host/drives/index.ts';
import type { OwnPathRegistry, RegistryOptions } from '../../core/host/paths/index.ts';
import type { DriveProbe, MediaDrive } from '../../core/media/index.ts';
import type { HostEvent } from '../../core/contract/index.ts';
import { pathsWorld, type PathsWorld } from './paths-world.ts';

/** A machine whose drives the test plugs in and pulls out. */
export interface FakeMachine {
  readonly probe: DriveProbe;
  drives: readonly MediaDrive[];
  /** Thrown by the next lists. */
  failure: unknown;
  lists: number;
  readonly asked: string[];
}

export function fakeMachine(drives: readonly MediaDrive[] = []): FakeMachine {
  const machine: FakeMachine = {
    drives,
    failure: undefined,
    lists: 0,
    asked: [],
    probe: {
      platform: 'linux',
      watchFolder: '/dev/disk/by-uuid',
      list: () => {
        machine.lists += 1;
        return machine.failure === undefined
          ? Promise.resolve(machine.drives)
          : Promise.reject(machine.failure);
      },
      signature: () =>
        Promise.resolve(JSON.stringify(machine.drives.map(({ id, mountPoint }) => [id, mountPoint]))),
      mount: (drive) => {
        machine.asked.push(`mount ${drive.id}`);
        return Promise.resolve();
      },
      eject: (drive) => {
        machine.asked.push(`eject ${drive.id}`);
        machine.drives = machine.drives.filter(({ disk }) => disk !== drive.disk);
        return Promise.resolve();
      },
    },
  };
  return machine;
}

export interface DrivesWorld extends PathsWorld {
  readonly machine: FakeMachine;
  readonly drives: Drives;
  readonly events: EventHub;
  readonly seen: HostEvent[];
  readonly handlers: ReturnType<Drives['handlers']>;
  /** As when the system says that something changed below its folder. */
  stir(): void;
  readonly practice: { folder: string | undefined };
  readonly paths: OwnPathRegistry;
}

export async function drivesWorld(
  plugged: readonly MediaDrive[] = [],
  options: Partial<Omit<RegistryOptions, 'services'>> = {},
): Promise<DrivesWorld> {
  const machine = fakeMachine(plugged);
  const events = createEventHub();
  const practice: { folder: string | undefined } = { folder: undefined };
  let stir = (): void => undefined;
  let drives: Drives | undefined;
  const world = await pathsWorld({
    lore: {
      driveOf: async (path) => drives?.driveOf(path),
      mountPointOf: async (id) => drives?.mountPointOf(id),
    },
    ...options,
  });
  const made = (drives = createDrives({
    services: world.services,
    events,
    practiceDisk: () => practice.folder,
    probe: machine.probe,
    watchFolder: (_, onChange) => {
      stir = onChange;
      return () => undefined;
    },
  }));
  const seen: HostEvent[] = [];
  events.subscribe((event) => void seen.push(event));
  return {
    ...world,
    machine,
    drives: made,
    events,
    seen,
    practice,
    handlers: made.handlers(world.paths, createSetBriefs(world.services)),
    stir: () => stir(),
  };
}
