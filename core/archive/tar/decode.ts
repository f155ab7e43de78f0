import { blockSize, fields, headerChecksum, type FieldName } from './format.ts';
import { showName, tarFault, type TarPlace } from './faults.ts';

/** A header block as it stands; extensions are not yet applied. */
export interface RawHeader {
  /** The bytes of the name, prefix and slash included. */
  readonly name: Buffer;
  readonly size: number;
  /** The type flag as one character; `\0` is answered as `0`. */
  readonly type: string;
}

const posixMagic = Buffer.from('ustar\x0000', 'latin1');
const gnuMagic = Buffer.from('ustar  \0', 'latin1');

/**
 * Reads one header block. Every numeric field is parsed to its end, and the checksum compared.
 * Throws ARCHIVE_HEADER_INVALID, ARCHIVE_CHECKSUM_WRONG or ARCHIVE_NUMBER_INVALID.
 */
export function decodeHeader(block: Buffer, place: TarPlace): RawHeader {
  const magic = part(block, 'magic');
  const posix = magic.equals(posixMagic);
  if (!posix && !magic.equals(gnuMagic)) throw tarFault('ARCHIVE_HEADER_INVALID', place);
  if (decodeNumber(block, 'checksum', place) !== headerChecksum(block)) {
    throw tarFault('ARCHIVE_CHECKSUM_WRONG', place);
  }
  for (const field of ['mode', 'uid', 'gid', 'mtime', 'deviceMajor', 'deviceMinor'] as const) {
    decodeNumber(block, field, place);
  }
  const type = String.fromCharCode(block[fields.type[0]] ?? 0);
  return {
    name: joinedName(block, posix, place),
    size: decodeNumber(block, 'size', place),
    type: type === '\0' ? '0' : type,
  };
}

export function isZeroBlock(block: Buffer): boolean {
  return block.equals(zeroBlock);
}
const zeroBlock = Buffer.alloc(blockSize);

function part(block: Buffer, field: FieldName): Buffer {
  const [start, end] = fields[field];
  return block.subarray(start, end);
}

/** A text field up to its NUL. Anything behind the NUL is a second name for another reader. */
function textField(block: Buffer, field: 'name' | 'prefix', place: TarPlace): Buffer {
  const bytes = part(block, field);
  const end = bytes.indexOf(0);
  if (end === -1) return bytes;
  if (bytes.subarray(end).some((byte) => byte !== 0)) {
    throw tarFault('ARCHIVE_NAME_CHARACTERS', place, { entry: showName(bytes.toString('latin1')) });
  }
  return bytes.subarray(0, end);
}

function joinedName(block: Buffer, posix: boolean, place: TarPlace): Buffer {
  const name = textField(block, 'name', place);
  // Old GNU headers keep time stamps and sparse maps where POSIX has the prefix.
  const prefix = posix ? textField(block, 'prefix', place) : Buffer.alloc(0);
  return prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]);
}

/** Octal digits, or base 256 when the first bit is set; negative and unsafe numbers are refused. */
function decodeNumber(block: Buffer, field: FieldName, place: TarPlace): number {
  const bytes = part(block, field);
  const first = bytes[0] ?? 0;
  if (first === 0x80) {
    const value = bytes.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
    if (Number.isSafeInteger(value)) return value;
  } else if (first < 0x80) {
    const value = octalNumber(bytes);
    if (value !== undefined) return value;
  }
  throw tarFault('ARCHIVE_NUMBER_INVALID', place, { field });
}

/** Spaces, octal digits, then only spaces and NULs; an empty field is 0. */
function octalNumber(bytes: Buffer): number | undefined {
  let index = 0;
  while (bytes[index] === 0x20) index += 1;
  let value = 0;
  for (let byte = bytes[index] ?? 0; byte >= 0x30 && byte <= 0x37; byte = bytes[index] ?? 0) {
    value = value * 8 + (byte - 0x30);
    index += 1;
  }
  for (; index < bytes.length; index += 1) {
    if (bytes[index] !== 0x20 && bytes[index] !== 0) return undefined;
  }
  return value;
}
