import {
  systemClock,
  systemEnvironment,
  systemFileSystem,
  systemRandom,
  type Clock,
  type Environment,
  type FileSystem,
  type Random,
} from '../ports/index.ts';
import type { Connections } from './connections.ts';
import type { KeyStore } from './seal/key-store.ts';

/** The doors to the outside that every use case takes: one of each, so that tests can stand in. */
export interface HostServices {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly environment: Environment;
  /** What the application keeps about registries; the command line has none. */
  readonly connections?: Connections;
  /** The keys of this installation; without one those of the state directory, all locked. */
  readonly keys?: KeyStore;
  /** Which medium a folder lies on; undefined for the machine's own disk. Absent where nobody looks. */
  readonly mediumOf?: (folder: string) => Promise<MediumFacts | undefined>;
}

/** By what a medium is known to people and to the system. */
export interface MediumFacts {
  readonly id: string;
  readonly label: string;
  readonly mountPoint: string;
}

export function systemServices(): HostServices {
  return {
    fs: systemFileSystem,
    clock: systemClock,
    random: systemRandom,
    environment: systemEnvironment(),
  };
}
