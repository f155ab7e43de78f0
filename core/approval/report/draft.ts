import type { Digest } from '../../reference/index.ts';
import { JsonFault } from '../json/fault.ts';
import type { Selection } from '../json/select.ts';
import { reportLimits, textLimits } from '../limits.ts';
import type { ReportFormat, Scan, ScanFinding } from '../model.ts';
import { severityRank } from '../severity.ts';

/** What one format makes of a report while it is read. */
export interface FormatReader {
  readonly format: ReportFormat;
  readonly selections: readonly Selection[];
  /** Whether what this format must have was there: asked when the whole text was read. */
  recognised(): boolean;
  /** Throws JsonFault. */
  scan(): ScanDraft;
}

export interface ScanDraft extends Omit<Scan, 'format' | 'digests'> {
  readonly digests: ReadonlySet<Digest>;
}

/** Distinct findings of one image; the same one in several files of an image counts once. */
export interface FindingSet {
  add(finding: ScanFinding): void;
  list(): readonly ScanFinding[];
}

export function findingSet(): FindingSet {
  const known = new Map<string, ScanFinding>();
  return {
    add(finding) {
      const key = `${finding.id}\n${finding.package}\n${finding.version}`;
      const before = known.get(key);
      // Told twice with two ratings, the worse one counts; with and without a fix, the fix.
      if (before !== undefined) known.set(key, united(before, finding));
      else {
        if (known.size >= reportLimits.findings) throw new JsonFault('many', -1);
        known.set(key, finding);
      }
    },
    list: () => [...known.values()].sort(worstFirst),
  };
}

function united(one: ScanFinding, other: ScanFinding): ScanFinding {
  const worse = severityRank(other.severity) > severityRank(one.severity) ? other : one;
  const fixed = [one, other].find(({ fix }) => fix === 'available');
  return fixed === undefined ? worse : { ...fixed, severity: worse.severity };
}

function worstFirst(one: ScanFinding, other: ScanFinding): number {
  const bySeverity = severityRank(other.severity) - severityRank(one.severity);
  if (bySeverity !== 0) return bySeverity;
  const [a, b] = [`${one.id} ${one.package}`, `${other.id} ${other.package}`];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Digests that a report speaks of. */
export function addDigest(to: Set<Digest>, digest: Digest | undefined): void {
  if (digest === undefined) return;
  to.add(digest);
  if (to.size > reportLimits.digests) throw new JsonFault('many', -1);
}

/** A version in which it is fixed, if the scanner names one. */
export function fixOf(version: string): Pick<ScanFinding, 'fix' | 'fixedVersion'> {
  return version === '' ? { fix: 'none' } : { fix: 'available', fixedVersion: version };
}

/** A finding without a name could not be waived, listed or compared: a report with one is not believed. */
export function requireId(id: string): string {
  if (id === '' || id.length > textLimits.id) throw new JsonFault('syntax', -1);
  return id;
}
