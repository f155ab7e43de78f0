import type { Scan } from '../model.ts';
import type { ImageSubjects, Subject } from './subjects.ts';

/** A scan and when it was taken in. */
export interface KnownScan {
  readonly scan: Scan;
  /** RFC 3339, UTC. */
  readonly importedAt: string;
}

/**
 * The scans that are about `subject`. A report names its manifest, or its configuration, or the index by which it was
 * found: an index says something of the one platform that was scanned, and nothing of its others.
 */
export function scansOf<Known extends KnownScan>(
  subject: Subject,
  { indexes, subjects }: ImageSubjects,
  scans: readonly Known[],
): readonly Known[] {
  return scans.filter(({ scan: { digests, config, platform } }) => {
    const named = config === undefined ? digests : [...digests, config];
    if (named.includes(subject.digest)) return true;
    if (subject.config !== undefined && named.includes(subject.config)) return true;
    if (!indexes.some((index) => named.includes(index))) return false;
    // It names the content of another instance.
    if (subjects.some((other) => other.config !== undefined && other.config === config)) return false;
    return platform === undefined
      ? subjects.length === 1
      : subjects.length === 1 || isSamePlatform(platform, subject.platform);
  });
}

/** Scanners leave the variant out. */
function isSamePlatform(scanned: string, listed: string | undefined): boolean {
  return listed === scanned || listed?.startsWith(`${scanned}/`) === true;
}

/** The newest of each tool: an older one is superseded by it. */
export function newestByTool<Known extends KnownScan>(scans: readonly Known[]): readonly Known[] {
  const newest = new Map<string, Known>();
  for (const known of scans) {
    const before = newest.get(known.scan.tool);
    if (before === undefined || timeOf(known) >= timeOf(before)) newest.set(known.scan.tool, known);
  }
  return [...newest.values()];
}

function timeOf({ scan, importedAt }: KnownScan): string {
  return scan.scannedAt ?? importedAt;
}
