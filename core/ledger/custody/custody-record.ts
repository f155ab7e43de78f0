import { createHash } from 'node:crypto';
import { z } from 'zod';
import { custodyKinds, custodyResults } from '../../contract/index.ts';
import { isCleanText } from './clean-text.ts';

/** Characters that each text of a record may have. */
export const textLimits = { person: 120, host: 120, tool: 60, medium: 120, seal: 120, detail: 200 } as const;
/** Entries of `details`. */
export const mostDetails = 16;
/** Bytes of a record's line without its newline; all its texts at their longest are less. */
export const longestLine = 32 * 1024;
/** The version of the records that are written here, and the newest that is understood. */
export const custodyVersion = 1;
/** What the first record of a chain names in place of an earlier one. */
export const noRecord = '0'.repeat(64);

// A record that was made elsewhere is shown in terminals and pages: what could act on them is no record of ours.
const text = (limit: number) => z.string().refine((value) => isCleanText(value, limit));
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const identifier = z.string().regex(/^[A-Za-z0-9-]{8,64}$/);

/** Whose history a chain is: that of a set (and its successors in the same folder), or all of one installation. */
export const custodyChainSchema = z.strictObject({
  kind: z.enum(['set', 'installation']),
  id: identifier,
});
export type CustodyChain = Readonly<z.infer<typeof custodyChainSchema>>;

const detailsSchema = z
  .record(
    z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
    z.union([text(textLimits.detail), z.number().int().safe()]),
  )
  .refine((details) => Object.keys(details).length <= mostDetails);

/** What the caller of `appendCustody` knows. */
const entryShape = {
  kind: z.enum(custodyKinds),
  person: text(textLimits.person),
  host: text(textLimits.host),
  /** Program and version. */
  tool: text(textLimits.tool),
  setId: identifier.optional(),
  generation: z.number().int().positive().safe().optional(),
  medium: z
    .strictObject({ id: text(textLimits.medium).optional(), label: text(textLimits.medium).optional() })
    .optional(),
  sealNumber: text(textLimits.seal).optional(),
  result: z.enum(custodyResults),
  /** Facts: counts, bytes, codes. Never a secret. */
  details: detailsSchema.optional(),
};

/** One line of a custody log. */
export const custodyRecordSchema = z.strictObject({
  version: z.literal(custodyVersion),
  /** 1 for the first of the chain. */
  sequence: z.number().int().positive().safe(),
  /** In the first record only. */
  chain: custodyChainSchema.optional(),
  /** SHA-256 of the exact line before, without its newline. */
  previous: hash,
  /** RFC 3339, UTC, as the writer's clock had it: order never depends on it. */
  time: z.iso.datetime(),
  ...entryShape,
  /** The clock stood before the time of the record before, by this many seconds. */
  clock: z.literal('back').optional(),
  clockSeconds: z.number().int().positive().safe().optional(),
  /** Bytes of a record that was cut off while it was written: this one stands in its place. */
  mendedBytes: z.number().int().positive().safe().optional(),
});
export type CustodyRecord = Readonly<z.infer<typeof custodyRecordSchema>>;
export type CustodyEntry = Readonly<z.infer<z.ZodObject<typeof entryShape>>>;

/** The exact bytes of a record's line, without the newline. Throws what the schema throws. */
export function encodeRecord(record: CustodyRecord): Buffer {
  return bytesOf(custodyRecordSchema.parse(record));
}

/** The schema gives the keys their order. */
function bytesOf(checked: CustodyRecord): Buffer {
  return Buffer.from(JSON.stringify(checked));
}

/** A line that is a record, one of a newer version, or neither. */
export interface DecodedLine {
  readonly record?: CustodyRecord;
  readonly newer?: number;
}

/** Reads a line as strictly as it is written: what `encodeRecord` would not write is no record. */
export function decodeRecord(line: Buffer): DecodedLine {
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch {
    return {};
  }
  const parsed = custodyRecordSchema.safeParse(value);
  if (!parsed.success) {
    const version = versionOf(value);
    return version !== undefined && version > custodyVersion ? { newer: version } : {};
  }
  const record = parsed.data;
  const isFirst = record.sequence === 1;
  if (isFirst !== (record.chain !== undefined)) return {};
  if ((record.clock === undefined) !== (record.clockSeconds === undefined)) return {};
  // A key that stands twice, another order, other spaces: two readers might not read the same.
  return bytesOf(record).equals(line) ? { record } : {};
}

/** By what the next record knows this line. */
export function hashOfLine(line: Buffer): string {
  return createHash('sha256').update(line).digest('hex');
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value)) return undefined;
  return Number.isSafeInteger(value.version) ? (value.version as number) : undefined;
}
