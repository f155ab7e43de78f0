import { z } from 'zod';
import { imageCategories } from './image-categories.ts';

/** The phases of a run, in order. A run goes through those that it needs. */
export const runPhases = ['collect', 'resolve', 'preflight', 'transfer', 'finish', 'resources'] as const;
export type RunPhase = (typeof runPhases)[number];

const text = z.string();
const count = z.number().int().nonnegative();

/** A coded message as it crosses a boundary: words are made from code and params on the other side. */
export const messageSchema = z.strictObject({
  code: text,
  params: z.record(text, z.union([text, z.number()])),
  affected: z.array(text),
  stage: text.optional(),
  side: z.enum(['source', 'sink']).optional(),
  detail: text.optional(),
});
export type Message = z.infer<typeof messageSchema>;

export const progressSchema = z.strictObject({
  phase: z.enum(runPhases),
  bytesDone: z.number(),
  bytesTotal: z.number(),
  blobsDone: count,
  blobsTotal: count,
  imagesDone: count,
  imagesTotal: count,
  imagesFailed: count,
  /** Bytes a second over the last seconds. */
  rate: z.number(),
  /** Seconds left at this rate; absent while unknown. */
  secondsLeft: z.number().optional(),
  inFlight: z.array(z.strictObject({ label: text, digest: text, size: count, moved: z.number() })),
});
export type ProgressSnapshot = z.infer<typeof progressSchema>;

/** Everything a run tells while it goes. One JSON line each with `--json`. */
export const runEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run'), id: text, workflow: text, resumed: z.boolean() }),
  z.strictObject({ type: z.literal('phase'), phase: z.enum(runPhases), state: z.enum(['start', 'end']) }),
  z.strictObject({
    type: z.literal('finding'),
    level: z.enum(['error', 'warning', 'note']),
    message: messageSchema,
  }),
  z.strictObject({
    type: z.literal('host'),
    host: text,
    state: text,
    secondsToWait: z.number().optional(),
    /** Why it is waited for, of `retrying`. */
    cause: messageSchema.optional(),
    concurrency: z.number().optional(),
  }),
  /** Detail for `--log-level debug`, in English. */
  z.strictObject({ type: z.literal('log'), text }),
  z.strictObject({ type: z.literal('progress'), progress: progressSchema }),
  /** What the run is about, told before anything moves, some hundred at a time. Later events name an image by its place in it. */
  z.strictObject({
    type: z.literal('planned'),
    /** Place of the first of `images` in the whole list. */
    first: count,
    total: count,
    images: z.array(
      z.strictObject({
        category: z.enum(imageCategories),
        origin: text,
        destination: text,
        bytes: count,
        /** A signature or its like: it belongs to another image and is not counted beside it. */
        accessory: z.boolean(),
      }),
    ),
  }),
  /** The first bytes of an image are on their way. */
  z.strictObject({ type: z.literal('image-begun'), index: count }),
  /** What became of an image, told once. */
  z.strictObject({
    type: z.literal('image'),
    index: count.optional(),
    origin: text,
    destination: text,
    status: z.enum(['copied', 'present', 'failed', 'not-attempted']),
    error: messageSchema.optional(),
  }),
  z.strictObject({ type: z.literal('file'), path: text, what: text }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;
