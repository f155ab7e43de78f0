import type { FileHandle, FileSystem } from '../../ports/index.ts';
import {
  type CustodyChain,
  type CustodyRecord,
  type DecodedLine,
  decodeRecord,
  hashOfLine,
  noRecord,
} from './custody-record.ts';
import { explainBreak, type ChainBreak, type FirstMisfit } from './explain-break.ts';
import { openLog, readLines, type LogLine } from './read-lines.ts';

/** How far somebody saw a chain before: so many records, the last of which had this hash. */
export interface SeenChain {
  readonly records: number;
  readonly hash: string;
}

/** Where the next record goes. */
export interface ChainTail extends SeenChain {
  /** Of the last record. */
  readonly sequence: number;
  /** RFC 3339. */
  readonly time: string;
  /** Offset behind the last whole record and its newline, if it has one. */
  readonly end: number;
  /** Only the newline of the last record is missing. */
  readonly open: boolean;
}

export interface NumberedRecord {
  /** Line in the file, counted from 1. */
  readonly line: number;
  readonly record: CustodyRecord;
}

/** A custody log as it was found. */
export interface ChainReport {
  /** Lines, a torn one not counted. */
  readonly records: number;
  /** Of the first record. */
  readonly chain?: CustodyChain;
  /** Absent: every record follows the one before, and nothing that was seen before is missing. */
  readonly broken?: ChainBreak;
  /** Bytes of a record that was cut off while it was written; no break. */
  readonly tornBytes?: number;
  /** The newest records that can be read, oldest first. */
  readonly newest: readonly NumberedRecord[];
  /** Absent when there is no record, and when the last line is none. */
  readonly tail?: ChainTail;
}

export interface ChainQuery {
  /** What the chain must be of. For a set it is enough that one of the records names it: a folder goes on with the next generation. */
  readonly of?: CustodyChain;
  /** What was seen of it before: the only witness of records that are missing at its end. */
  readonly seen?: SeenChain | undefined;
  /** How many of the newest records to keep. Default 0. */
  readonly keep?: number;
}

/**
 * Reads a log from its beginning and checks that each record holds the hash of the exact line before it
 * (registry-client.md 3.4). Undefined when there is no file. Throws CUSTODY_UNREADABLE.
 */
export async function readChain(
  fs: FileSystem,
  path: string,
  query: ChainQuery = {},
): Promise<ChainReport | undefined> {
  const handle = await openLog(fs, path);
  if (handle === undefined) return undefined;
  try {
    return await check(handle, path, query);
  } finally {
    await handle.close();
  }
}

async function check(handle: FileHandle, path: string, query: ChainQuery): Promise<ChainReport> {
  const { keep = 0, seen, of } = query;
  const newest: NumberedRecord[] = [];
  let previous = noRecord;
  let lines = 0;
  let end = 0;
  let chain: CustodyChain | undefined;
  let named = false;
  let tail: ChainTail | undefined;
  let tornBytes: number | undefined;
  let misfit: FirstMisfit | undefined;
  let seenHash: string | undefined;
  for await (const batch of readLines(handle, path)) {
    for (const line of batch) {
      const { record, newer }: DecodedLine = line.tooLong ? {} : decodeRecord(line.bytes);
      if (line.open && record === undefined) {
        tornBytes = line.end - end;
        continue;
      }
      lines += 1;
      end = line.end;
      const hash = hashOfLine(line.bytes);
      if (misfit === undefined) {
        const fits = record?.previous === previous && record.sequence === lines;
        if (!fits) misfit = { line: lines, hash, expected: previous, record, newer };
      } else if (misfit.next === undefined) {
        misfit = { ...misfit, next: record ?? 'none' };
      }
      if (lines === 1) chain = record?.chain;
      if (lines === seen?.records) seenHash = hash;
      named ||= record?.setId !== undefined && record.setId === of?.id;
      tail = record === undefined ? undefined : tailAt(line, lines, hash, record);
      previous = hash;
      if (record !== undefined && keep > 0) {
        newest.push({ line: lines, record });
        if (newest.length >= 2 * keep) newest.splice(0, newest.length - keep);
      }
    }
  }
  const broken =
    misfit === undefined
      ? breakAtEnd({ lines, seenHash, seen, foreign: isForeign(of, chain, named, lines) })
      : await explainBreak(misfit, () => readLines(handle, path), seen);
  return {
    records: lines,
    ...(chain !== undefined && { chain }),
    ...(broken !== undefined && { broken }),
    ...(tornBytes !== undefined && { tornBytes }),
    newest: keep === 0 ? [] : newest.slice(-keep),
    ...(tail !== undefined && { tail }),
  };
}

function tailAt({ end, open }: LogLine, records: number, hash: string, last: CustodyRecord): ChainTail {
  return { records, hash, sequence: last.sequence, time: last.time, end, open };
}

function isForeign(
  of: CustodyChain | undefined,
  chain: CustodyChain | undefined,
  named: boolean,
  lines: number,
): boolean {
  if (of === undefined || lines === 0) return false;
  return chain?.kind !== of.kind || (chain.id !== of.id && !(of.kind === 'set' && named));
}

/** What a chain that is whole in itself does not tell of its end. */
function breakAtEnd(found: {
  readonly lines: number;
  readonly seen: SeenChain | undefined;
  readonly seenHash: string | undefined;
  readonly foreign: boolean;
}): ChainBreak | undefined {
  const { lines, seen, seenHash, foreign } = found;
  if (foreign) return { how: 'foreign', record: 1 };
  if (seen === undefined) return undefined;
  if (lines < seen.records) return { how: 'cut', record: lines + 1, missing: seen.records - lines };
  return seenHash === seen.hash ? undefined : { how: 'altered', record: seen.records };
}
