import { describe, expect, it } from 'vitest';
import {
  claimOfFile,
  claimOfText,
  judgeReceipt,
  readShortText,
  setStates,
  shortGroups,
  type MadeSet,
  type Receipt,
  type ReceiptClaim,
} from '../../../../core/ledger/index.ts';
import { digestNumber, receiptOf, receiptRecord, targetOf } from '../../../support/receipts.ts';

const good = receiptOf({ images: 3 });
const [images, manifest] = [[1, 2, 3].map(digestNumber), good.manifestSha256];

/** The set for which `counting` was read last. */
function madeSet(counting?: ReceiptClaim, form: 'file' | 'short' = 'file'): MadeSet {
  const records =
    counting === undefined
      ? []
      : [
          receiptRecord(1, {
            form,
            result: counting.result,
            importedAt: counting.importedAt,
            heldSum: counting.heldSum,
          }),
        ];
  const [standing] = setStates(targetOf(1), records);
  if (standing === undefined) throw new Error('no set');
  return {
    target: 'enc1',
    standing,
    manifestSha256s: [manifest],
    images,
    ...(counting?.held !== undefined && { heldBefore: counting.held }),
  };
}

const part = (count: number, more: Omit<Partial<Receipt>, 'images'> = {}): ReceiptClaim => {
  const whole = receiptOf({ images: 3, result: 'incomplete', ...more });
  return claimOfFile({ ...whole, images: whole.images.slice(0, count) });
};
const at = (time: string, of: Receipt = good): ReceiptClaim => claimOfFile({ ...of, importedAt: time });
const text = (receipt: Receipt): ReceiptClaim =>
  claimOfText(readShortText(shortGroups(receipt).join('')).short);
const [early, late] = ['2026-11-29T19:00:00Z', '2026-11-29T21:00:00Z'];

describe('a receipt for a set without one', () => {
  it.each([
    ['a file', claimOfFile(good)],
    ['a short text', text(good)],
    ['of a part', part(1)],
  ])('counts: %s', (_, claim) => {
    expect(judgeReceipt(claim, madeSet(), false)).toEqual({ kind: 'new', replaces: false });
  });

  it.each<[string, ReceiptClaim, string]>([
    ['of another target', claimOfFile({ ...good, target: 'enc2' }), 'RECEIPT_OTHER_TARGET'],
    ['of another manifest', claimOfFile({ ...good, manifestSha256: 'f'.repeat(64) }), 'RECEIPT_SET_ALTERED'],
    ['of another manifest, typed', text({ ...good, manifestSha256: 'f'.repeat(64) }), 'RECEIPT_SET_ALTERED'],
    ['of another generation', claimOfFile({ ...good, generation: 2 }), 'RECEIPT_SET_ALTERED'],
    [
      'that names fewer images',
      claimOfFile({ ...good, images: good.images.slice(1) }),
      'RECEIPT_CONTENT_DIFFERS',
    ],
    ['that sums fewer images', text({ ...good, images: good.images.slice(1) }), 'RECEIPT_CONTENT_DIFFERS'],
    [
      'that names others',
      claimOfFile(receiptOf({ images: 4, result: 'incomplete' })),
      'RECEIPT_CONTENT_DIFFERS',
    ],
  ])('is refused: %s', (_, claim, code) => {
    for (const replace of [false, true]) {
      expect(() => judgeReceipt(claim, madeSet(), replace)).toThrow(expect.objectContaining({ code }));
    }
  });

  it('cannot be compared when nothing is kept', () => {
    const made = { ...madeSet(), manifestSha256s: [] };
    expect(() => judgeReceipt(claimOfFile(good), made, false)).toThrow(
      expect.objectContaining({ code: 'RECEIPT_SET_NOT_KEPT' }),
    );
  });

  it('fits the set that was made again', () => {
    const made = { ...madeSet(), manifestSha256s: ['f'.repeat(64), manifest] };
    expect(judgeReceipt(claimOfFile(good), made, false).kind).toBe('new');
  });
});

describe('a second receipt for the same set', () => {
  const counting = claimOfFile(good);

  it('is known when it is the same, typed or as a file', () => {
    expect(judgeReceipt(counting, madeSet(counting), false).kind).toBe('known');
    expect(judgeReceipt(text(good), madeSet(counting), false).kind).toBe('known');
  });

  it('counts when the file says more than the text did', () => {
    expect(judgeReceipt(part(1), madeSet(part(1), 'short'), false).kind).toBe('new');
  });

  it('counts when the set was imported once more', () => {
    expect(judgeReceipt(at(late), madeSet(counting), false)).toEqual({ kind: 'new', replaces: false });
  });

  it.each([
    ['the rest came', part(1), at(late)],
    ['more of it came', part(1), part(2, { importedAt: late })],
  ])('counts when %s', (_, before, claim) => {
    expect(judgeReceipt(claim, madeSet(before), false)).toEqual({ kind: 'new', replaces: false });
  });

  it('is passed over when it is older', () => {
    const judged = judgeReceipt(at(early), madeSet(counting), false);
    expect(judged).toMatchObject({
      kind: 'older',
      finding: { code: 'RECEIPT_OLDER', params: { time: early, newer: good.importedAt } },
    });
  });

  it.each([
    ['what had arrived is said to be missing', counting, part(2, { importedAt: late })],
    ['less arrived than before', part(2), part(1, { importedAt: late })],
    ['of the same second', counting, part(2)],
  ])('contradicts when %s, and counts only when that is decided', (_, before, claim) => {
    expect(() => judgeReceipt(claim, madeSet(before), false)).toThrow(
      expect.objectContaining({ code: 'RECEIPT_CONTRADICTS' }),
    );
    expect(judgeReceipt(claim, madeSet(before), true)).toEqual({ kind: 'new', replaces: true });
  });
});
