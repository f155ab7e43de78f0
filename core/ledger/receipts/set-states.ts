import type { Target, TargetExport } from '../targets.ts';
import type { Acknowledgement, CarryAgainRecord, ReceiptRecord, StatementRecord } from './records.ts';

/**
 * `made`: nothing came back yet. `acknowledged`: all that the set holds arrived. `incomplete`: a part of it did.
 * `lost`: it will not arrive.
 */
export type SetState = 'made' | 'acknowledged' | 'incomplete' | 'lost';

/** A set that was made for a target, and what became of it as far as is known. */
export interface SetStanding {
  readonly set: TargetExport;
  readonly state: SetState;
  /** The receipt that counts. */
  readonly receipt?: ReceiptRecord;
  readonly lost?: { readonly time: string; readonly reason: string };
  /** SHA-256 of the manifests of sets that were made once more. */
  readonly madeAgain: readonly string[];
}

/** What is known of a target's sets, oldest first. The order of records counts, never their times. */
export function setStates(target: Target, records: readonly Acknowledgement[]): readonly SetStanding[] {
  return target.exports.map((set): SetStanding => {
    const own = records.filter((record) => 'setId' in record && record.setId === set.setId);
    const receipt = own.findLast((record) => record.type === 'receipt');
    const marks = own.filter((record) => record.type !== 'receipt');
    const mark = marks.at(-1);
    const madeAgain = marks.flatMap((record) =>
      record.type === 'made-again' ? [record.manifestSha256] : [],
    );
    // A receipt proves what a mark only supposes.
    if (receipt !== undefined) {
      const state = receipt.result === 'incomplete' ? 'incomplete' : 'acknowledged';
      return { set, state, receipt, madeAgain };
    }
    if (mark?.type !== 'lost') return { set, state: 'made', madeAgain };
    return { set, state: 'lost', lost: { time: mark.time, reason: mark.reason }, madeAgain };
  });
}

/**
 * The sets that still have to arrive, as far as is known: made, not lost, and not passed over by a later one that the
 * target's registry had when it stated its holdings (an older set is refused there).
 */
export function awaitedSets(target: Target, records: readonly Acknowledgement[]): readonly TargetExport[] {
  const passed = lastStatement(records)?.lastGeneration ?? 0;
  return setStates(target, records).flatMap(({ set, state }) =>
    state === 'made' && set.generation > passed ? [set] : [],
  );
}

/** The last statement of the target's registry. */
export function lastStatement(records: readonly Acknowledgement[]): StatementRecord | undefined {
  return records.findLast((record) => record.type === 'statement');
}

/** What is to be carried again: of such records the last, unless the registry has stated its holdings since. */
export function lastCarryAgain(records: readonly Acknowledgement[]): CarryAgainRecord | undefined {
  const last = records.findLast(({ type }) => type === 'carry-again' || type === 'statement');
  return last?.type === 'carry-again' ? last : undefined;
}

/** Whether anything is known that the plain history of a target does not say. */
export function isAcknowledging(records: readonly Acknowledgement[]): boolean {
  return records.some(({ type }) => type !== 'made-again' && type !== 'found');
}
