import { SluiceError } from '../contract/index.ts';

const prefix = '.history-';
const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** A history file and the instant its name states. */
export interface HistoryFile {
  readonly file: string;
  readonly time: Date;
}

/** oc-mirror's name for a history written at `time`: seconds, UTC. */
export function historyName(time: Date): string {
  return `${prefix}${time.toISOString().slice(0, 19)}Z`;
}

export function isHistoryName(name: string): boolean {
  return name.startsWith(prefix);
}

/**
 * The history files among the names of a folder, oldest first (oc-mirror-v2.md 4.5, D.4).
 * Throws LEDGER_HISTORY_NAME_INVALID for a name that starts like one but has no time.
 */
export function historyFiles(names: readonly string[]): readonly HistoryFile[] {
  return names
    .filter(isHistoryName)
    .map((file) => ({ file, time: timeIn(file) }))
    .sort((a, b) => a.time.getTime() - b.time.getTime() || (a.file < b.file ? -1 : 1));
}

/**
 * The history that the next archive builds on: the newest, or with `since` the newest
 * strictly before that instant; undefined means that everything is carried.
 * Throws LEDGER_HISTORY_NAME_INVALID.
 */
export function chooseBaseline(names: readonly string[], since?: Date): HistoryFile | undefined {
  return historyFiles(names).findLast(({ time }) => since === undefined || time.getTime() < since.getTime());
}

function timeIn(file: string): Date {
  const text = file.slice(prefix.length);
  const fields = rfc3339.exec(text)?.slice(1, 7).map(Number);
  const time = new Date(text.toUpperCase());
  if (fields === undefined || Number.isNaN(time.getTime()) || !isCalendarDate(fields)) {
    throw new SluiceError('LEDGER_HISTORY_NAME_INVALID', { params: { path: file }, affected: [file] });
  }
  return time;
}

/** Date accepts 30 February and 24:00; RFC 3339 does not. */
function isCalendarDate(fields: readonly number[]): boolean {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return (
    month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth && hour < 24 && minute < 60 && second < 60
  );
}
