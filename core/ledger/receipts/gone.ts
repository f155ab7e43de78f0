import { z } from 'zod';
import type { Digest } from '../../reference/index.ts';
import { digestForm, parseFile } from './receipt.ts';
import { mostHeldDigests } from './statement.ts';

const goneVersion = 1;
const goneSchema = z.strictObject({
  format: z.literal('sluice-gone'),
  formatVersion: z.literal(goneVersion),
  registry: z.string().max(4096),
  /** The comparison that found it. */
  checkId: z.uuid(),
  digests: z.array(digestForm).max(mostHeldDigests),
});

/** What was gone from a registry: the file beside a record of `carry-again`. */
export type GoneContent = Readonly<Omit<z.infer<typeof goneSchema>, 'format' | 'formatVersion'>>;

export function goneBytes({ registry, checkId, digests }: GoneContent): Buffer {
  const sorted = [...new Set<Digest>(digests)].sort();
  const file = { format: 'sluice-gone', formatVersion: goneVersion, registry, checkId, digests: sorted };
  return Buffer.from(`${JSON.stringify(file)}\n`);
}

/** Throws RECEIPT_FILE_INVALID, RECEIPT_FILE_TOO_NEW. `file` is for the message. */
export function parseGone(bytes: Buffer, file: string): GoneContent {
  return parseFile(bytes, file, goneSchema, goneVersion);
}
