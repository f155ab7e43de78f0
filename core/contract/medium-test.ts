import { z } from 'zod';
import { messageSchema } from './events.ts';
import { bytes, hostText } from './scalars.ts';

/** A CapacityReport as it travels: findings as messages. */
export const capacityReportSchema = z.strictObject({
  verdict: z.enum(['good', 'unproven', 'bad']),
  planned: bytes,
  written: bytes,
  right: bytes,
  displaced: bytes,
  blank: bytes,
  altered: bytes,
  unreadable: bytes,
  firstWrong: bytes.optional(),
  holds: bytes.optional(),
  pastCache: z.boolean(),
  writeRate: bytes,
  readRate: bytes,
  findings: z.array(z.strictObject({ level: z.enum(['error', 'warning', 'note']), message: messageSchema })),
});
export type CapacityView = z.infer<typeof capacityReportSchema>;

/** The capacity test of one drive: the one that runs, or the last one since the program started. */
export const mediumTestSchema = z.strictObject({
  driveId: hostText,
  state: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('running'),
      phase: z.enum(['writing', 'reading']),
      /** Of this phase. */
      bytes,
      total: bytes,
      /** Bytes a second over the last seconds. */
      rate: z.number(),
    }),
    z.strictObject({ kind: z.literal('done'), report: capacityReportSchema }),
    z.strictObject({ kind: z.literal('failed'), error: messageSchema }),
    z.strictObject({ kind: z.literal('cancelled') }),
  ]),
});
export type MediumTest = z.infer<typeof mediumTestSchema>;
