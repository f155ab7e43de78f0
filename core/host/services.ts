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

/** The doors to the outside that every use case takes: one of each, so that tests can stand in. */
export interface HostServices {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly environment: Environment;
}

export function systemServices(): HostServices {
  return {
    fs: systemFileSystem,
    clock: systemClock,
    random: systemRandom,
    environment: systemEnvironment(),
  };
}
