import { z } from 'zod';
import { pathFactsSchema, pathTokenSchema } from '../paths.ts';
import { bytes, hostText, identifier, nothing } from '../scalars.ts';
import { carriedSetSchema, transferSchema, transferTaskSchema } from '../transfers.ts';

const oneTransfer = z.strictObject({ transfer: transferSchema });

/** Moving a finished set by other ways than one medium that takes all of it. */
export const transferCommands = {
  /** `transfer.changed` tells how it goes. Throws CARRY_AT_WORK, PATH_TOKEN_UNKNOWN and its like. */
  'transfers.start': { input: z.strictObject({ task: transferTaskSchema }), output: oneTransfer },
  /** Answers when it has ended; what is finished stays. Throws CARRY_UNKNOWN. */
  'transfers.stop': { input: z.strictObject({ id: identifier }), output: oneTransfer },
  /** Those of this start of the program, newest first. */
  'transfers.list': { input: nothing, output: z.strictObject({ transfers: z.array(transferSchema) }) },
  /** The folder of the set that a job made. Throws JOB_UNKNOWN, JOB_DOCUMENT_UNAVAILABLE, PATH_GONE. */
  'transfers.setOf': { input: z.strictObject({ jobId: identifier }), output: pathFactsSchema },
  /** Which media were filled with a set. */
  'transfers.carried': { input: z.strictObject({ set: pathTokenSchema }), output: carriedSetSchema },
  /** A medium was lost: the next ones take over its chunks. */
  'transfers.lost': {
    input: z.strictObject({ set: pathTokenSchema, number: z.number().int().min(1).max(10_000) }),
    output: carriedSetSchema,
  },
  /** What putting the set of a medium together in a folder needs, before anything moves. */
  'transfers.need': {
    input: z.strictObject({ medium: pathTokenSchema, into: pathTokenSchema }),
    output: z.strictObject({
      setId: hostText,
      /** Of the whole set. */
      total: bytes,
      /** Room that the folder still needs. */
      needed: bytes,
      free: bytes.optional(),
    }),
  },
} as const;
