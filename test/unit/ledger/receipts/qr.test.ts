import { describe, expect, it } from 'vitest';
import { qrHalfBlocks, qrModules, shortGroups } from '../../../../core/ledger/index.ts';
import { receiptOf } from '../../../support/receipts.ts';

describe('the QR code of a short text', () => {
  const modules = qrModules(shortGroups(receiptOf({ images: 1 })).join(''));

  it('is small enough for any reader, with its three corner marks', () => {
    // Version 5: 110 alphanumeric characters with correction level M.
    expect(modules).toHaveLength(37);
    const mark = (x: number, y: number): string =>
      Array.from({ length: 7 }, (_, row) =>
        Array.from({ length: 7 }, (_unused, column) => (modules[y + row]?.[x + column] ? '#' : ' ')).join(''),
      ).join('|');
    const corner = '#######|#     #|# ### #|# ### #|# ### #|#     #|#######';
    expect([mark(0, 0), mark(30, 0), mark(0, 30)]).toEqual([corner, corner, corner]);
  });

  it('is drawn two modules in a line, with its quiet zone', () => {
    const lines = qrHalfBlocks(modules).split('\n');
    expect(lines).toHaveLength(Math.ceil((37 + 8) / 2));
    expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([45]));
    expect(lines[0]).toBe('█'.repeat(45));
    // Four modules of quiet, then the upper left mark: its first two rows.
    expect(lines[2]?.slice(0, 12)).toBe('████ ▄▄▄▄▄ █');
  });
});
