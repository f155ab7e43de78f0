import type { Scan } from '../model.ts';
import type { KnownScan } from './matching.ts';
import type { ApprovalRules } from './rules.ts';
import type { HoldReason } from './verdict.ts';

const dayLength = 24 * 60 * 60 * 1000;
/** Clocks of two machines differ; a date that is further ahead than this is no date. */
const tolerated = dayLength;

/** Whether the scan, and the data it used, are as new as the rules ask for. */
export function isFresh(scan: Scan, rules: ApprovalRules, now: Date): boolean {
  return agesOf(scan, rules, now).length === 0;
}

/** Why none of `scans` is. The newest of them is told of. */
export function staleReasons(
  scans: readonly KnownScan[],
  rules: ApprovalRules,
  now: Date,
): readonly HoldReason[] {
  const [newest] = [...scans].sort((one, other) =>
    (one.scan.scannedAt ?? '') < (other.scan.scannedAt ?? '') ? 1 : -1,
  );
  return newest === undefined ? [] : agesOf(newest.scan, rules, now);
}

function agesOf(scan: Scan, { scanDays, databaseDays }: ApprovalRules, now: Date): readonly HoldReason[] {
  const { tool } = scan;
  const reasons: HoldReason[] = [];
  const scanned = dateOf(scan.scannedAt, now);
  if (scanDays !== undefined) {
    if (scanned === undefined) reasons.push({ code: 'APPROVAL_SCAN_UNDATED', params: { tool } });
    else if (now.getTime() - scanned > scanDays * dayLength) {
      const params = { tool, date: dayOf(scanned), days: scanDays };
      reasons.push({ code: 'APPROVAL_SCAN_TOO_OLD', params });
    }
  }
  if (databaseDays !== undefined) {
    const made = dateOf(scan.databaseDate, now);
    if (made === undefined) reasons.push({ code: 'APPROVAL_DATABASE_UNDATED', params: { tool } });
    else if (now.getTime() - made > databaseDays * dayLength) {
      const params = { tool, date: dayOf(made), days: databaseDays };
      reasons.push({ code: 'APPROVAL_DATABASE_TOO_OLD', params });
    }
  }
  return reasons;
}

/** Milliseconds; undefined for none, and for one in the future: it would never grow old. */
function dateOf(text: string | undefined, now: Date): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) || time > now.getTime() + tolerated ? undefined : time;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
