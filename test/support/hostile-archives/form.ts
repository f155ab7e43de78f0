import type { ErrorCode } from '../../../core/contract/index.ts';
import { testBlob } from '../archive-sets.ts';
import { rawEntry } from '../archive-tar.ts';

/** One chunk that an attacker wrote. registry-client.md 4.5. */
export interface HostileArchive {
  readonly title: string;
  /** Why it is refused. */
  readonly code: ErrorCode;
  readonly parts: readonly Buffer[];
  /** What follows the entries; the end mark when absent. */
  readonly end?: Buffer;
}

/** An entry without a fault. */
export const good: Buffer = rawEntry({ name: 'working-dir/internal/good', body: 'good' });

/** Content whose digest some of the archives name. */
export const blob = testBlob(600, 1);

/** A number field as GNU tar writes what eight octal digits cannot hold. */
export function base256(value: bigint, first = 0x80): Buffer {
  const bytes = Buffer.alloc(12);
  for (let index = 11, rest = value; index > 0; index -= 1, rest >>= 8n) bytes[index] = Number(rest & 0xffn);
  bytes[0] = first;
  return bytes;
}
