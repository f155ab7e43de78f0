import { z } from 'zod';
import { imageCategories, planReportSchema } from '../mirror.ts';
import { planRequestSchema, runRequestSchema } from '../run-request.ts';
import { bytes, count, hostText, identifier, instant, text } from '../scalars.ts';
import { checkSchema } from './registries.ts';

/** A plan without its images, which are read page by page. */
export const planViewSchema = z.strictObject({
  planId: identifier,
  at: instant,
  report: planReportSchema.omit({ images: true }),
  /** The command that does the same (paths as the host knows them). */
  command: hostText,
  /** Chunk limit in bytes that the medium or the configuration sets. */
  chunkLimit: bytes.optional(),
});
export type PlanView = z.infer<typeof planViewSchema>;

export const planImageSchema = z.strictObject({
  type: hostText,
  origin: hostText,
  destination: hostText,
  digest: hostText,
  bytes,
  present: z.boolean().optional(),
});
export type PlanImage = z.infer<typeof planImageSchema>;

/** What `preflight.run` tries, by the ids of its checks, in their order; one without meaning for a run gives none. */
export const startChecks = [
  'configuration',
  'source-set',
  'source-reach',
  'source-tls',
  'source-protocol',
  'source-login',
  'source-pull',
  'content',
  'signatures',
  'update-service',
  'destination',
  'medium',
  'reach',
  'tls',
  'protocol',
  'login',
  'pull',
  'push',
  'lock',
  'earlier-set',
  'space',
  'file-limit',
  'baseline',
  'hosts',
  'clock',
] as const;
export type StartCheckId = (typeof startChecks)[number];

export const planCommands = {
  /** Everything known before anything moves. Reads manifests only; may be aborted. */
  'plan.create': { input: z.strictObject({ request: planRequestSchema }), output: planViewSchema },
  'plan.images': {
    input: z.strictObject({
      planId: identifier,
      offset: count,
      limit: z.number().int().min(1).max(500),
      search: text.optional(),
      category: z.enum(imageCategories).optional(),
    }),
    output: z.strictObject({ rows: z.array(planImageSchema), total: count }),
  },
  /** What can be tried before the start: medium, space, limits, registry, login, clock, lock, baseline. */
  'preflight.run': {
    input: z.strictObject({ request: runRequestSchema }),
    output: z.strictObject({ checks: z.array(checkSchema), plan: planViewSchema.optional() }),
  },
} as const;
