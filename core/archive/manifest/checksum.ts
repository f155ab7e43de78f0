import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';

/*
 * Every other file of a set has its sum in the manifest; the manifest has its own. It is no signature: it tells damage,
 * not intent.
 */

const blank = '0'.repeat(64);
/** At the first level of canonical JSON, and nowhere else: no text holds a line's end. */
const before = Buffer.from('\n  "checksum": "');

/** The bytes of a manifest with its `checksum`: the SHA-256 of these bytes with zeros in place of the checksum. */
export function encodeWithChecksum<Value extends object>(
  value: Value,
): { readonly bytes: Buffer; readonly value: Value & { readonly checksum: string } } {
  const bytes = canonicalJson({ ...value, checksum: blank });
  const checksum = sumOf(bytes);
  bytes.write(checksum, bytes.indexOf(before) + before.length, 'latin1');
  return { bytes, value: { ...value, checksum } };
}

/** Whether bytes that hold `value` are those that were written. True for what was written before there were checksums. */
export function isIntact(bytes: Buffer, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!('checksum' in value)) {
    // A sum under any other name at the first level is the checksum, and its name is damaged.
    return !Object.values(value).some((item) => typeof item === 'string' && /^[0-9a-f]{64}$/.test(item));
  }
  const at = bytes.indexOf(before);
  if (at < 0) return false;
  const copy = Buffer.from(bytes);
  copy.write(blank, at + before.length, 'latin1');
  return sumOf(copy) === value.checksum;
}

function sumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
