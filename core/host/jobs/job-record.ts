import { z } from 'zod';
import {
  flowSchema,
  jobProgressSchema,
  jobStateSchema,
  mirrorReportSchema,
  registryPlaceSchema,
  runExceptionSchema,
  runOptionsSchema,
  siteSchema,
  verificationSchema,
} from '../../contract/index.ts';

const text = z.string();
const count = z.number().int().nonnegative();

/** A run as a job remembers it: tokens have become paths, long texts are files in the job's folder. */
export const storedRunSchema = z.strictObject({
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('upstream') }),
    z.strictObject({ kind: z.literal('registry'), place: registryPlaceSchema, editedConf: z.boolean() }),
    z.strictObject({ kind: z.literal('archive'), folder: text }),
  ]),
  destination: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('archive'), folder: text }),
    z.strictObject({ kind: z.literal('registry'), place: registryPlaceSchema }),
  ]),
  /** Name of the receiver whose holdings count. */
  target: text.optional(),
  /** The generation of the target's set that is made once more. */
  again: z.number().int().positive().optional(),
  options: runOptionsSchema,
  /** Charts with values over their own; the texts are files in the job's folder. */
  values: z.array(text).optional(),
  exceptions: z.array(runExceptionSchema).optional(),
  afterwards: z.strictObject({ verify: z.boolean(), eject: z.boolean() }),
});
export type StoredRun = z.infer<typeof storedRunSchema>;

/** By what a medium is known again. */
export const mediumSchema = z.strictObject({
  folder: text,
  use: z.enum(['read', 'write']),
  /** The drive's own identity, where the system tells one. */
  driveId: text.optional(),
  /** The set that is read from it. */
  setId: text.optional(),
  /** Files of ours that were seen in the folder: one of them has to be there again. */
  names: z.array(text),
});
export type Medium = z.infer<typeof mediumSchema>;

/** A set as sheet and label describe it; kept here because the medium goes away. */
export const setFactsSchema = z.strictObject({
  kind: z.enum(['sluice', 'oc-mirror']),
  setId: text.optional(),
  generation: count.optional(),
  parent: z.strictObject({ setId: text, generation: count }).optional(),
  createdAt: text.optional(),
  tool: text.optional(),
  target: text.optional(),
  /** Who signed it, as the set says. */
  signer: z.strictObject({ keyId: text, name: text }).optional(),
  complete: text,
  missing: z.array(z.strictObject({ origin: text, code: text })),
  releases: z.array(z.strictObject({ version: text, digest: text.optional(), signature: text.optional() })),
  images: z.strictObject({ release: count, operator: count, additional: count, helm: count }).optional(),
  chunks: z.array(z.strictObject({ name: text, size: count, sha256: text.optional() })),
  /** Archive files that lie there in parts, with the sum of the whole, and which of `chunks` they are joined from. */
  divided: z
    .array(z.strictObject({ name: text, size: count, sha256: text, parts: z.array(text) }))
    .optional(),
});
export type SetFacts = z.infer<typeof setFactsSchema>;

/** `job.json`: all that a job is, except its images and its log. */
export const jobRecordSchema = z.strictObject({
  format: z.literal(1),
  id: text,
  kind: z.enum(['export', 'import', 'verify']),
  flow: flowSchema,
  site: siteSchema,
  practice: z.boolean(),
  state: jobStateSchema,
  /** For people. */
  source: text,
  destination: text,
  enclave: z.strictObject({ id: text, name: text }).optional(),
  createdAt: text,
  startedAt: text.optional(),
  endedAt: text.optional(),
  attempts: count,
  /** Absent for `verify`. */
  run: storedRunSchema.optional(),
  /** The folders that are read or written, with what they are known by. */
  media: z.array(mediumSchema),
  /** Ids of the engine's runs. */
  runIds: z.array(text),
  progress: jobProgressSchema,
  warnings: count,
  report: mirrorReportSchema.optional(),
  verification: verificationSchema.optional(),
  set: setFactsSchema.optional(),
  /** Made by attempts before the one that made `report.set`. */
  earlierSets: z.array(z.strictObject({ id: text, generation: count })).optional(),
  ejected: z.boolean(),
});
export type JobRecord = z.infer<typeof jobRecordSchema>;

/** The drive that is written to, or else read from. */
export function driveOf({ media }: Pick<JobRecord, 'media'>): string | undefined {
  return (media.find(({ use }) => use === 'write') ?? media[0])?.driveId;
}
