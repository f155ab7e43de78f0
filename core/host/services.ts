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

/** The doors to the outside that every use case takes: one of each, so that tests can stand in. */
export interface HostServices {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly environment: Environment;
  /** What the application keeps about registries; the command line has none. */
  readonly connections?: Connections;
}

export function systemServices(): HostServices {
  return {
    fs: systemFileSystem,
    clock: systemClock,
    random: systemRandom,
    environment: systemEnvironment(),
  };
}
