import { z } from 'zod';
import { hostText } from './scalars.ts';
import { topicNames, type Topic } from './topics.ts';

/** Browser mode's addresses. Everything else below `/` is a file of the built page. */
export const bridgeRoutes = {
  /** POST a one-time code for a session, which takes the part of the one that is sent along; DELETE ends the session. */
  session: '/session',
  /** POST makes the calling page the one that controls the host; DELETE says that the page is being closed. */
  control: '/session/control',
  /** POST a call (wire.ts). */
  rpc: '/rpc',
  /** GET: lines of JSON for as long as the page is there. */
  events: '/events',
} as const;

/** 192 random bits, base64url: part of the address that the terminal prints, behind `#code=`. */
export const sessionCodePattern = /^[A-Za-z0-9_-]{32}$/;

export const sessionRequestSchema = z.strictObject({ code: z.string().max(100) });

export const pageRoleSchema = z.enum(['controller', 'viewer']);
export type PageRole = z.infer<typeof pageRoleSchema>;

export const sessionAnswerSchema = z.strictObject({
  /** Sent as `Authorization: Bearer …` with every request; never a cookie. */
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  role: pageRoleSchema,
});
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>;

/** One line of the event stream. */
export const streamLineSchema = z.discriminatedUnion('kind', [
  /** First of all, and again after lines had to be dropped: the number of each topic's newest event. */
  z.strictObject({ kind: z.literal('hello'), counts: z.record(hostText, z.number().int()) }),
  z.strictObject({
    kind: z.literal('event'),
    topic: z.enum(topicNames as [Topic, ...Topic[]]),
    seq: z.number().int(),
    payload: z.unknown(),
  }),
  /** Nothing happened, and the line is alive. */
  z.strictObject({ kind: z.literal('beat') }),
  /** The host ends on purpose: there is nothing to come back to. */
  z.strictObject({ kind: z.literal('bye') }),
]);
export type StreamLine = z.infer<typeof streamLineSchema>;

/** Milliseconds between two beats of the stream. After three without a line the page takes it for lost. */
export const streamBeat = 15_000;

/** What index.html has in place of the nonce for style elements; whoever serves the page puts a new one in. */
export const cspNoncePlaceholder = '__CSP_NONCE__';
