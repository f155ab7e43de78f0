import { z } from 'zod';
import { custodyKinds, custodyResults } from '../custody.ts';
import { messageSchema } from '../events.ts';
import { pathTokenSchema } from '../paths.ts';
import { count, hostText, instant, text } from '../scalars.ts';

/** One record of a custody log. Its texts hold nothing that could act on a page or a terminal. */
export const custodyRecordViewSchema = z.strictObject({
  /** Its place in the log, counted from 1. */
  record: count,
  time: instant,
  kind: z.enum(custodyKinds),
  person: hostText,
  host: hostText,
  tool: hostText,
  setId: hostText.optional(),
  generation: count.optional(),
  /** Label and identity of the medium, as far as the system told them. */
  medium: hostText.optional(),
  sealNumber: hostText.optional(),
  result: z.enum(custodyResults),
  details: z.record(hostText, z.union([hostText, z.number()])),
  /** The writer's clock stood so many seconds before the time of the record before. */
  clockBack: count.optional(),
  /** Bytes of a record that was cut off while it was written; this one took its place. */
  mendedBytes: count.optional(),
  /** Before the first break: what it says is what was written. */
  vouched: z.boolean(),
});
export type CustodyRecordView = z.infer<typeof custodyRecordViewSchema>;

export const custodyViewSchema = z.strictObject({
  place: z.enum(['set', 'installation']),
  /** The file, for people. */
  display: hostText,
  state: z.enum(['whole', 'broken', 'absent']),
  /** The first record that breaks the chain, and how. */
  broken: z.strictObject({ record: count, message: messageSchema }).optional(),
  records: count,
  /** The newest, oldest first. */
  newest: z.array(custodyRecordViewSchema),
  /** SHA-256 of the last record's line: who notes it can tell later whether anything was changed or cut. */
  hash: hostText.optional(),
  notices: z.array(z.strictObject({ level: z.enum(['error', 'warning', 'note']), message: messageSchema })),
});
export type CustodyView = z.infer<typeof custodyViewSchema>;

const newest = z.number().int().min(1).max(1000).default(200);

export const custodyCommands = {
  /** The custody log of the set in a folder, or without a folder that of this installation, checked from its beginning. */
  'custody.read': {
    input: z.strictObject({ folder: pathTokenSchema.optional(), newest }),
    output: custodyViewSchema,
  },
  /** Records that somebody looked at the set on purpose; answers the log as it is then. */
  'custody.inspected': {
    input: z.strictObject({ folder: pathTokenSchema, person: text.optional(), sealNumber: text.optional() }),
    output: custodyViewSchema,
  },
} as const;
