import { generateKeyPairSync, sign, verify } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseReceipt,
  parseStatement,
  receiptBytes,
  signedBytes,
  statementBytes,
  looksLikeStatement,
} from '../../../../core/ledger/index.ts';
import { toDer, toP1363 } from '../../../../core/ledger/receipts/signature-form.ts';
import { digestNumber, receiptOf, statementOf } from '../../../support/receipts.ts';

const receipt = receiptOf({ images: 5 });
const fault = (change: (text: string) => string): unknown => {
  try {
    return parseReceipt(Buffer.from(change(receiptBytes(receipt).toString())), 'r.json');
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the file of a receipt', () => {
  it('is the same whatever order its lists were in, and comes back', () => {
    const bytes = receiptBytes(receipt);
    expect(receiptBytes({ ...receipt, images: receipt.images.toReversed() })).toEqual(bytes);
    expect(receiptBytes(parseReceipt(bytes, 'r.json'))).toEqual(bytes);
  });

  it('carries a signature over all the rest', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signature = sign('sha256', signedBytes(receipt), privateKey);
    const signed = { ...receipt, keyId: 'ab:cd', signature: signature.toString('base64') };
    const read = parseReceipt(receiptBytes(signed), 'r.json');
    const of = Buffer.from(read.signature ?? '', 'base64');
    expect(verify('sha256', signedBytes(read), publicKey, of)).toBe(true);
    expect(verify('sha256', signedBytes({ ...read, result: 'incomplete' }), publicKey, of)).toBe(false);
  });

  it.each<[string, (text: string) => string, string]>([
    ['a digest that is none', (text) => text.replace('sha256:0', 'sha256:g'), 'RECEIPT_FILE_INVALID'],
    ['a field that is not known', (text) => text.replace('{', '{"more":1,'), 'RECEIPT_FILE_INVALID'],
    ['a key twice', (text) => text.replace('{', '{"format":"sluice-receipt",'), 'RECEIPT_FILE_INVALID'],
    ['no JSON', (text) => text.slice(5), 'RECEIPT_FILE_INVALID'],
    ['fractions of a second', (text) => text.replace(':00Z', ':00.5Z'), 'RECEIPT_FILE_INVALID'],
    ['another result', (text) => text.replace('"complete"', '"good"'), 'RECEIPT_FILE_INVALID'],
    ['deep nesting', () => '['.repeat(50) + ']'.repeat(50), 'RECEIPT_FILE_INVALID'],
    [
      'a newer version',
      (text) => text.replace('"formatVersion": 1', '"formatVersion": 2'),
      'RECEIPT_FILE_TOO_NEW',
    ],
  ])('is refused with %s', (_, change, code) => {
    expect(fault(change)).toBe(code);
  });
});

describe('the statement of a registry', () => {
  it('comes back, sorted, each digest once', () => {
    const statement = statementOf([3, 1, 2, 1]);
    const bytes = statementBytes(statement);
    expect(looksLikeStatement(bytes)).toBe(true);
    expect(looksLikeStatement(receiptBytes(receipt))).toBe(false);
    expect(parseStatement(bytes, 's.json').digests).toEqual([1, 2, 3].map(digestNumber).sort());
  });
});

describe('the two forms of a signature', () => {
  it('hold the same numbers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        expect(toP1363(toDer(bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('is only strict DER of two numbers', () => {
    const der = toDer(Buffer.alloc(64, 0x90));
    expect(toP1363(der)).toEqual(Buffer.alloc(64, 0x90));
    expect(toP1363(Buffer.concat([der, Buffer.from([0])]))).toBeUndefined();
    expect(toP1363(der.subarray(1))).toBeUndefined();
    expect(toP1363(Buffer.from([0x30, 6, 2, 1, 0x80, 2, 1, 1]))).toBeUndefined();
    expect(toP1363(Buffer.from([0x30, 7, 2, 2, 0, 1, 2, 1, 1]))).toBeUndefined();
    expect(toP1363(Buffer.alloc(0))).toBeUndefined();
  });
});
