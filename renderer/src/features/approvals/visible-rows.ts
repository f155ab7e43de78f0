import {
  severityNames,
  type Severity,
  type VerdictKind,
  type VerdictRow,
} from '../../../../core/contract/index.ts';

/** What is shown of a list of verdicts. */
export interface VerdictFilter {
  /** Empty: all. */
  readonly verdicts: readonly VerdictKind[];
  readonly severity?: Severity;
  readonly search: string;
}

export const everything: VerdictFilter = { verdicts: [], search: '' };

/** The rows that fit; `wordsOf` gives what a row says besides its names, in the language that is read. */
export function visibleRows(
  rows: readonly VerdictRow[],
  { verdicts, severity, search }: VerdictFilter,
  wordsOf: (row: VerdictRow) => string,
): readonly VerdictRow[] {
  const wanted = search.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (verdicts.length === 0 || verdicts.includes(row.verdict)) &&
      (severity === undefined || row.worst === severity) &&
      (wanted === '' || `${row.origin} ${row.digest} ${wordsOf(row)}`.toLowerCase().includes(wanted)),
  );
}

export function countByVerdict(rows: readonly VerdictRow[]): ReadonlyMap<VerdictKind, number> {
  const counts = new Map<VerdictKind, number>();
  for (const { verdict } of rows) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return counts;
}

/** `2 / 5 / 11`: findings from the worst on, without the kinds that there are none of. */
export function countsText(
  { counts }: Pick<VerdictRow, 'counts'>,
  nameOf: (severity: Severity) => string,
): string {
  return [...severityNames]
    .reverse()
    .flatMap((severity) => {
      const count = counts[severity];
      return count > 0 ? [`${nameOf(severity)} ${count}`] : [];
    })
    .join(', ');
}

/** Whether a waiver could let the image go. */
export function canBeWaived({ verdict }: Pick<VerdictRow, 'verdict'>): boolean {
  return verdict === 'held' || verdict === 'not-scanned' || verdict === 'waived';
}

/** Rows have no other name that is theirs alone: the same image may be wanted under two names. */
export function rowName({ origin, digest }: Pick<VerdictRow, 'origin' | 'digest'>): string {
  return `${origin} ${digest}`;
}
