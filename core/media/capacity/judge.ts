import { basename } from 'node:path';
import { formatBytes, type CapacityReport, type Finding } from '../../contract/index.ts';
import type { Tally } from './tally.ts';

/** What a test found, before it is judged. Bytes and seconds. */
export interface MeasuredCapacity extends Tally {
  readonly planned: number;
  readonly written: number;
  readonly writeSeconds: number;
  readonly readSeconds: number;
  /** Everything is known to have come from the medium itself. */
  readonly pastCache: boolean;
  /** The test's folder when it could not be removed. */
  readonly leftBehind?: string;
}

/** Share of the free space that a file system may use for itself. */
const ownUse = 0.03;

/** Turns what was measured into what there is to say. */
export function judgeCapacity(measured: MeasuredCapacity): CapacityReport {
  const { planned, written, right, pastCache, firstWrong, period } = measured;
  const findings = [...errorsOf(measured), ...warningsOf(measured)];
  const isWrong = right < written;
  const holds = period ?? (isWrong ? right : undefined);
  return {
    verdict: isWrong ? 'bad' : pastCache ? 'good' : 'unproven',
    planned,
    written,
    right,
    displaced: measured.displaced,
    blank: measured.blank,
    altered: measured.altered,
    unreadable: measured.unreadable,
    ...(firstWrong !== undefined && { firstWrong }),
    ...(holds !== undefined && { holds }),
    pastCache,
    writeRate: rate(written, measured.writeSeconds),
    readRate: rate(written, measured.readSeconds),
    findings,
  };
}

function errorsOf(measured: MeasuredCapacity): Finding[] {
  const { displaced, blank, altered, unreadable, right, period } = measured;
  const first = measured.firstWrong ?? 0;
  const error = (code: Finding['code'], params: Finding['params']): Finding => ({
    level: 'error',
    code,
    params: { ...params, first },
    affected: [],
  });
  const findings: Finding[] = [];
  if (displaced > 0) {
    const params = { displaced: formatBytes(displaced), holds: formatBytes(period ?? right) };
    findings.push(error('MEDIA_TEST_WRAPS', params));
  }
  if (blank > 0) {
    findings.push(error('MEDIA_TEST_LOSES', { blank: formatBytes(blank), right: formatBytes(right) }));
  }
  if (altered > 0) findings.push(error('MEDIA_TEST_ALTERS', { altered: formatBytes(altered) }));
  if (unreadable > 0) findings.push(error('MEDIA_TEST_UNREADABLE', { unreadable: formatBytes(unreadable) }));
  return findings;
}

function warningsOf({ planned, written, pastCache, leftBehind }: MeasuredCapacity): Finding[] {
  const warning = (code: Finding['code'], params: Finding['params']): Finding => ({
    level: 'warning',
    code,
    params,
    affected: [],
  });
  const findings: Finding[] = [];
  if (written < planned * (1 - ownUse)) {
    const params = { written: formatBytes(written), planned: formatBytes(planned) };
    findings.push(warning('MEDIA_TEST_FILLED_EARLY', params));
  }
  if (!pastCache) findings.push(warning('MEDIA_TEST_FROM_CACHE', {}));
  if (leftBehind !== undefined) {
    findings.push(warning('MEDIA_TEST_LEFT_BEHIND', { folder: basename(leftBehind) }));
  }
  return findings;
}

function rate(bytes: number, seconds: number): number {
  return seconds > 0 ? Math.round(bytes / seconds) : 0;
}
