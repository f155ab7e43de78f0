import type { SeededRandom } from '../../support/seeded-random.ts';

export type FuzzInput = string | Buffer;

/** One input to a parser, and what it makes of it. */
export interface Attempt {
  readonly input: FuzzInput;
  /** Returns what was read, or throws. */
  run(): unknown;
}

/** A parser of what others wrote. */
export interface FuzzTarget {
  readonly name: string;
  /** Inputs that one whole try gives to it. */
  readonly batch: number;
  /** Written by whoever runs Sluice: a refusal may quote it at any length. */
  readonly own: boolean;
  attempt(random: SeededRandom): Attempt;
  /** Whether the parser's documentation lets it throw this. */
  mayThrow(error: unknown): boolean;
}

export interface FuzzTargetSpec<Input extends FuzzInput> {
  readonly name: string;
  /** Default 10,000: with 100 tries a million. Fewer where one input takes milliseconds. */
  readonly batch?: number;
  readonly own?: boolean;
  readonly draw: (random: SeededRandom) => Input;
  /** Throws `Broken` when what was read contradicts itself, a round trip for example. */
  readonly parse: (input: Input, random: SeededRandom) => unknown;
  /** Default: only a SluiceError. */
  readonly mayThrow?: (error: unknown) => boolean;
}

/** What was read is wrong, however well it was read. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export function fuzzTarget<Input extends FuzzInput>(spec: FuzzTargetSpec<Input>): FuzzTarget {
  return {
    name: spec.name,
    batch: spec.batch ?? 10_000,
    own: spec.own ?? false,
    mayThrow: spec.mayThrow ?? (() => false),
    attempt: (random) => {
      const input = spec.draw(random);
      return { input, run: () => spec.parse(input, random) };
    },
  };
}

/** Throws `Broken` unless `condition` holds. */
export function holds(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Broken(what);
}
