import type { mirrorHere } from '../../support/host-world.ts';
import type { Watched } from './killed-command.ts';

export type MoveOptions = Pick<Parameters<typeof mirrorHere>[1], 'fs' | 'clock' | 'signal' | 'onEvent'>;

/** A way to move content that is disturbed and goes on. */
export interface Move {
  readonly name: string;
  /** The folder that a set is written into or read from; absent where both ends are registries. */
  readonly medium?: string;
  /** In this process. */
  run(options?: MoveOptions): ReturnType<typeof mirrorHere>;
  /** The same as a command: what follows `sluice`, and the environment variables that it needs. */
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** The file by which a run holds its target. */
  readonly lockFile: string;
  /** The server whose requests tell how far a run is. */
  readonly server: Watched;
  /** What the journal of the unfinished run says is there. */
  journalled(): Promise<ReadonlySet<string>>;
  /** How often each blob was fetched, and stored, until now, as `fetch digest` and `store digest`. */
  traffic(): ReadonlyMap<string, number>;
  /** Bytes of blobs over the wire until now, both ways. */
  moved(): number;
  /** Right after it was disturbed. */
  mustBeWhole(when: string): Promise<void>;
  /** When a run has come to its end. */
  mustBeDone(when: string): Promise<void>;
  /** Runs it again, undisturbed, and looks at what came of it. Answers how that went. */
  goOn(when: string, options?: MoveOptions): Promise<string>;
  close(): Promise<void>;
}

/** Makes a move below a folder of its own. */
export interface MoveKind {
  readonly name: string;
  open(folder: string): Promise<Move>;
}
