import { z } from 'zod';
import { messageSchema } from '../events.ts';
import { hostText, nothing, text } from '../scalars.ts';
import { signaturePolicies } from '../set-signature.ts';
import { siteSchema } from '../site.ts';

export const settingsSchema = z.strictObject({
  /** Which environment this machine belongs to; null: not chosen yet. */
  site: siteSchema.nullable(),
  language: z.enum(['system', 'en', 'zh']),
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']),
  density: z.enum(['comfortable', 'compact']),
  motion: z.enum(['system', 'reduced']),
  /** Overrides UPDATE_URL_OVERRIDE and its like; empty: the environment's, or the public service. */
  updateService: text,
  signatureStore: text,
  graphData: text,
  proxies: z.strictObject({ http: text, https: text, no: text }),
  /** Blobs on their way at once; null: the engine decides. */
  workers: z.number().int().min(1).max(64).nullable(),
  retryTimes: z.number().int().min(0).max(20).nullable(),
  /** Offline sites: contact no host but those a run names. */
  onlyNamedHosts: z.boolean(),
  /** What is demanded of the signature of a set before it is used. */
  setSignature: z.enum(signaturePolicies),
  /** Who works at this machine, for the custody log; empty: the user of the operating system. */
  person: text,
});
export type Settings = z.infer<typeof settingsSchema>;

export const settingsViewSchema = z.strictObject({
  settings: settingsSchema,
  /** Keys that the machine's administrator has set; they cannot be changed here. */
  locked: z.array(hostText),
  /** Where they are kept. */
  file: hostText,
});
export type SettingsView = z.infer<typeof settingsViewSchema>;

export const settingsCommands = {
  'settings.get': { input: nothing, output: settingsViewSchema },
  'settings.update': { input: settingsSchema.partial(), output: settingsViewSchema },
  /** Which proxy each address would take, and whether it answers through it. */
  'proxies.test': {
    input: z.strictObject({ site: siteSchema, hosts: z.array(text).max(50) }),
    output: z.strictObject({
      results: z.array(
        z.strictObject({
          host: hostText,
          /** Without credentials; absent: direct. */
          proxy: hostText.optional(),
          reached: z.boolean(),
          error: messageSchema.optional(),
        }),
      ),
    }),
  },
} as const;
