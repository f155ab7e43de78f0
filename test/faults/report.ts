import { formatTable } from '../support/table.ts';
import type { FaultCase } from './case.ts';
import type { TryRecord } from './record.ts';

/** What the tries of one case came to. */
export interface CaseResult {
  readonly case: FaultCase;
  readonly records: readonly TryRecord[];
}

const header = [
  'case',
  'what happens',
  'amount',
  'of',
  'survived',
  'lost',
  'corrupt',
  'outside',
  'wrong',
  'broken',
  'traffic',
  'ended',
];

/** The table: a row for each case; `traffic` is what was moved over what was needed. */
export function formatFaults(results: readonly CaseResult[]): string {
  return formatTable(header, results.map(row), new Set([0, 1, 11]));
}

function row({ case: what, records }: CaseResult): string[] {
  const harmed = (harm: TryRecord['harm']): string =>
    String(records.filter((record) => record.harm === harm).length);
  const traffic = trafficOf(records);
  return [
    what.id,
    what.title,
    String(records.length),
    String(what.amount),
    harmed(undefined),
    harmed('lost'),
    harmed('corrupt'),
    harmed('outside'),
    harmed('wrong'),
    harmed('broken'),
    traffic === undefined ? '-' : traffic.toFixed(3),
    endings(records),
  ];
}

/** Bytes moved over bytes needed, over all tries that tell both. */
export function trafficOf(records: readonly TryRecord[]): number | undefined {
  const telling = records.filter(({ moved, needed }) => moved !== undefined && needed !== undefined);
  const sum = (pick: 'moved' | 'needed'): number =>
    telling.reduce((total, record) => total + (record[pick] ?? 0), 0);
  return telling.length === 0 ? undefined : sum('moved') / sum('needed');
}

function endings(records: readonly TryRecord[]): string {
  const counts = new Map<string, number>();
  for (const { ended } of records) if (ended !== undefined) counts.set(ended, (counts.get(ended) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, 4).map(([ended, count]) => `${ended} ${count}`);
  return [...shown, ...(sorted.length > 4 ? [`… ${sorted.length - 4} more`] : [])].join(', ');
}

/** What is wrong with a case: harm, a broken try, or more traffic than it may cost. */
export function complaintsOf({ case: what, records }: CaseResult): string[] {
  const harmed = records
    .filter(({ harm }) => harm !== undefined)
    .map(({ id, number, harm, message }) => `${id} try ${number}: ${harm}: ${message}`);
  const traffic = trafficOf(records);
  const limit = what.overhead === undefined ? undefined : 1 + what.overhead;
  if (traffic === undefined || limit === undefined || traffic <= limit) return harmed;
  return [...harmed, `${what.id}: traffic ${traffic.toFixed(3)}, at most ${limit}`];
}
