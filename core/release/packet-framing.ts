import { inflateRawSync, inflateSync } from 'node:zlib';

/** One OpenPGP packet, by its header alone. */
export interface FramedPacket {
  readonly tag: number;
  readonly body: Buffer;
  /** Where the packet ends in the bytes it was read from. */
  readonly end: number;
}

interface Lengths {
  readonly parts: readonly (readonly [from: number, to: number])[];
  readonly end: number;
}

/**
 * The outermost packets of an OpenPGP message (RFC 9580 section 4.2). Undefined when the bytes are
 * not a whole sequence of packets. A library may stop reading after the packet it needs; this sees
 * what comes behind it.
 */
export function framePackets(bytes: Buffer): readonly FramedPacket[] | undefined {
  const packets: FramedPacket[] = [];
  for (let at = 0; at < bytes.length;) {
    const header = bytes[at] ?? 0;
    if ((header & 0x80) === 0) return undefined;
    const newFormat = (header & 0x40) !== 0;
    const lengths = newFormat ? newLengths(bytes, at + 1) : oldLengths(bytes, at + 1, header & 0x03);
    if (lengths === undefined || lengths.end > bytes.length) return undefined;
    const body = Buffer.concat(lengths.parts.map(([from, to]) => bytes.subarray(from, to)));
    packets.push({ tag: newFormat ? header & 0x3f : (header & 0x3c) >> 2, body, end: lengths.end });
    at = lengths.end;
  }
  return packets.length > 0 ? packets : undefined;
}

/** Section 4.2.2; length type 3 means: to the end of the file. */
function oldLengths(bytes: Buffer, at: number, lengthType: number): Lengths | undefined {
  if (lengthType === 3) return { parts: [[at, bytes.length]], end: bytes.length };
  const size = 2 ** lengthType;
  if (at + size > bytes.length) return undefined;
  const end = at + size + bytes.readUIntBE(at, size);
  return { parts: [[at + size, end]], end };
}

/** Section 4.2.1; a partial length is followed by another length. */
function newLengths(bytes: Buffer, start: number): Lengths | undefined {
  const parts: [number, number][] = [];
  for (let at = start; ;) {
    const first = bytes[at];
    if (first === undefined) return undefined;
    if (first >= 224 && first < 255) {
      const end = at + 1 + 2 ** (first & 0x1f);
      parts.push([at + 1, end]);
      at = end;
      continue;
    }
    const size = first < 192 ? 1 : first < 224 ? 2 : 5;
    if (at + size > bytes.length) return undefined;
    const length =
      size === 1 ? first : size === 2 ? bytes.readUInt16BE(at) - 0xc000 + 192 : bytes.readUInt32BE(at + 1);
    parts.push([at + size, at + size + length]);
    return { parts, end: at + size + length };
  }
}

/**
 * What a compressed data packet holds (section 5.6): ZIP and ZLIB, which GnuPG uses. Undefined for
 * anything else, for damaged data, and beyond `limit` bytes.
 */
export function unpackCompressed(body: Buffer, limit: number): Buffer | undefined {
  const inflate = body[0] === 1 ? inflateRawSync : body[0] === 2 ? inflateSync : undefined;
  try {
    return inflate?.(body.subarray(1), { maxOutputLength: limit });
  } catch {
    return undefined;
  }
}
