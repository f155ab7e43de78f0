import { z } from 'zod';
import { messageSchema } from '../events.ts';
import { pathFactsSchema, pathTokenSchema } from '../paths.ts';
import { registryPlaceSchema, runOptionsSchema } from '../run-request.ts';
import { count, hostText, identifier, instant, nothing, text, yamlText } from '../scalars.ts';
import { flowSchema, siteSchema } from '../site.ts';

/** A receiver behind the enterprise: what it gets, and where. */
export const enclaveSchema = z.strictObject({
  id: identifier,
  /** Also the target name in transfer sets. */
  name: z.string().trim().min(1).max(60),
  /** Its registry, for the transfer sheet; absent: not known here. */
  registry: registryPlaceSchema.optional(),
  yaml: yamlText,
  /** The drive last used for it. */
  driveId: text.optional(),
  notes: text,
});
export type Enclave = z.infer<typeof enclaveSchema>;

export const enclaveViewSchema = enclaveSchema.extend({
  /** The last set made for it. */
  last: z
    .strictObject({ jobId: hostText, generation: count, at: instant, releases: z.array(hostText) })
    .optional(),
});
export type EnclaveView = z.infer<typeof enclaveViewSchema>;

const enclavesOut = z.strictObject({ enclaves: z.array(enclaveViewSchema) });

/** What a wizard has so far: kept by the host, so that leaving, reloading and restarting lose nothing. */
export const draftSchema = z.strictObject({
  flow: flowSchema,
  site: siteSchema,
  practice: z.boolean(),
  /** The step that was open. */
  step: text,
  yaml: yamlText,
  /** Folder of a set to read from. */
  from: pathTokenSchema.nullable(),
  /** Registry to read from, or to fill. */
  registry: registryPlaceSchema.nullable(),
  registriesConf: yamlText.nullable(),
  /** Folder to write to. */
  to: pathTokenSchema.nullable(),
  /** Enclaves in this export, each with its folder. */
  enclaves: z.array(z.strictObject({ id: identifier, to: pathTokenSchema.nullable() })),
  options: runOptionsSchema,
  verify: z.boolean(),
  eject: z.boolean(),
  /** Jobs that were started from it. */
  jobIds: z.array(identifier),
});
export type Draft = z.infer<typeof draftSchema>;

export const draftViewSchema = z.strictObject({
  draft: draftSchema,
  /** Counted up with each save; a save with an old one is refused (two windows). */
  revision: count,
  /** Facts of the tokens in it; absent ones are gone. */
  paths: z.array(pathFactsSchema),
});
export type DraftView = z.infer<typeof draftViewSchema>;

export const resourceFileSchema = z.strictObject({
  name: hostText,
  /** The Kubernetes kind, such as ImageDigestMirrorSet. */
  kind: hostText,
  text: hostText,
  /** From 1: the order to apply them in. */
  order: count,
  /** Applying it makes the machine config operator drain and perhaps reboot nodes. */
  reboots: z.enum(['no', 'may', 'yes']),
  /** Why, and how to prepare for it. */
  note: messageSchema,
});
export type ResourceFileView = z.infer<typeof resourceFileSchema>;

const resourcesOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('job'), jobId: identifier }),
  z.strictObject({ kind: z.literal('folder'), folder: pathTokenSchema }),
]);

export const workspaceCommands = {
  'enclaves.list': { input: nothing, output: enclavesOut },
  'enclaves.save': { input: enclaveSchema, output: enclavesOut },
  'enclaves.remove': { input: z.strictObject({ id: identifier }), output: enclavesOut },

  'drafts.get': {
    input: z.strictObject({ flow: flowSchema }),
    output: z.strictObject({
      view: draftViewSchema.nullable(),
      /** Of the newest save or clear: the next save names it, also when there is no draft. */
      revision: count,
    }),
  },
  /** Throws DRAFT_CHANGED_ELSEWHERE when `revision` is not the newest. */
  'drafts.save': {
    input: z.strictObject({ draft: draftSchema, revision: count }),
    output: z.strictObject({ view: draftViewSchema }),
  },
  'drafts.clear': {
    input: z.strictObject({ flow: flowSchema }),
    output: z.strictObject({ revision: count }),
  },

  /** Cluster resources that a run wrote, in the order to apply them. */
  'resources.list': {
    input: z.strictObject({ of: resourcesOf }),
    output: z.strictObject({
      files: z.array(resourceFileSchema),
      /** For install-config.yaml of a new cluster. */
      fragment: z.strictObject({ name: hostText, text: hostText }).optional(),
      folder: hostText,
    }),
  },
  /** Copies them into a folder chosen for `output-folder`. */
  'resources.export': {
    input: z.strictObject({ of: resourcesOf, to: pathTokenSchema }),
    output: z.strictObject({ files: z.array(hostText) }),
  },

  /** What a support bundle would hold, redacted, to be looked at before it is saved. */
  'support.preview': {
    input: nothing,
    output: z.strictObject({
      files: z.array(z.strictObject({ name: hostText, text: hostText, redactions: count })),
    }),
  },
  'support.save': {
    input: z.strictObject({ to: pathTokenSchema }),
    output: z.strictObject({ display: hostText, redactions: count, problems: z.array(messageSchema) }),
  },
} as const;
