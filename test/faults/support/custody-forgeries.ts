import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '../../../core/contract/index.ts';

/** What somebody makes of the records of a custody log, by lines. */
export interface CustodyForgery {
  readonly what: string;
  readonly code: ErrorCode;
  /** `foreign`: the lines of another set's log. */
  readonly make: (lines: readonly string[], foreign: readonly string[]) => readonly string[] | undefined;
}

const field = (line: string, change: object): string =>
  JSON.stringify({ ...(JSON.parse(line) as object), ...change });
const at = (lines: readonly string[], index: number): string => lines.at(index) ?? '';

export const custodyForgeries: readonly CustodyForgery[] = [
  { what: 'the last record is cut off', code: 'CUSTODY_CUT', make: (lines) => lines.slice(0, -1) },
  { what: 'half of it is cut off', code: 'CUSTODY_CUT', make: (lines) => lines.slice(0, 2) },
  { what: 'the first record is gone', code: 'CUSTODY_REMOVED', make: (lines) => lines.slice(1) },
  { what: 'a record is gone', code: 'CUSTODY_REMOVED', make: (lines) => lines.toSpliced(2, 1) },
  {
    what: 'two records changed places',
    code: 'CUSTODY_REORDERED',
    make: (lines) => lines.toSpliced(1, 2, at(lines, 2), at(lines, 1)),
  },
  {
    what: 'a record is there twice',
    code: 'CUSTODY_INSERTED',
    make: (lines) => lines.toSpliced(2, 0, at(lines, 1)),
  },
  {
    what: 'a record of another log was put in',
    code: 'CUSTODY_INSERTED',
    make: (lines, foreign) => lines.toSpliced(2, 0, at(foreign, 1)),
  },
  {
    what: 'a person was changed',
    code: 'CUSTODY_ALTERED',
    make: (lines) => lines.with(2, field(at(lines, 2), { person: 'nobody' })),
  },
  {
    what: 'the last person was changed',
    code: 'CUSTODY_ALTERED',
    make: (lines) => [...lines.slice(0, -1), field(at(lines, -1), { person: 'nobody' })],
  },
  { what: 'it is the log of another set', code: 'CUSTODY_FOREIGN', make: (_, foreign) => foreign },
  { what: 'it is gone', code: 'CUSTODY_CUT', make: () => undefined },
  { what: 'it is empty', code: 'CUSTODY_CUT', make: () => [] },
];

export const custodyFile = (folder: string): string => join(folder, 'custody.jsonl');

export async function linesOf(folder: string): Promise<string[]> {
  return (await readFile(custodyFile(folder), 'utf8')).split('\n').slice(0, -1);
}

/** Puts these records into the place of the log in a folder, or takes it away. */
export async function putLines(folder: string, lines: readonly string[] | undefined): Promise<void> {
  if (lines === undefined) await rm(custodyFile(folder));
  else await writeFile(custodyFile(folder), lines.map((line) => `${line}\n`).join(''));
}
