import { crc32 } from 'node:zlib';

// registry-client.md K3. A line is itself JSON, `[bytes,"crc32",record]`, so that a
// person can read a journal with any JSON tool; length and crc32 are of the record's
// exact bytes, so that a torn or changed line shows itself.
const head = /^\[(\d{1,10}),"([0-9a-f]{8})",/;
const longestHead = 24;
const closingBracket = 0x5d;

export function encodeLine(record: unknown): Buffer {
  const payload = Buffer.from(JSON.stringify(record));
  return Buffer.concat([
    Buffer.from(`[${payload.length},"${checksum(payload)}",`),
    payload,
    Buffer.from(']\n'),
  ]);
}

/** The record in a line (without its newline), or undefined when the line is not intact. */
export function decodeLine(line: Buffer): { readonly record: unknown } | undefined {
  const found = head.exec(line.toString('latin1', 0, longestHead));
  if (found === null || line.at(-1) !== closingBracket) return undefined;
  const payload = line.subarray(found[0].length, line.length - 1);
  if (payload.length !== Number(found[1]) || checksum(payload) !== found[2]) return undefined;
  try {
    return { record: JSON.parse(payload.toString('utf8')) as unknown };
  } catch {
    return undefined;
  }
}

function checksum(payload: Buffer): string {
  return crc32(payload).toString(16).padStart(8, '0');
}
