import { type CustodyRecord, hashOfLine, noRecord } from './custody-record.ts';
import type { LogLine } from './read-lines.ts';
import type { SeenChain } from './read-chain.ts';

/** How a chain is broken. `removed`: from the middle; `cut`: from the end, as a witness knows. */
export const breakKinds = ['altered', 'inserted', 'removed', 'reordered', 'cut', 'foreign', 'newer'] as const;
export type BreakKind = (typeof breakKinds)[number];

/** The first record that breaks a chain. */
export interface ChainBreak {
  readonly how: BreakKind;
  /** Its place in the chain, counted from 1; of a record that is missing, the place it had. */
  readonly record: number;
  /** Of `removed` and `cut`: how many are missing. */
  readonly missing?: number;
}

/** The first line that does not follow the one before it. */
export interface FirstMisfit {
  readonly line: number;
  readonly hash: string;
  /** The hash of the line before. */
  readonly expected: string;
  readonly record: CustodyRecord | undefined;
  /** The line is a record of this newer version. */
  readonly newer: number | undefined;
  /** The record on the next line; `none`: the next line is no record. Absent: there is no next line. */
  readonly next?: CustodyRecord | 'none';
}

/**
 * Says which record is the wrong one. That a line does not fit tells only that something happened there or just
 * before: what the lines around it name as their predecessors tells what. Reads the file once more.
 */
export async function explainBreak(
  misfit: FirstMisfit,
  again: () => AsyncGenerator<readonly LogLine[], void, undefined>,
  seen: SeenChain | undefined,
): Promise<ChainBreak> {
  const { line, record, expected, newer, next } = misfit;
  const nextFollowsBefore = next !== undefined && next !== 'none' && next.previous === expected;
  if (newer !== undefined) return { how: 'newer', record: line };
  if (record === undefined || record.previous === expected) {
    return { how: nextFollowsBefore ? 'inserted' : 'altered', record: line };
  }
  const predecessor = record.previous === noRecord ? 0 : await lineWithHash(record.previous, again);
  // What it follows comes later: its place is there.
  if (predecessor !== undefined && predecessor > line) return { how: 'reordered', record: line };
  // What it follows came earlier: all in between was put there.
  if (predecessor !== undefined && predecessor < line - 1)
    return { how: 'inserted', record: predecessor + 1 };
  if (nextFollowsBefore) return { how: 'inserted', record: line };
  if (record.sequence > line) return { how: 'removed', record: line, missing: record.sequence - line };
  return { how: 'altered', record: isVouchedFor(misfit, seen) && line > 1 ? line - 1 : line };
}

/** Whether somebody else knows this line as it is: then it is the one before that was changed. */
function isVouchedFor({ line, hash, next }: FirstMisfit, seen: SeenChain | undefined): boolean {
  if (next !== undefined) return next !== 'none' && next.previous === hash;
  // The last one: the witness knows it, or nobody, and then the older one is likelier to have been changed.
  return seen?.records === line ? seen.hash === hash : true;
}

async function lineWithHash(
  hash: string,
  again: () => AsyncGenerator<readonly LogLine[], void, undefined>,
): Promise<number | undefined> {
  let number = 0;
  for await (const batch of again()) {
    for (const { bytes } of batch) {
      number += 1;
      if (hashOfLine(bytes) === hash) return number;
    }
  }
  return undefined;
}
