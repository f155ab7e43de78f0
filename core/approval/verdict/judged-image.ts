import type { ImageSubjects } from './subjects.ts';

/** An image about which is decided. */
export interface JudgedImage {
  /** As the configuration, the catalogue or the release names it. */
  readonly origin: string;
  /** Its names without tag and digest: at the source, and at the target. */
  readonly repositories: readonly string[];
  readonly subjects: ImageSubjects;
}
