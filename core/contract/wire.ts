import { z } from 'zod';
import { messageSchema } from './events.ts';

/** A failure as it crosses to the page. */
export const wireErrorSchema = messageSchema.extend({
  /** Whether the same call may succeed later without anybody changing anything. */
  retryable: z.boolean(),
});
export type WireError = z.infer<typeof wireErrorSchema>;

/** Minted by the client for each call, so that concurrent calls of one command abort apart. */
export const callIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** A call. `input` is checked against the command's own schema. */
export const callSchema = z.strictObject({
  id: callIdSchema,
  command: z.string().max(60),
  input: z.unknown(),
});
export type Call = z.infer<typeof callSchema>;

export type CallResult =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError };

export const callResultSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: wireErrorSchema }),
]);

/** Characters of a whole call, JSON: a configuration of 5 MiB and what surrounds it. */
export const maximumCallLength = 12 * 1024 * 1024;
