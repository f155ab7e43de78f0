import { z } from 'zod';
import { messageSchema, runPhases } from './events.ts';
import { imageCategories, mirrorReportSchema } from './mirror.ts';
import { bytes, count, hostText, identifier, instant } from './scalars.ts';
import { registryPlaceSchema, runExceptionSchema } from './run-request.ts';
import { flowSchema, siteSchema } from './site.ts';

/** The phases of a job: those of a run, then reading back and ejecting the medium. */
export const jobPhases = [...runPhases, 'verify', 'eject'] as const;
export const jobPhaseSchema = z.enum(jobPhases);
export type JobPhase = z.infer<typeof jobPhaseSchema>;

export const jobStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('queued') }),
  z.strictObject({ kind: z.literal('running') }),
  /** `user`: asked to; `medium`: the drive went away and it goes on when it is back. */
  z.strictObject({ kind: z.literal('pausing') }),
  z.strictObject({
    kind: z.literal('paused'),
    reason: z.enum(['user', 'medium']),
    message: messageSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('cancelling') }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('failed'), error: messageSchema }),
  /** `exceptions`: images that the approval gate held back; everything else is there. */
  z.strictObject({ kind: z.literal('succeeded'), exceptions: count.optional() }),
  /** Ran to its end; `count` things that were asked for are missing. */
  z.strictObject({ kind: z.literal('incomplete'), count }),
  /** The host ended while it ran; it can be resumed. */
  z.strictObject({ kind: z.literal('interrupted') }),
]);
export type JobState = z.infer<typeof jobStateSchema>;
export type JobStateKind = JobState['kind'];

/** States from which a job never goes on by itself. */
export function isJobOver(state: JobState): boolean {
  return ['cancelled', 'failed', 'succeeded', 'incomplete', 'interrupted'].includes(state.kind);
}

/** States from which `jobs.resume` goes on. */
export function canResumeJob(state: JobState): boolean {
  return ['paused', 'failed', 'interrupted', 'cancelled', 'incomplete'].includes(state.kind);
}

export const hostStateSchema = z.strictObject({
  host: hostText,
  /** `retrying`, `waiting`, `open`, `paused`, `given-up` and so on: as the run's event says. */
  state: hostText,
  secondsToWait: z.number().optional(),
  concurrency: z.number().optional(),
  cause: messageSchema.optional(),
  at: instant,
});
export type HostStateView = z.infer<typeof hostStateSchema>;

export const jobProgressSchema = z.strictObject({
  phase: jobPhaseSchema.optional(),
  phases: z.array(
    z.strictObject({
      phase: jobPhaseSchema,
      /** Share of the whole, 0 to 1; all together 1. */
      weight: z.number(),
      state: z.enum(['pending', 'active', 'done', 'failed']),
      /** 0 to 1. */
      fraction: z.number(),
    }),
  ),
  /** 0 to 1 over all phases. */
  fraction: z.number(),
  /** Of the phase that is active: moved while content moves, read while it is read back. */
  bytesDone: z.number(),
  bytesTotal: z.number(),
  /** Looked up, while images are looked up; at the target, from then on. */
  imagesDone: count,
  imagesTotal: count,
  imagesFailed: count,
  /** Bytes a second. */
  rate: z.number(),
  /** Of the phase that is active; absent while unknown. */
  secondsLeft: z.number().optional(),
  inFlight: z.array(z.strictObject({ label: hostText, digest: hostText, size: count, moved: z.number() })),
  hosts: z.array(hostStateSchema),
});
export type JobProgress = z.infer<typeof jobProgressSchema>;

/** What a finished read-back found. */
export const verificationSchema = z.strictObject({
  bytes,
  chunks: z.array(
    z.strictObject({
      name: hostText,
      bytes,
      sha256: hostText,
      state: z.enum(['verified', 'damaged', 'missing']),
    }),
  ),
  /** Whether the bytes came from the medium and not from the machine's memory. */
  pastCache: z.boolean(),
  problems: z.array(messageSchema),
  at: instant,
});
export type Verification = z.infer<typeof verificationSchema>;

export const jobSchema = z.strictObject({
  id: identifier,
  /** Grows with each view of a job: an answer that arrives late must not hide a newer one. */
  revision: z.number().int(),
  /** `verify` reads an existing set back. */
  kind: z.enum(['export', 'import', 'verify']),
  flow: flowSchema,
  site: siteSchema,
  /** Whether it ran in the Practice environment. */
  practice: z.boolean(),
  state: jobStateSchema,
  source: hostText,
  destination: hostText,
  enclave: hostText.optional(),
  createdAt: instant,
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  attempts: count,
  progress: jobProgressSchema,
  /** Warnings and errors told so far. */
  warnings: count,
  driveId: hostText.optional(),
  /** With the first failures only; `jobs.failures`, `jobs.items` and the report document have all. */
  report: mirrorReportSchema.optional(),
  verification: verificationSchema.optional(),
  /** Sets that earlier attempts of this job made: the receiver needs them as well as the last one. */
  earlierSets: z.array(z.strictObject({ id: hostText, generation: count })).optional(),
  exceptions: z.array(runExceptionSchema).optional(),
  /** With what its set can be made once more when the medium is lost; absent: it cannot. */
  again: z.strictObject({ enclaveId: identifier, generation: count, source: registryPlaceSchema }).optional(),
  /** Whether the medium was ejected and may be unplugged. */
  ejected: z.boolean(),
});
export type Job = z.infer<typeof jobSchema>;

export const itemStatuses = ['waiting', 'copying', 'copied', 'present', 'failed', 'not-attempted'] as const;
export const itemStatusSchema = z.enum(itemStatuses);
export type ItemStatus = z.infer<typeof itemStatusSchema>;

/** An image of a job. */
export const jobItemSchema = z.strictObject({
  index: count,
  category: z.enum(imageCategories),
  origin: hostText,
  destination: hostText,
  bytes,
  status: itemStatusSchema,
  error: messageSchema.optional(),
});
export type JobItem = z.infer<typeof jobItemSchema>;

export const logLineSchema = z.strictObject({
  seq: count,
  at: instant,
  level: z.enum(['error', 'warning', 'note', 'info', 'debug']),
  /** Coded: words are made by the reader, in its language. */
  message: messageSchema.optional(),
  /** Detail without a code, in English. */
  text: hostText.optional(),
  /** Something that happened which is neither: a phase, a file, a host's state. */
  event: z
    .strictObject({ name: hostText, params: z.record(hostText, z.union([hostText, z.number()])) })
    .optional(),
});
export type LogLine = z.infer<typeof logLineSchema>;
