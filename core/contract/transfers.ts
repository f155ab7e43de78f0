import { z } from 'zod';
import { messageSchema } from './events.ts';
import { pathTokenSchema } from './paths.ts';
import { bytes, count, hostText, identifier, instant } from './scalars.ts';

/** What is done with a finished set to bring it somewhere, each as `sluice carry`, `drop` and `repair` do it. */
export const transferTaskSchema = z.discriminatedUnion('kind', [
  /** Onto the next of several media. `capacity`: bytes that it takes there at most, for what is burned later. */
  z.strictObject({
    kind: z.literal('fill'),
    set: pathTokenSchema,
    medium: pathTokenSchema,
    capacity: bytes.min(1).optional(),
  }),
  /** From one of several media into the folder where the set becomes whole. */
  z.strictObject({ kind: z.literal('collect'), medium: pathTokenSchema, into: pathTokenSchema }),
  z.strictObject({ kind: z.literal('send'), set: pathTokenSchema, drop: pathTokenSchema }),
  /** `wait`: looks again until everything is there. */
  z.strictObject({
    kind: z.literal('receive'),
    drop: pathTokenSchema,
    into: pathTokenSchema,
    wait: z.boolean(),
  }),
  /** Repair blocks for so many percent of the set. */
  z.strictObject({
    kind: z.literal('protect'),
    set: pathTokenSchema,
    percent: z.number().int().min(1).max(100),
  }),
  z.strictObject({ kind: z.literal('check'), set: pathTokenSchema }),
  z.strictObject({ kind: z.literal('mend'), set: pathTokenSchema }),
]);
export type TransferTask = z.infer<typeof transferTaskSchema>;
export type TransferKind = TransferTask['kind'];

const noticeSchema = z.strictObject({
  level: z.enum(['error', 'warning', 'note']),
  message: messageSchema,
});

/** Where a set stands on its way over several media. */
export const carriedSetSchema = z.strictObject({
  setId: hostText,
  /** Of the whole set. */
  chunks: count,
  media: z.array(z.strictObject({ number: count, time: instant, chunks: z.array(hostText) })),
  /** Chunks that no medium has yet. */
  left: z.array(z.strictObject({ name: hostText, size: bytes })),
});
export type CarriedSetView = z.infer<typeof carriedSetSchema>;

export const transferResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fill'),
    /** Which medium it is now. */
    number: count,
    pastCache: z.boolean(),
    carried: carriedSetSchema,
    notices: z.array(noticeSchema),
  }),
  z.strictObject({
    kind: z.literal('collect'),
    setId: hostText,
    /** Which of the set's media it was; absent when it does not say so. */
    number: count.optional(),
    /** Files that were taken. */
    taken: count,
    damaged: z.array(messageSchema),
    /** What is still to come from other media. */
    missing: z.array(hostText),
    /** The folder, once the set in it is whole. */
    whole: pathTokenSchema.optional(),
    notices: z.array(noticeSchema),
  }),
  z.strictObject({
    kind: z.literal('send'),
    setId: hostText,
    files: count,
    bytes,
    /** The rest was there already and right. */
    sentBytes: bytes,
  }),
  z.strictObject({
    kind: z.literal('receive'),
    setId: hostText,
    files: count,
    bytes,
    whole: pathTokenSchema,
  }),
  z.strictObject({
    kind: z.literal('protect'),
    setId: hostText,
    protectedBytes: bytes,
    repairBytes: bytes,
    files: count,
  }),
  z.strictObject({
    kind: z.literal('check'),
    setId: hostText,
    whole: z.boolean(),
    mendable: z.boolean(),
    /** Those that are not whole. */
    files: z.array(
      z.strictObject({
        name: hostText,
        state: z.enum(['damaged', 'missing', 'too-long']),
        damagedBlocks: count,
        blocks: count,
      }),
    ),
    repairBlocks: count,
    lostRepairBlocks: count,
  }),
  z.strictObject({
    kind: z.literal('mend'),
    setId: hostText,
    /** Files that were put right. */
    mended: z.array(hostText),
    /** Of the set, each compared with the set's own sums. */
    bytes,
  }),
]);
export type TransferResult = z.infer<typeof transferResultSchema>;

export const transferPhases = ['copy', 'verify', 'check', 'make', 'mend'] as const;

export const transferSchema = z.strictObject({
  id: identifier,
  task: transferTaskSchema,
  /** For people: where from, and where to. Of work beside a set both are its folder. */
  source: hostText,
  target: hostText,
  /** Drives that it uses. */
  driveIds: z.array(hostText),
  startedAt: instant,
  state: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('running'),
      phase: z.enum(transferPhases),
      /** Of this phase; 0 of 0 before the first byte moves. */
      bytes,
      total: bytes,
      /** Bytes a second over the last seconds. */
      rate: z.number(),
      /** What a drop folder still lacks; no names: not even what says which files belong to the set. */
      waiting: z.strictObject({ count, names: z.array(hostText) }).optional(),
    }),
    z.strictObject({ kind: z.literal('done'), result: transferResultSchema }),
    z.strictObject({ kind: z.literal('failed'), error: messageSchema }),
    /** Begun again it goes on. */
    z.strictObject({ kind: z.literal('stopped') }),
  ]),
});
export type Transfer = z.infer<typeof transferSchema>;
export type TransferState = Transfer['state'];
