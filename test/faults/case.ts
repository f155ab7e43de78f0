import type { SeededRandom } from '../support/seeded-random.ts';

/** One try at a fault. */
export interface Try {
  /** 0, 1, … below the case's amount. Cases that enumerate (every form, every write) choose by it. */
  readonly number: number;
  /** Drawn from the run's seed, the case and the number: one try can be had again alone. */
  readonly random: SeededRandom;
  /** A new, empty folder; removed afterwards. */
  readonly folder: string;
}

/** What a try that harmed nothing tells. Bytes. */
export interface Harmless {
  /** Went over the wire in both directions, or was written. Absent where traffic says nothing. */
  readonly moved?: number;
  /** What had to go over the wire at least. */
  readonly needed?: number;
  /** A short word for the table's last column, counted over all tries: `resumed`, `refused: BLOB_TOO_LONG`. */
  readonly ended: string;
}

/** What the tries of one case share. */
export interface Bench {
  /** Throws `Damage` when something was lost, is corrupt, or was written outside; other errors mean that the case itself is broken. */
  run(one: Try): Promise<Harmless>;
  close(): Promise<void>;
}

/**
 * How much one try of a case that tries very many small things takes in: all of it, or, in the normal tests, the
 * first few of the same.
 */
export type Scale = 'whole' | 'sample';

/** One row of the fault matrix (registry-client.md 3.5). */
export interface FaultCase {
  /** `F01`, … */
  readonly id: string;
  readonly title: string;
  /** Tries that the matrix asks for. */
  readonly amount: number;
  /** Tries in the normal tests: few, quick, and of every kind. */
  readonly sample: number;
  /** Largest part that may be moved beyond what was needed, over all tries: 0.05 for 5 %. */
  readonly overhead?: number;
  /** Tries at once; 1 when they share something. Default 1. */
  readonly abreast?: number;
  open(scale: Scale): Promise<Bench>;
}

/** The three things that must never happen, and a run that did not end as it must. */
export type Harm = 'lost' | 'corrupt' | 'outside' | 'wrong';

/** A try that did harm. */
export class Damage extends Error {
  override readonly name = 'Damage';
  readonly harm: Harm;

  constructor(harm: Harm, message: string) {
    super(message);
    this.harm = harm;
  }
}

/** Throws a `Damage` of this harm unless `condition` holds. */
export function must(condition: boolean, harm: Harm, message: string): asserts condition {
  if (!condition) throw new Damage(harm, message);
}
