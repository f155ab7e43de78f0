import { SluiceError } from '../../contract/index.ts';
import { readGroups, writeGroups } from './base32-groups.ts';
import { heldSum, receiptResults, wholeSeconds, type Receipt, type ReceiptResult } from './receipt.ts';
import { p1363Length, toDer, toP1363 } from './signature-form.ts';

/*
 * The short form of a receipt, to be typed or scanned where no medium comes back. Version 1, numbers big-endian:
 *
 *   offset  bytes  content
 *        0      1  version: 1
 *        1      1  result (0 complete, 1 complete with exceptions, 2 incomplete); +128: a signature follows
 *        2     16  id of the set, a UUID
 *       18     16  SHA-256 of sluice-set.json, its first 16 bytes
 *       34      4  time of the import, seconds since 1970
 *       38      3  images held
 *       41     10  sum over their digests (`heldSum`)
 *       51     64  ECDSA P-256 over the 51 bytes before, as IEEE P1363; when there is one
 */
const version = 1;
const bodyLength = 51;
const signedFlag = 0x80;
const sizes = [bodyLength, bodyLength + p1363Length];
const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a short text says. It names no images: only that of a complete receipt can stand for the set's content. */
export interface ShortReceipt {
  readonly setId: string;
  /** The first 16 bytes, hexadecimal. */
  readonly manifestSha256: string;
  readonly result: ReceiptResult;
  readonly importedAt: string;
  readonly images: number;
  readonly heldSum: string;
  /** DER. */
  readonly signature?: Buffer;
}

/** The bytes that the signature of a short text is over. Throws RECEIPT_SHORT_IMPOSSIBLE. */
export function shortBody(receipt: Receipt): Buffer {
  const { setId, manifestSha256, result, importedAt, images } = receipt;
  const seconds = Date.parse(importedAt) / 1000;
  if (!uuidForm.test(setId) || !(seconds >= 0 && seconds <= 0xffffffff)) {
    throw new SluiceError('RECEIPT_SHORT_IMPOSSIBLE', { params: { set: setId }, affected: [setId] });
  }
  const body = Buffer.alloc(bodyLength);
  body.writeUInt8(version, 0);
  body.writeUInt8(receiptResults.indexOf(result), 1);
  body.write(setId.replaceAll('-', ''), 2, 'hex');
  body.write(manifestSha256.slice(0, 32), 18, 'hex');
  body.writeUInt32BE(seconds, 34);
  body.writeUIntBE(images.length, 38, 3);
  body.write(heldSum(images.map(({ digest }) => digest)), 41, 'hex');
  return body;
}

/** The groups of five of a receipt's short text, signed when the receipt is. Throws RECEIPT_SHORT_IMPOSSIBLE. */
export function shortGroups(receipt: Receipt): readonly string[] {
  const body = shortBody(receipt);
  const { shortSignature } = receipt;
  const appended = shortSignature === undefined ? undefined : toP1363(Buffer.from(shortSignature, 'base64'));
  if (appended === undefined) return writeGroups(body);
  body.writeUInt8(body.readUInt8(1) | signedFlag, 1);
  return writeGroups(Buffer.concat([body, appended]));
}

const groupsInLine = 6;

/** For people: groups with spaces, six in a line. */
export function shortLines(groups: readonly string[]): string {
  const lines = Array.from({ length: Math.ceil(groups.length / groupsInLine) }, (_, line) =>
    groups.slice(line * groupsInLine, (line + 1) * groupsInLine).join(' '),
  );
  return lines.join('\n');
}

/** Throws RECEIPT_TEXT_DAMAGED naming the first group that is wrong, RECEIPT_TEXT_TOO_NEW. */
export function readShortText(text: string): { readonly short: ShortReceipt; readonly signed: Buffer } {
  const bytes = readGroups(text, sizes, (head) => {
    const found = head.readUInt8(0);
    if (found <= version) return;
    throw new SluiceError('RECEIPT_TEXT_TOO_NEW', { params: { found, supported: version } });
  });
  const flags = bytes.readUInt8(1);
  const result = receiptResults[flags & ~signedFlag];
  const hasSignature = bytes.length > bodyLength;
  if (
    bytes.readUInt8(0) !== version ||
    result === undefined ||
    ((flags & signedFlag) !== 0) !== hasSignature
  ) {
    throw new SluiceError('RECEIPT_TEXT_DAMAGED', {
      params: { group: 1, count: writeGroups(bytes).length },
    });
  }
  const hex = (from: number, to: number): string => bytes.toString('hex', from, to);
  const id = hex(2, 18);
  const signed = Buffer.from(bytes.subarray(0, bodyLength));
  signed.writeUInt8(flags & ~signedFlag, 1);
  return {
    signed,
    short: {
      setId: [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-'),
      manifestSha256: hex(18, 34),
      result,
      importedAt: wholeSeconds(new Date(bytes.readUInt32BE(34) * 1000)),
      images: bytes.readUIntBE(38, 3),
      heldSum: hex(41, 51),
      ...(hasSignature && { signature: toDer(bytes.subarray(bodyLength)) }),
    },
  };
}
