import type { Clock, Environment, HttpDoor, Random } from '../ports/index.ts';

/** What talking to the update service and the signature store needs. */
export interface ReleaseServices {
  readonly door: HttpDoor;
  readonly clock: Clock;
  readonly random: Random;
  readonly environment: Environment;
}
