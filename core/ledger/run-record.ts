import { z } from 'zod';
import { digestOf } from '../reference/index.ts';

/**
 * `interrupted`: cut off, or stopped by the user. `failed`: stopped by an error. Both go on with the next start
 * of the same work. `incomplete`: ran to its end and something is missing; the next start is a new run, which
 * asks for everything afresh.
 */
export const runStates = [
  'running',
  'interrupted',
  'complete',
  'complete-with-exceptions',
  'incomplete',
  'failed',
] as const;
export type RunState = (typeof runStates)[number];

export const runSchema = z.object({
  format: z.literal(1),
  id: z.string().regex(/^\d{8}T\d{6}Z-[0-9a-f]{8}$/),
  /** The same for every start of the same work: see `runKey`. */
  key: z.string(),
  /** The workflow, in the caller's words: export, import, mirror … */
  kind: z.string(),
  /** Without secrets. */
  command: z.array(z.string()),
  source: z.string(),
  target: z.string(),
  state: z.enum(runStates),
  /** How often it was started. */
  attempts: z.number().int().positive(),
  /** RFC 3339, UTC. */
  started: z.string(),
  updated: z.string(),
  /** Facts for the list of runs: counts, bytes, the code of a failure. Never a secret. */
  summary: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** What is known of a run. */
export type RunRecord = Readonly<z.infer<typeof runSchema>>;
export type RunSummary = RunRecord['summary'];

/** Whether it ran to its end, with or without everything: such a run is never gone on with. */
export function isFinished(state: RunState): boolean {
  return state === 'complete' || state === 'complete-with-exceptions' || state === 'incomplete';
}

/** A key from everything that makes two starts the same work (kind, configuration digest, source, target …). */
export function runKey(parts: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1));
  return digestOf(JSON.stringify(sorted));
}
