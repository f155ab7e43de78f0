import type { SeededRandom } from '../../support/seeded-random.ts';
import type { ControlSet } from './control-set.ts';
import type { ReadingJob, SetJob, SetTarget, Stage } from './reading-job.ts';

/** Where a form is written, and what it may lie about. */
export interface Ground {
  /** Everything hostile is written below it. */
  readonly folder: string;
  /** A folder beside it that nothing may touch, with a file `treasure`. */
  readonly outside: string;
  readonly random: SeededRandom;
  readonly control: ControlSet;
  readonly into: SetTarget;
}

/** Something hostile, and what each stage says of it. */
export interface HostileForm {
  readonly name: string;
  /** Codes of errors and what else a stage comes to; a stage that is left out must say nothing of a fault. */
  readonly refused: Readonly<Partial<Record<Stage, readonly string[]>>>;
  make(ground: Ground): Promise<ReadingJob>;
}

/** The set in `folder`, loaded with the configuration that the control set was made from unless told otherwise. */
export function setJob({ into, control }: Ground, folder: string, config = control.config): SetJob {
  return { kind: 'set', folder, into, config };
}
