import { z } from 'zod';
import { custodyResults } from '../custody.ts';
import { driftKinds } from '../drift.ts';
import { messageSchema } from '../events.ts';
import { pathTokenSchema } from '../paths.ts';
import { registryPlaceSchema } from '../run-request.ts';
import { bytes, count, hostText, identifier, instant } from '../scalars.ts';
import { receiptResultSchema } from './receipts.ts';

/** One way in which an enclave's registry differs from what its receipts say. */
export const driftDifferenceSchema = z.strictObject({
  kind: z.enum(driftKinds),
  repository: hostText,
  tag: hostText.optional(),
  /** The image that receipts tell. */
  digest: hostText.optional(),
  generation: count.optional(),
  /** Manifests or layers of the image that are not there. */
  absentCount: count.optional(),
  /** Of a tag: what it names now. */
  found: hostText.optional(),
});
export type DriftDifferenceView = z.infer<typeof driftDifferenceSchema>;

/** A comparison of an enclave's registry with its receipts. */
export const driftViewSchema = z.strictObject({
  id: hostText,
  time: instant,
  person: hostText,
  host: hostText,
  registry: hostText,
  /** It came after a repair. */
  repaired: z.boolean(),
  drifted: z.boolean(),
  images: count,
  intact: count,
  counts: z.partialRecord(z.enum(driftKinds), count),
  /** What is drift comes first; the first 2,000. */
  differences: z.array(driftDifferenceSchema),
  /** Digests that are nowhere in the registry. */
  gone: count,
  /** Sets that carried some of them, newest first. */
  sets: z.array(
    z.strictObject({ setId: hostText, generation: count, digests: count, medium: hostText.optional() }),
  ),
  /** Digests that the next set carries again, as was chosen; absent: nothing was chosen. */
  carriedAgain: count.optional(),
});
export type DriftView = z.infer<typeof driftViewSchema>;

export const driftPhases = ['manifests', 'blobs', 'tags'] as const;
export type DriftPhase = (typeof driftPhases)[number];

/** How far a comparison is. */
export const driftProgressSchema = z.strictObject({
  enclaveId: identifier,
  phase: z.enum(driftPhases),
  done: count,
  total: count,
});
export type DriftProgress = z.infer<typeof driftProgressSchema>;

export const timelineKinds = [
  'made',
  'made-again',
  'written',
  'copied',
  'verified',
  'inspected',
  'approved',
  'imported',
  'received',
  'lost',
  'found',
  'stated',
  'compared',
  'repaired',
  'carry-again',
] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** Something that happened to an enclave's sets, or to its registry. */
export const timelineEntrySchema = z.strictObject({
  /** Unlike any other of the list. */
  key: hostText,
  kind: z.enum(timelineKinds),
  /** As the clock had it where it was written down. */
  time: instant,
  /** Its time does not fit its place: a clock was wrong. */
  clockDiffers: z.boolean(),
  generation: count.optional(),
  person: hostText.optional(),
  medium: hostText.optional(),
  sealNumber: hostText.optional(),
  /** How it ended, or what a receipt said. */
  result: z.enum([...custodyResults, ...receiptResultSchema.options, 'as-told', 'drifted']).optional(),
  reason: hostText.optional(),
  registry: hostText.optional(),
  images: count.optional(),
  digests: count.optional(),
  bytes: bytes.optional(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

const ofEnclave = z.strictObject({ enclaveId: identifier });
const atRegistry = ofEnclave.extend({ registry: registryPlaceSchema });

export const driftCommands = {
  /** What the last comparison found; null: there was none. */
  'drift.last': {
    input: ofEnclave,
    output: z.strictObject({ view: driftViewSchema.nullable() }),
  },
  /**
   * Asks the registry for everything that receipts tell; `drift.progress` tells how far it is. May be aborted. Throws
   * DRIFT_NOTHING_TOLD, and what asking throws.
   */
  'drift.check': {
    input: atRegistry,
    output: z.strictObject({ view: driftViewSchema, findings: z.array(messageSchema) }),
  },
  /** Has the next set carry again what the last comparison found gone. Throws DRIFT_NEVER_COMPARED, DRIFT_NOT_MADE_HERE. */
  'drift.carryAgain': {
    input: ofEnclave,
    output: z.strictObject({ view: driftViewSchema }),
  },
  /** Puts back from the set in a folder what is missing, and nothing else; compares afterwards. May be aborted. */
  'drift.repair': {
    input: atRegistry.extend({ folder: pathTokenSchema, restoreTags: z.boolean() }),
    output: z.strictObject({
      view: driftViewSchema,
      repairedImages: count,
      pushedBytes: bytes,
      findings: z.array(messageSchema),
    }),
  },
  /** Everything that is known to have happened, newest first; the newest 5,000. */
  'drift.timeline': {
    input: ofEnclave,
    output: z.strictObject({ entries: z.array(timelineEntrySchema) }),
  },
} as const;
