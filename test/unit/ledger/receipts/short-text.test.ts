import { createHash, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  heldSum,
  readShortText,
  shortBody,
  shortGroups,
  shortLines,
  type Receipt,
} from '../../../../core/ledger/index.ts';
import { receiptOf } from '../../../support/receipts.ts';

const receipt = receiptOf({ images: 3 });
const groups = shortGroups(receipt);
const text = shortLines(groups);
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function signedBy(key: KeyObject, one: Receipt): Receipt {
  return { ...one, shortSignature: sign('sha256', shortBody(one), key).toString('base64') };
}

/** The group that a damaged text is said to have wrong; fails when it is taken for good. */
function wrongGroup(damaged: string): number {
  try {
    readShortText(damaged);
  } catch (error) {
    const { code, params } = error as { code: string; params: { group: number } };
    expect(code).toBe('RECEIPT_TEXT_DAMAGED');
    return params.group;
  }
  throw new Error(`taken for good: ${damaged}`);
}

describe('the short text of a receipt', () => {
  it('says what the receipt says', () => {
    expect(readShortText(text).short).toEqual({
      setId: receipt.setId,
      manifestSha256: receipt.manifestSha256.slice(0, 32),
      result: 'complete',
      importedAt: receipt.importedAt,
      images: 3,
      heldSum: heldSum(receipt.images.map(({ digest }) => digest)),
    });
  });

  it('is 22 groups of five, and 47 with a signature', () => {
    expect(groups).toHaveLength(22);
    expect(groups.every((group) => /^[0-9A-HJKMNP-TV-Z]{5}$/.test(group))).toBe(true);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(shortGroups(signedBy(privateKey, receipt))).toHaveLength(47);
  });

  it('is read in any case and spacing, with O for 0 and I or L for 1', () => {
    const joined = groups.join('');
    const sloppy = [...joined]
      .map((symbol, index) => {
        if (symbol === '0') return index % 2 === 0 ? 'o' : 'O';
        if (symbol === '1') return ['i', 'L', 'l'][index % 3];
        return index % 2 === 0 ? symbol.toLowerCase() : symbol;
      })
      .join('');
    for (const form of [joined, sloppy, `  ${groups.join('-')}\n`, groups.join('\t'), text.toLowerCase()]) {
      expect(readShortText(form)).toEqual(readShortText(text));
    }
  });

  it.each(['complete', 'complete-with-exceptions', 'incomplete'] as const)('tells %s', (result) => {
    expect(readShortText(shortGroups({ ...receipt, result }).join('')).short.result).toBe(result);
  });
});

describe('every single mistake in a short text is found, and its group is named', () => {
  const joined = groups.join('');

  it('a wrong character', () => {
    let tried = 0;
    for (let at = 0; at < joined.length; at++) {
      for (const symbol of symbols) {
        if (symbol === joined[at]) continue;
        expect(wrongGroup(joined.slice(0, at) + symbol + joined.slice(at + 1))).toBe(Math.floor(at / 5) + 1);
        tried++;
      }
    }
    expect(tried).toBe(110 * 31);
  });

  it('a character that is none', () => {
    for (let at = 0; at < joined.length; at++) {
      for (const symbol of 'U!ß中') {
        const damaged = joined.slice(0, at) + symbol + joined.slice(at + 1);
        expect(wrongGroup(damaged)).toBeGreaterThan(0);
      }
    }
  });

  it('a missing character, by its group where the spaces stand', () => {
    for (let at = 0; at < joined.length; at++) {
      wrongGroup(joined.slice(0, at) + joined.slice(at + 1));
      const spaced = groups.map((group, index) =>
        index === Math.floor(at / 5) ? group.slice(0, at % 5) + group.slice((at % 5) + 1) : group,
      );
      expect(wrongGroup(spaced.join(' '))).toBe(Math.floor(at / 5) + 1);
    }
  });

  it('a character too many, by its group where the spaces stand', () => {
    for (let at = 0; at < joined.length; at++) {
      for (const symbol of ['7', joined[at] ?? '']) {
        wrongGroup(joined.slice(0, at) + symbol + joined.slice(at));
        const group = Math.floor(at / 5);
        const longer = groups.with(
          group,
          `${groups[group]?.slice(0, at % 5)}${symbol}${groups[group]?.slice(at % 5)}`,
        );
        expect(wrongGroup(longer.join(' '))).toBe(group + 1);
      }
    }
  });

  it('any two characters that changed places', () => {
    let tried = 0;
    for (let a = 0; a < joined.length; a++) {
      for (let b = a + 1; b < joined.length; b++) {
        if (joined[a] === joined[b]) continue;
        const swapped = [...joined];
        [swapped[a], swapped[b]] = [joined[b] ?? '', joined[a] ?? ''];
        expect(wrongGroup(swapped.join(''))).toBe(Math.floor(a / 5) + 1);
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(5000);
  });

  it('any two groups that changed places, and a missing or repeated group', () => {
    for (let a = 0; a < groups.length; a++) {
      for (let b = a + 1; b < groups.length; b++) {
        const swapped = [...groups];
        [swapped[a], swapped[b]] = [groups[b] ?? '', groups[a] ?? ''];
        expect(wrongGroup(swapped.join(' '))).toBe(a + 1);
      }
      expect(wrongGroup(groups.toSpliced(a, 1).join(' '))).toBeLessThanOrEqual(groups.length);
      expect(wrongGroup(groups.toSpliced(a, 0, groups[a] ?? '').join(' '))).toBeGreaterThan(a);
    }
  });

  it.each(['', ' ', '-', 'Z', 'ZZZZZ'.repeat(22), 'A'.repeat(100_000)])('nonsense: %.20s', (nonsense) => {
    wrongGroup(nonsense);
  });

  it('says that a newer version wrote it', () => {
    const body = shortBody(receipt);
    body.writeUInt8(2, 0);
    // The first group of a text whose first byte is 2, made from one whose first byte is 1.
    const newer = shortGroups({ ...receipt, setId: receipt.setId });
    const [first = ''] = newer;
    const found = [...symbols].flatMap((a) =>
      [...symbols].map((check) => `${a}${first.slice(1, 4)}${check}`),
    );
    const codes = found.map((group) => {
      try {
        readShortText([group, ...groups.slice(1)].join(''));
        return 'good';
      } catch (error) {
        return (error as { code: string }).code;
      }
    });
    expect(new Set(codes)).toContain('RECEIPT_TEXT_TOO_NEW');
  });
});

describe('any receipt', () => {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const anyReceipt = fc
    .record({
      id: fc.uuid(),
      sum: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      result: fc.constantFrom(
        'complete' as const,
        'complete-with-exceptions' as const,
        'incomplete' as const,
      ),
      seconds: fc.integer({ min: 0, max: 0xffffffff }),
      images: fc.integer({ min: 0, max: 40 }),
    })
    .map(({ id, sum, result, seconds, images }): Receipt => ({
      ...receiptOf({ images }),
      setId: id,
      result,
      manifestSha256: hex(sum),
      importedAt: new Date(seconds * 1000).toISOString().replace('.000', ''),
    }));

  it('comes back from its short text, signed or not', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    fc.assert(
      fc.property(anyReceipt, fc.boolean(), (one, signed) => {
        const shown = signed ? signedBy(privateKey, one) : one;
        const read = readShortText(shortLines(shortGroups(shown)));
        expect(read.short).toMatchObject({
          setId: one.setId,
          result: one.result,
          importedAt: one.importedAt,
        });
        expect(one.manifestSha256.startsWith(read.short.manifestSha256)).toBe(true);
        expect(read.short.signature !== undefined).toBe(signed);
        if (read.short.signature !== undefined) {
          expect(verify('sha256', read.signed, publicKey, read.short.signature)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never reads as another one after a random mistake', () => {
    fc.assert(
      fc.property(anyReceipt, fc.nat(109), fc.nat(30), fc.nat(2), (one, at, other, kind) => {
        const good = shortGroups(one).join('');
        const symbol = symbols[(symbols.indexOf(good[at] ?? '') + 1 + other) % 32] ?? '';
        const bad = [
          good.slice(0, at) + symbol + good.slice(at + 1),
          good.slice(0, at) + good.slice(at + 1),
          good.slice(0, at) + symbol + good.slice(at),
        ][kind];
        expect(() => readShortText(bad ?? '')).toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('has none when its set has no UUID', () => {
    const setId = createHash('sha256').update('x').digest('hex');
    expect(() => shortGroups({ ...receipt, setId })).toThrow(
      expect.objectContaining({ code: 'RECEIPT_SHORT_IMPOSSIBLE' }),
    );
  });
});
