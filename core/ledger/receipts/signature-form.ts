/*
 * An ECDSA signature over P-256 has two forms: ASN.1 DER, which openssl reads and writes, and its two numbers of 32 bytes
 * one after the other (IEEE P1363), which is shorter and always 64 bytes.
 */

const numberLength = 32;
export const p1363Length = 2 * numberLength;

/** Undefined when `der` is not exactly one signature over P-256 in strict DER. */
export function toP1363(der: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(der);
  if (bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2) return undefined;
  const first = readNumber(bytes, 2);
  const second = first === undefined ? undefined : readNumber(bytes, first.end);
  if (first === undefined || second === undefined || second.end !== bytes.length) return undefined;
  return Buffer.concat([first.number, second.number]);
}

function readNumber(
  bytes: Buffer,
  at: number,
): { readonly number: Buffer; readonly end: number } | undefined {
  const length = bytes[at + 1] ?? 0;
  const end = at + 2 + length;
  const content = bytes.subarray(at + 2, end);
  if (bytes[at] !== 0x02 || length === 0 || content.length !== length) return undefined;
  const [high = 0, next = 0] = content;
  // Negative, or with a zero in front that says nothing.
  if (high >= 0x80 || (high === 0 && length > 1 && next < 0x80)) return undefined;
  const digits = high === 0 ? content.subarray(1) : content;
  if (digits.length > numberLength) return undefined;
  return { number: Buffer.concat([Buffer.alloc(numberLength - digits.length), digits]), end };
}

/** The same signature for openssl. Throws RangeError for any other length than 64 bytes. */
export function toDer(p1363: Uint8Array): Buffer {
  if (p1363.length !== p1363Length) throw new RangeError('no signature over P-256');
  const numbers = [p1363.subarray(0, numberLength), p1363.subarray(numberLength)].map(writeNumber);
  const content = Buffer.concat(numbers);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}

function writeNumber(number: Uint8Array): Buffer {
  let start = 0;
  while (start < number.length - 1 && number[start] === 0) start++;
  const digits = Buffer.from(number.subarray(start));
  const positive = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
  return Buffer.concat([Buffer.from([0x02, positive.length]), positive]);
}
