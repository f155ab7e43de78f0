import { z } from 'zod';
import { messageSchema } from '../events.ts';
import { pathTokenSchema } from '../paths.ts';
import { registryPlaceSchema } from '../run-request.ts';
import { hostText, identifier, nothing, registryHost, text, yamlText } from '../scalars.ts';
import { siteSchema } from '../site.ts';

export const registryProfiles = [
  'generic',
  'distribution',
  'quay',
  'mirror-registry',
  'harbor',
  'artifactory',
  'nexus',
  'gitlab',
] as const;

export const certificateSchema = z.strictObject({
  subject: hostText,
  issuer: hostText,
  validFrom: hostText,
  validTo: hostText,
  /** Hex pairs with colons. */
  sha256: hostText,
  selfSigned: z.boolean(),
});
export type CertificateView = z.infer<typeof certificateSchema>;

/** A registry as it is saved on this machine: no secret in it. */
export const registryEntrySchema = z.strictObject({
  id: identifier,
  name: text,
  site: siteSchema,
  place: registryPlaceSchema,
  profile: z.enum(registryProfiles),
  tls: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('verify') }),
    /** Only with a reason, which stays visible. */
    z.strictObject({ mode: z.literal('insecure'), reason: z.string().trim().min(3).max(500) }),
  ]),
});
export type RegistryEntry = z.infer<typeof registryEntrySchema>;

export const registryViewSchema = registryEntrySchema.extend({
  /** Authorities that are trusted for this host besides the system's. */
  authorities: z.array(certificateSchema),
});
export type RegistryView = z.infer<typeof registryViewSchema>;

export const checkSchema = z.strictObject({
  /** `reach`, `tls`, `protocol`, `login`, `pull`, `push` and so on; words come from the message. */
  id: hostText,
  state: z.enum(['passed', 'failed', 'warning', 'skipped']),
  message: messageSchema.optional(),
});
export type Check = z.infer<typeof checkSchema>;

const registriesOut = z.strictObject({ registries: z.array(registryViewSchema) });

export const credentialSchema = z.strictObject({
  id: hostText,
  /** Host or host/path that it is for. */
  scope: hostText,
  username: hostText.optional(),
  kind: z.enum(['password', 'token', 'helper']),
  /** A file, `session`, or `system` for the system's store. */
  source: hostText,
  removable: z.boolean(),
});
export type CredentialView = z.infer<typeof credentialSchema>;

const credentialsOut = z.strictObject({
  credentials: z.array(credentialSchema),
  /** Where a new one would be kept. */
  store: z.enum(['system', 'session']),
  /** Why not in the system's store, if so. */
  why: messageSchema.optional(),
  /** The auth.json that was chosen, if any. */
  authFile: hostText.optional(),
  /** Files that cannot be used: a run that gets as far as them stops there. */
  problems: z.array(messageSchema).optional(),
});

export const registryCommands = {
  'registries.list': { input: nothing, output: registriesOut },
  'registries.save': { input: registryEntrySchema, output: registriesOut },
  'registries.remove': { input: z.strictObject({ id: identifier }), output: registriesOut },
  /** Step by step what works: address, TLS, protocol, login, pull, push. Writes nothing that stays. */
  'registries.test': {
    input: z.strictObject({ entry: registryEntrySchema, push: z.boolean() }),
    output: z.strictObject({ checks: z.array(checkSchema) }),
  },
  /** The certificates that the host shows, leaf first; nothing is trusted by it. */
  'registries.chain': {
    input: z.strictObject({ site: siteSchema, host: registryHost }),
    output: z.strictObject({ certificates: z.array(certificateSchema), trusted: z.boolean() }),
  },
  /** Trusts the shown authority with this fingerprint, which the operator has compared, for this host. */
  'registries.trust': {
    input: z.strictObject({
      site: siteSchema,
      host: registryHost,
      authority: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('shown'), sha256: text }),
        z.strictObject({ kind: z.literal('file'), file: pathTokenSchema }),
      ]),
    }),
    output: registriesOut,
  },
  'registries.distrust': {
    input: z.strictObject({ host: registryHost, sha256: text }),
    output: registriesOut,
  },
  /** The registries.conf that a run from this registry uses. */
  'registriesConf.preview': {
    input: z.strictObject({ site: siteSchema, place: registryPlaceSchema }),
    output: z.strictObject({ text: hostText }),
  },
  /** What is wrong with an edited one. */
  'registriesConf.check': {
    input: z.strictObject({ text: yamlText }),
    output: z.strictObject({ problems: z.array(messageSchema) }),
  },
  'credentials.list': { input: z.strictObject({ site: siteSchema }), output: credentialsOut },
  /** Secrets go in and never come out. */
  'credentials.save': {
    input: z.strictObject({
      site: siteSchema,
      scope: registryHost,
      username: text,
      secret: z.string().max(20_000),
    }),
    output: credentialsOut,
  },
  'credentials.remove': { input: z.strictObject({ site: siteSchema, id: text }), output: credentialsOut },
  /** Uses this auth.json besides the usual places; null: no longer. */
  'credentials.useAuthFile': {
    input: z.strictObject({ site: siteSchema, file: pathTokenSchema.nullable() }),
    output: credentialsOut,
  },
} as const;
