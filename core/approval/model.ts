import type { Digest } from '../reference/index.ts';
import type { Severity } from './severity.ts';

/** The scanners whose reports are read; `sarif`: any that writes SARIF 2.1.0. */
export const reportFormats = ['trivy', 'grype', 'clair', 'acs', 'sarif'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** One vulnerability in one package of an image. */
export interface ScanFinding {
  /** Such as CVE-2026-12345, GHSA-… or RHSA-…. */
  readonly id: string;
  readonly severity: Severity;
  readonly package: string;
  readonly version: string;
  /** `unknown`: the report says neither; it counts as if there were one. */
  readonly fix: 'available' | 'none' | 'unknown';
  readonly fixedVersion?: string;
}

/** What a scanner found in an image. */
export interface Scan {
  readonly format: ReportFormat;
  readonly tool: string;
  readonly toolVersion?: string;
  /** RFC 3339, UTC. Absent where the report does not say. */
  readonly scannedAt?: string;
  /** Of the scanner's vulnerability data; RFC 3339, UTC. */
  readonly databaseDate?: string;
  /** Manifests or indexes that the report names as what was scanned; at least one. */
  readonly digests: readonly Digest[];
  /** Of the image's configuration: it names one platform's content, whatever index it was found by. */
  readonly config?: Digest;
  /** `linux/amd64`, when the report says which image of an index was scanned. */
  readonly platform?: string;
  /** Distinct, worst first. */
  readonly findings: readonly ScanFinding[];
}
