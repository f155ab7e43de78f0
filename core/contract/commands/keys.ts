import { z } from 'zod';
import { messageSchema } from '../events.ts';
import { hostText, instant, nothing, text } from '../scalars.ts';
import { keyIdSchema } from '../set-signature.ts';

/** A key whose signatures count on this machine. */
export const trustedKeySchema = z.strictObject({
  name: hostText,
  /** Fingerprint: SHA-256 of the public key, as hex. */
  keyId: keyIdSchema,
  /** PEM. */
  publicKey: hostText,
  addedAt: instant,
  /** Whether it is this machine's own. */
  own: z.boolean(),
});
export type TrustedKeyView = z.infer<typeof trustedKeySchema>;

export const keysViewSchema = z.strictObject({
  /** The key that signs the sets of this machine. */
  own: z
    .strictObject({
      name: hostText,
      keyId: keyIdSchema,
      publicKey: hostText,
      createdAt: instant,
      /** Whether it signs without a question, until the application ends. */
      unlocked: z.boolean(),
      /** Whether the system's store of secrets holds its passphrase. */
      remembered: z.boolean(),
    })
    .optional(),
  /** Why the own key cannot be used, if so. */
  problem: messageSchema.optional(),
  trusted: z.array(trustedKeySchema),
  /** Why the list of trusted keys cannot be used, if so. */
  trustProblem: messageSchema.optional(),
  /** Whether the system has a store in which a passphrase may be kept. */
  canRemember: z.boolean(),
});
export type KeysView = z.infer<typeof keysViewSchema>;

/** Goes in and never out. */
const passphrase = z.string().max(1024);

export const keyCommands = {
  'keys.list': { input: nothing, output: keysViewSchema },
  'keys.create': {
    input: z.strictObject({
      name: text,
      passphrase,
      remember: z.boolean().default(false),
      /** Put it in place of the one that is there. */
      replace: z.boolean().default(false),
    }),
    output: keysViewSchema,
  },
  'keys.unlock': {
    input: z.strictObject({ passphrase, remember: z.boolean().default(false) }),
    output: keysViewSchema,
  },
  /** Forgets the open key, and a passphrase that was remembered. */
  'keys.lock': { input: nothing, output: keysViewSchema },
  'keys.trust': { input: z.strictObject({ name: text, publicKey: text }), output: keysViewSchema },
  'keys.distrust': { input: z.strictObject({ keyId: keyIdSchema }), output: keysViewSchema },
} as const;
