/*
 * As much of DER (ITU-T X.690) as keys and signatures need: definite lengths in their shortest form.
 */

/** Type octets. */
export const derTag = { integer: 0x02, octets: 0x04, null: 0x05, objectId: 0x06, sequence: 0x30 } as const;

/** One value: type, length, content. */
export function encodeDer(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...encodeLength(body.length)]), body]);
}

/** An INTEGER that is not negative. */
export function encodeInteger(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return encodeDer(
    derTag.integer,
    (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes,
  );
}

function encodeLength(length: number): number[] {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  if (length < 0x10000) return [0x82, length >> 8, length & 0xff];
  throw new RangeError(`${length} bytes are more than any key has`);
}

/** The content of the value of type `tag` at the start of `bytes`, at most 127 bytes of it, and what follows it. */
export function takeShortDer(
  bytes: Buffer,
  tag: number,
): { readonly content: Buffer; readonly rest: Buffer } | undefined {
  const length = bytes[1];
  if (bytes[0] !== tag || length === undefined || length >= 0x80 || bytes.length < 2 + length)
    return undefined;
  return { content: bytes.subarray(2, 2 + length), rest: bytes.subarray(2 + length) };
}
