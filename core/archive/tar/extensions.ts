import { octalSizeLimit } from './format.ts';
import { showName, tarFault, type TarPlace } from './faults.ts';
import { decodeName } from './names.ts';

/** What PAX and GNU headers said about the file entry that follows them. */
export interface Extensions {
  readonly path?: string;
  readonly size?: number;
}

/**
 * Parses the body of a PAX header (type x or g). Records that only describe times and owners are
 * ignored; those that could make two readers see two archives are refused: links, sparse maps,
 * other character sets, a key given twice. Throws ARCHIVE_EXTENSION_INVALID.
 */
export function parsePax(body: Buffer, place: TarPlace): Extensions {
  const refuse = () => tarFault('ARCHIVE_EXTENSION_INVALID', place);
  const found = new Map<string, string>();
  let position = 0;
  while (position < body.length) {
    const space = body.indexOf(0x20, position);
    const digits = space === -1 ? '' : body.toString('latin1', position, space);
    if (!/^[1-9][0-9]{0,5}$/.test(digits)) throw refuse();
    const end = position + Number(digits);
    if (end > body.length || end <= space + 1 || body[end - 1] !== 0x0a) throw refuse();
    const record = body.subarray(space + 1, end - 1);
    const equals = record.indexOf(0x3d);
    if (equals < 1) throw refuse();
    const key = record.toString('latin1', 0, equals);
    if (found.has(key)) throw refuse();
    if (key === 'linkpath' || key === 'hdrcharset' || key.startsWith('GNU.sparse')) throw refuse();
    // Only a path must be text; vendor records may hold any bytes and are not looked at.
    found.set(
      key,
      key === 'path' ? decodeName(record.subarray(equals + 1), place) : record.toString('latin1', equals + 1),
    );
    position = end;
  }
  const path = found.get('path');
  const size = found.get('size');
  if (path !== undefined && path.includes('\0')) {
    throw tarFault('ARCHIVE_NAME_CHARACTERS', place, { entry: showName(path) });
  }
  if (size !== undefined && (!/^(?:0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))) {
    throw tarFault('ARCHIVE_NUMBER_INVALID', place, { field: 'size' });
  }
  return { ...(path !== undefined && { path }), ...(size !== undefined && { size: Number(size) }) };
}

/** The name in the body of a GNU long-name header (type L). */
export function parseLongName(body: Buffer, place: TarPlace): string {
  const end = body.indexOf(0);
  if (end !== -1 && body.subarray(end).some((byte) => byte !== 0)) {
    throw tarFault('ARCHIVE_NAME_CHARACTERS', place, { entry: showName(body.toString('latin1')) });
  }
  return decodeName(end === -1 ? body : body.subarray(0, end), place);
}

/**
 * The size that counts. A PAX size stands for the following file only, and where the ustar field
 * could have held it the two must agree (CVE-2026-53655). Throws ARCHIVE_SIZE_CONFLICT.
 */
export function effectiveSize(headerSize: number, extension: number | undefined, place: TarPlace): number {
  if (extension === undefined) return headerSize;
  if (extension < octalSizeLimit && extension !== headerSize) {
    throw tarFault('ARCHIVE_SIZE_CONFLICT', place, { header: headerSize, extension });
  }
  return extension;
}
