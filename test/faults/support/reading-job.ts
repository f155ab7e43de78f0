import type { Digest } from '../../../core/reference/index.ts';

/** Something hostile that is to be read in a process of its own. */
export type ReadingJob =
  | SetJob
  /** Files of an image in an OCI layout. */
  | {
      readonly kind: 'image';
      readonly layout: string;
      readonly digest: Digest;
      readonly files: readonly string[];
    }
  /** An operator catalogue in an OCI layout, and where it is kept. */
  | { readonly kind: 'catalog'; readonly layout: string; readonly digest: Digest; readonly state: string };

/** A folder with an archive set: opened, verified, loaded into a registry. */
export interface SetJob {
  readonly kind: 'set';
  readonly folder: string;
  /** False where verifying it is not asked for. */
  readonly verify?: boolean;
  /** An ImageSetConfiguration. */
  readonly config: string;
  readonly into: SetTarget;
}

/** Where a set is loaded to, and by which machine. */
export interface SetTarget {
  readonly host: string;
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly state: string;
  readonly workspace: string;
}

/** What is told of it: errors when a set is opened, verified, and loaded; errors, findings and packages when an image is read. */
export type Stage = 'opened' | 'verified' | 'imported' | 'read' | 'findings' | 'packages';

/** What came of it. */
export interface Reading {
  /** For each stage that there was: the codes of all errors, or what else there is to say. */
  readonly stages: Readonly<Partial<Record<Stage, readonly string[]>>>;
  /** Calls that change files, of stages that only read. */
  readonly changes: readonly string[];
  /** Processor time. */
  readonly seconds: number;
  /** The most that the process ever held, MiB. */
  readonly memory: number;
}

export type ReadingAnswer =
  { readonly ok: true; readonly reading: Reading } | { readonly ok: false; readonly message: string };
