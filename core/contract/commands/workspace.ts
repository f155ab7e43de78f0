import { z } from 'zod';
import { chartValuesSchema } from '../chart-values.ts';
import { messageSchema } from '../events.ts';
import { pathFactsSchema, pathTokenSchema } from '../paths.ts';
import { registryPlaceSchema, runOptionsSchema } from '../run-request.ts';
import { bytes, count, hostText, identifier, instant, nothing, text, yamlText } from '../scalars.ts';
import { flowSchema, siteSchema } from '../site.ts';

/** A receiver behind the enterprise: what it gets, and where. */
export const enclaveSchema = z.strictObject({
  id: identifier,
  /** Also the target name in transfer sets. */
  name: z.string().trim().min(1).max(60),
  /** Its registry, for the transfer sheet; absent: not known here. */
  registry: registryPlaceSchema.optional(),
  yaml: yamlText,
  /** The drive that its sets go to: chosen for it, or last used. */
  driveId: text.optional(),
  /** The folder that its next set begins with: chosen for it, or last used. */
  to: pathTokenSchema.optional(),
  notes: text,
  /** Counted up with each save. A save names the one that its change began from; 0: the enclave is new. */
  revision: count,
});
export type Enclave = z.infer<typeof enclaveSchema>;

/** What an enclave's set came to when it was counted. */
export const countedSetSchema = z.strictObject({
  at: instant,
  writeBytes: bytes,
  carriedBytes: bytes,
  /** Images without a size. */
  unplanned: count,
});
export type CountedSet = z.infer<typeof countedSetSchema>;

export const enclaveViewSchema = enclaveSchema.extend({
  /** The last set made for it. */
  last: z
    .strictObject({ jobId: hostText, generation: count, at: instant, releases: z.array(hostText) })
    .optional(),
  /** The last count of its next set, while it is one of the configuration that it has: also for who may only look. */
  counted: countedSetSchema.optional(),
});
export type EnclaveView = z.infer<typeof enclaveViewSchema>;

/** The part of a view that is saved. */
export function profileOf({ last: _last, counted: _counted, ...profile }: EnclaveView): Enclave {
  return profile;
}

/** What is known of the folder that an enclave's next set begins with. */
export const enclavePlaceSchema = z.strictObject({
  id: identifier,
  facts: pathFactsSchema.optional(),
  /** Why there are no facts now, such as that the drive is not plugged in. */
  problem: messageSchema.optional(),
});
export type EnclavePlace = z.infer<typeof enclavePlaceSchema>;

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
  /** Enclaves in this export, each with its folder; `again`: the set of this generation, not a new one. */
  enclaves: z.array(
    z.strictObject({
      id: identifier,
      to: pathTokenSchema.nullable(),
      again: z.number().int().positive().optional(),
    }),
  ),
  options: runOptionsSchema,
  chartValues: chartValuesSchema.optional(),
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
  /** Applying it makes the machine config operator drain and perhaps reboot nodes; `changed`: not when it is new. */
  reboots: z.enum(['no', 'changed', 'may']),
  /** Why, and how to prepare for it. */
  note: messageSchema,
});
export type ResourceFileView = z.infer<typeof resourceFileSchema>;

const resourcesOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('job'), jobId: identifier }),
  z.strictObject({ kind: z.literal('folder'), folder: pathTokenSchema }),
]);

/** The catalogue sources that a cluster brings along; they point to the internet. */
export const defaultSourceNames = [
  'redhat-operators',
  'certified-operators',
  'community-operators',
  'redhat-marketplace',
] as const;

/** Finishing touches of one CatalogSource. An empty text leaves the field as the file has it. */
export const catalogChoicesSchema = z.strictObject({
  /** Name of its file. */
  file: text,
  name: text,
  /** Only for a cluster whose global catalogue namespace is not openshift-marketplace. */
  namespace: text,
  displayName: text,
  publisher: text,
  /** Such as 30m. */
  pollInterval: text,
  security: z.enum(['', 'restricted', 'legacy']),
  /** A whole number as text. */
  priority: text,
});
export type CatalogChoices = z.infer<typeof catalogChoicesSchema>;

/** What is done with the default catalogue sources. */
export const defaultSourcesSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('named'), names: z.array(z.enum(defaultSourceNames)) }),
]);
export type DefaultSources = z.infer<typeof defaultSourcesSchema>;

/** How the files of a registry are finished before they are applied. */
export const finishChoicesSchema = z.strictObject({
  catalogs: z.array(catalogChoicesSchema).max(200),
  defaultSources: defaultSourcesSchema,
  /** Certificates (PEM) that the cluster is to trust for the registry; empty: none. */
  authority: z.string().max(256 * 1024),
});
export type FinishChoices = z.infer<typeof finishChoicesSchema>;

export const finishFields = [
  'name',
  'namespace',
  'displayName',
  'publisher',
  'pollInterval',
  'priority',
  'authority',
] as const;

const finishProblemSchema = z.strictObject({
  /** Of the CatalogSource; empty when it concerns none. */
  file: hostText,
  field: z.enum(finishFields),
  message: messageSchema,
});
export type FinishProblemView = z.infer<typeof finishProblemSchema>;

const finishableCatalogSchema = z.strictObject({
  file: hostText,
  image: hostText,
  /** The image is named by digest: there is nothing to poll. */
  pinned: z.boolean(),
  /** What the file says, in the form of choices. */
  now: catalogChoicesSchema,
  /** For Red Hat's own indexes: what a cluster calls its default source of that content. */
  suggested: catalogChoicesSchema.optional(),
});
export type FinishableCatalog = z.infer<typeof finishableCatalogSchema>;

const finishedSchema = z.strictObject({
  /** That the files point to; absent when they name none. */
  registry: hostText.optional(),
  catalogs: z.array(finishableCatalogSchema),
  /** What was asked for; without that, what was chosen last for this registry, or a suggestion. */
  choices: finishChoicesSchema,
  /** The choices come from an earlier import into the same registry. */
  remembered: z.boolean(),
  /** Authorities that this machine trusts for the registry. */
  authorities: z.array(z.strictObject({ subject: hostText, pem: hostText })),
  /** A file with a problem stays as it is. */
  problems: z.array(finishProblemSchema),
  findings: z.array(z.strictObject({ level: z.enum(['warning', 'note']), message: messageSchema })),
  /** As they would be copied, in the order to apply them. */
  files: z.array(resourceFileSchema),
});
export type FinishedResourcesView = z.infer<typeof finishedSchema>;

export const workspaceCommands = {
  'enclaves.list': { input: nothing, output: enclavesOut },
  /** Throws ENCLAVE_CHANGED_ELSEWHERE, ENCLAVE_REMOVED_ELSEWHERE: the revision is not the newest (two windows). */
  'enclaves.save': { input: enclaveSchema, output: enclavesOut },
  /** The folders of the enclaves that have one; nothing is written, and a folder that does not answer is not waited for. */
  'enclaves.places': { input: nothing, output: z.strictObject({ places: z.array(enclavePlaceSchema) }) },
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
  /**
   * Copies them into a folder chosen for `output-folder`: as they are, or finished. Choices are remembered for the
   * registry. Throws the first problem of the choices, and RESOURCES_EXPORT_ONTO_ORIGINALS.
   */
  'resources.export': {
    input: z.strictObject({
      of: resourcesOf,
      to: pathTokenSchema,
      choices: finishChoicesSchema.optional(),
    }),
    output: z.strictObject({ files: z.array(hostText) }),
  },
  /** The files as they would be with these choices. Nothing is written. */
  'resources.finish': {
    input: z.strictObject({ of: resourcesOf, choices: finishChoicesSchema.optional() }),
    output: finishedSchema,
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
