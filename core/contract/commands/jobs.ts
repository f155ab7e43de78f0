import { z } from 'zod';
import { messageSchema } from '../events.ts';
import { itemStatusSchema, jobItemSchema, jobSchema, logLineSchema } from '../jobs.ts';
import { imageCategories } from '../mirror.ts';
import { pathTokenSchema } from '../paths.ts';
import { runRequestSchema } from '../run-request.ts';
import { count, hostText, identifier, instant, text } from '../scalars.ts';

const byId = z.strictObject({ jobId: identifier });
const oneJob = z.strictObject({ job: jobSchema });

/** Failures with one cause. */
export const failureGroupSchema = z.strictObject({
  message: messageSchema,
  count,
  /** The first of them. */
  origins: z.array(hostText),
  retryable: z.boolean(),
});
export type FailureGroup = z.infer<typeof failureGroupSchema>;

export const jobCommands = {
  /** Starts or queues one job each; jobs into the same medium or registry run one after the other. */
  'jobs.start': {
    input: z.strictObject({ requests: z.array(runRequestSchema).min(1).max(50) }),
    output: z.strictObject({ jobs: z.array(jobSchema) }),
  },
  /** Reads a set back, past the cache where the system can: the one in a folder, or the one that a job wrote. */
  'jobs.verify': {
    input: z.union([z.strictObject({ folder: pathTokenSchema }), z.strictObject({ jobId: identifier })]),
    output: oneJob,
  },
  /** Newest first. */
  'jobs.list': {
    input: z.strictObject({ offset: count, limit: z.number().int().min(1).max(200) }),
    output: z.strictObject({ jobs: z.array(jobSchema), total: count }),
  },
  'jobs.get': { input: byId, output: oneJob },
  'jobs.pause': { input: byId, output: oneJob },
  /** Goes on with a paused, interrupted, failed, cancelled or incomplete job: only what is missing moves. */
  'jobs.resume': { input: byId, output: oneJob },
  /** Stops; what is finished stays for a later resume. */
  'jobs.cancel': { input: byId, output: oneJob },
  /** Forgets a job that is over. Content and sets stay. */
  'jobs.remove': { input: byId, output: z.strictObject({}) },
  'jobs.items': {
    input: z.strictObject({
      jobId: identifier,
      offset: count,
      limit: z.number().int().min(1).max(500),
      status: z.array(itemStatusSchema).optional(),
      search: text.optional(),
      category: z.enum(imageCategories).optional(),
    }),
    output: z.strictObject({
      rows: z.array(jobItemSchema),
      /** Of the filter. */
      total: count,
      /** Of the whole job, by status. */
      counts: z.record(itemStatusSchema, count),
    }),
  },
  /** Lines after `after`, oldest first; `oldest` tells when earlier ones are gone. */
  'jobs.logs': {
    input: z.strictObject({
      jobId: identifier,
      after: z.number().int().min(-1),
      limit: z.number().int().min(1).max(1000),
    }),
    output: z.strictObject({ lines: z.array(logLineSchema), oldest: count }),
  },
  /** What failed, grouped by cause. */
  'jobs.failures': { input: byId, output: z.strictObject({ groups: z.array(failureGroupSchema) }) },
  /** A document to save or print. `label` and `sheet` are for people, one page. */
  'jobs.document': {
    input: z.strictObject({
      jobId: identifier,
      document: z.enum(['report', 'sheet', 'label']),
      format: z.enum(['html', 'json', 'csv']),
      language: z.enum(['en', 'zh']),
    }),
    output: z.strictObject({ fileName: hostText, mediaType: hostText, text: hostText }),
  },
  /** Runs of the command line on this machine that somebody has to think of. */
  'runs.waiting': {
    input: z.strictObject({}),
    output: z.strictObject({
      runs: z.array(
        z.strictObject({
          id: hostText,
          kind: hostText,
          command: hostText,
          source: hostText,
          target: hostText,
          state: hostText,
          alive: z.boolean(),
          updated: instant,
        }),
      ),
    }),
  },
} as const;
