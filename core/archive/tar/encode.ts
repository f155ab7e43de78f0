import { blockSize, fields, headerChecksum, octalSizeLimit, paddedSize, type FieldName } from './format.ts';

const asciiOnly = /^[\x20-\x7e]+$/;

/**
 * The header of a regular file: mode 0644, owner 0:0, `mtime` in whole seconds. One block, or
 * three and more when a PAX header has to precede it because ustar cannot hold the name (over 100
 * bytes and not divisible into prefix and name, or not ASCII) or the size (8 GiB and more).
 * registry-client.md 5.3: fixed metadata makes archives reproducible.
 */
export function encodeHeader(name: string, size: number, mtime: number): Buffer {
  const split = splitName(name);
  const records: string[] = [];
  if (split === undefined) records.push(paxRecord('path', name));
  if (size >= octalSizeLimit) records.push(paxRecord('size', String(size)));
  const main = ustarBlock(split ?? { name: shortened(name), prefix: '' }, size, mtime, '0');
  if (records.length === 0) return main;
  const extension = Buffer.from(records.join(''), 'utf8');
  const body = Buffer.alloc(paddedSize(extension.length));
  extension.copy(body);
  const paxName = { name: `PaxHeaders.0/${shortened(name)}`.slice(0, 99), prefix: '' };
  return Buffer.concat([ustarBlock(paxName, extension.length, mtime, 'x'), body, main]);
}

/** The bytes that `encodeHeader` would return for this name and size. */
export function headerSize(name: string, size: number): number {
  const split = splitName(name);
  if (split !== undefined && size < octalSizeLimit) return blockSize;
  return encodeHeader(name, size, 0).length;
}

interface SplitName {
  readonly name: string;
  readonly prefix: string;
}

/** Divides a name for the ustar fields (100 and 155 bytes); undefined when that is impossible. */
export function splitName(name: string): SplitName | undefined {
  if (!asciiOnly.test(name)) return undefined;
  if (name.length <= 100) return { name, prefix: '' };
  const slash = name.indexOf('/', name.length - 101);
  if (slash < 1 || slash > 155 || slash === name.length - 1) return undefined;
  return { name: name.slice(slash + 1), prefix: name.slice(0, slash) };
}

/** A PAX record counts its own length: `<length> <key>=<value>\n`. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const restLength = Buffer.byteLength(rest);
  let length = restLength + String(restLength).length;
  if (restLength + String(length).length !== length) length += 1;
  return `${length}${rest}`;
}

/** What readers without PAX see instead of the name: printable, and never a path that leaves its folder. */
function shortened(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1).replace(/[^\w.-]/g, '_');
  return last.slice(0, 80);
}

function ustarBlock(split: SplitName, size: number, mtime: number, type: '0' | 'x'): Buffer {
  const block = Buffer.alloc(blockSize);
  const put = (field: FieldName, text: string): void => {
    block.write(text, fields[field][0], 'latin1');
  };
  put('name', split.name);
  put('mode', '0000644');
  put('uid', '0000000');
  put('gid', '0000000');
  // Go's writer leaves 0 in the ustar field when PAX carries the size; so do we.
  put('size', octal(size >= octalSizeLimit ? 0 : size));
  put('mtime', octal(mtime));
  put('type', type);
  put('magic', 'ustar\x0000');
  put('deviceMajor', '0000000');
  put('deviceMinor', '0000000');
  put('prefix', split.prefix);
  put('checksum', `${headerChecksum(block).toString(8).padStart(6, '0')}\0 `);
  return block;
}

function octal(value: number): string {
  return value.toString(8).padStart(11, '0');
}
