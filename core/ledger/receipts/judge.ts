import { SluiceError, type Finding } from '../../contract/index.ts';
import type { Digest } from '../../reference/index.ts';
import { heldSum, type Receipt, type ReceiptResult } from './receipt.ts';
import type { SetStanding } from './set-states.ts';
import type { ShortReceipt } from './short-text.ts';

/** What a receipt claims, whichever form it came in. */
export interface ReceiptClaim {
  readonly setId: string;
  /** Of the short form the first half. */
  readonly manifestSha256: string;
  readonly result: ReceiptResult;
  readonly importedAt: string;
  readonly images: number;
  readonly heldSum: string;
  /** Only a file names the target and the images. */
  readonly target?: string;
  readonly generation?: number;
  readonly held?: ReadonlySet<Digest>;
}

export function claimOfFile(receipt: Receipt): ReceiptClaim {
  const { setId, manifestSha256, result, importedAt, target, generation, images } = receipt;
  const held = new Set(images.map(({ digest }) => digest));
  const sum = heldSum(held);
  return {
    setId,
    manifestSha256,
    result,
    importedAt,
    target,
    generation,
    held,
    images: images.length,
    heldSum: sum,
  };
}

export function claimOfText({ signature: _signature, ...short }: ShortReceipt): ReceiptClaim {
  return short;
}

/** The set that was made, as it is kept here. */
export interface MadeSet {
  readonly target: string;
  readonly standing: SetStanding;
  /** SHA-256 of its manifest, and of those of sets made again; empty when nothing is kept. */
  readonly manifestSha256s: readonly string[];
  /** Its images' digests. */
  readonly images: readonly Digest[];
  /** What is held according to the incomplete receipt that counts now, when that was a file. */
  readonly heldBefore?: ReadonlySet<Digest>;
}

/** `new`: it counts from now on. `known`: it counts already. `older`: a newer one counts. */
export type Judgement =
  | { readonly kind: 'new' | 'known'; readonly replaces: boolean }
  | { readonly kind: 'older'; readonly finding: Finding };

/**
 * Whether a receipt may be believed of the set that was made. Throws RECEIPT_OTHER_TARGET, RECEIPT_SET_NOT_KEPT,
 * RECEIPT_SET_ALTERED, RECEIPT_CONTENT_DIFFERS and, unless `replace`, RECEIPT_CONTRADICTS.
 */
export function judgeReceipt(claim: ReceiptClaim, made: MadeSet, replace: boolean): Judgement {
  requireSameSet(claim, made);
  const { target, standing } = made;
  const { set, receipt: counting } = standing;
  if (counting === undefined) return { kind: 'new', replaces: false };
  const [time, newer] = [Date.parse(claim.importedAt), Date.parse(counting.importedAt)];
  const same = claim.result === counting.result && claim.heldSum === counting.heldSum;
  // A file says more than the short text of the same import: it names the images.
  const saysMore = claim.held !== undefined && counting.form === 'short';
  if (time === newer && same && !saysMore) return { kind: 'known', replaces: false };
  const params = { generation: set.generation, target, time: claim.importedAt };
  if (time < newer && !replace) {
    const affected = [set.setId];
    const finding = { ...params, newer: counting.importedAt };
    return { kind: 'older', finding: { level: 'warning', code: 'RECEIPT_OLDER', params: finding, affected } };
  }
  if (same || (time > newer && goesOn(claim, made))) return { kind: 'new', replaces: false };
  if (replace) return { kind: 'new', replaces: true };
  throw new SluiceError('RECEIPT_CONTRADICTS', {
    params: { ...params, earlier: counting.importedAt },
    affected: [set.setId],
  });
}

/** Is it the set that was made, unchanged, and does a whole one speak of all of it? */
function requireSameSet(claim: ReceiptClaim, { target, standing, manifestSha256s, images }: MadeSet): void {
  const { generation, setId } = standing.set;
  const affected = [setId];
  if (claim.target !== undefined && claim.target !== target) {
    throw new SluiceError('RECEIPT_OTHER_TARGET', {
      params: { set: setId, target, other: claim.target.slice(0, 100) },
      affected,
    });
  }
  if (manifestSha256s.length === 0) {
    throw new SluiceError('RECEIPT_SET_NOT_KEPT', { params: { generation, target }, affected });
  }
  const otherGeneration = claim.generation !== undefined && claim.generation !== generation;
  if (otherGeneration || !manifestSha256s.some((sum) => sum.startsWith(claim.manifestSha256))) {
    throw new SluiceError('RECEIPT_SET_ALTERED', { params: { generation, target, set: setId }, affected });
  }
  const all = new Set(images);
  const foreign = [...(claim.held ?? [])].some((digest) => !all.has(digest));
  const lacking = claim.result !== 'incomplete' && claim.heldSum !== heldSum(all);
  if (foreign || lacking) {
    throw new SluiceError('RECEIPT_CONTENT_DIFFERS', { params: { generation, target }, affected });
  }
}

/** A later import of the same set may bring what an earlier one did not, and takes nothing away. */
function goesOn(claim: ReceiptClaim, { standing, heldBefore }: MadeSet): boolean {
  if (standing.receipt?.result !== 'incomplete') {
    // `complete` and `complete-with-exceptions` are the set's own state: it cannot change.
    return false;
  }
  if (claim.result !== 'incomplete') return true;
  const { held } = claim;
  return held !== undefined && (heldBefore === undefined || heldBefore.isSubsetOf(held));
}
