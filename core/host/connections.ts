import type { CaFile, OwnCredential } from '../registry/index.ts';

/** What the application keeps about registries, besides what is in this machine's files. */
export interface Connections {
  /** Authorities that are trusted for one host each. */
  readonly authorities: readonly CaFile[];
  /** Asked before every file. */
  readonly credentials: readonly OwnCredential[];
  /** An auth file that was chosen: asked after them, before the usual places. */
  readonly authFiles: readonly string[];
  readonly insecure: readonly InsecureHost[];
}

/** A host that is used without TLS, or with a certificate that nobody checks. */
export interface InsecureHost {
  /** As in references: `name` or `name:port`. */
  readonly host: string;
  /** Why somebody allowed it; each run that uses it says so. Absent: nothing to tell (practice on this machine). */
  readonly reason?: string;
}

export const noConnections: Connections = { authorities: [], credentials: [], authFiles: [], insecure: [] };
