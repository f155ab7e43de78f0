import { z } from 'zod';
import { chartEdits } from '../chart-edits.ts';
import { helmModelSchema } from '../chart-model.ts';
import { messageSchema } from '../events.ts';
import { pathTokenSchema } from '../paths.ts';
import { registryPlaceSchema } from '../run-request.ts';
import { bytes, count, hostText, nothing, text, yamlText } from '../scalars.ts';
import { siteSchema } from '../site.ts';

/** Where release data and images are looked up while content is chosen. */
export const contentSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('upstream') }),
  z.strictObject({ kind: z.literal('registry'), place: registryPlaceSchema }),
  z.strictObject({ kind: z.literal('archive'), folder: pathTokenSchema }),
]);
export type ContentSource = z.infer<typeof contentSourceSchema>;

export const configProblemSchema = z.strictObject({
  level: z.enum(['error', 'warning', 'note']),
  message: messageSchema,
  /** From 1. */
  line: z.number().int(),
  column: z.number().int(),
});
export type ConfigProblemView = z.infer<typeof configProblemSchema>;

export const channelModelSchema = z.strictObject({
  name: hostText,
  minVersion: hostText.optional(),
  maxVersion: hostText.optional(),
  full: z.boolean(),
  shortestPath: z.boolean(),
});
export type ChannelModel = z.infer<typeof channelModelSchema>;

export const imageModelSchema = z.strictObject({
  name: hostText,
  targetRepo: hostText.optional(),
  targetTag: hostText.optional(),
});

const versionRange = { minVersion: hostText.optional(), maxVersion: hostText.optional() };

/** A package of an operator catalogue as the configuration asks for it. */
export const packageModelSchema = z.strictObject({
  name: hostText,
  /** Empty: every channel. */
  channels: z.array(z.strictObject({ name: hostText, ...versionRange })),
  defaultChannel: hostText.optional(),
  ...versionRange,
});
export type PackageModel = z.infer<typeof packageModelSchema>;

export const operatorModelSchema = z.strictObject({
  /** As written; it is the entry's name in edits. */
  catalog: hostText,
  /** All bundles of the chosen channels instead of their heads. */
  full: z.boolean(),
  targetCatalog: hostText.optional(),
  targetTag: hostText.optional(),
  /** Empty: every package. */
  packages: z.array(packageModelSchema),
});
export type OperatorModel = z.infer<typeof operatorModelSchema>;

/** What the forms show of a configuration; everything else stays in the text untouched. */
export const contentModelSchema = z.strictObject({
  architectures: z.array(hostText),
  channels: z.array(channelModelSchema),
  /** `platform.release`, when the file names a payload itself. */
  release: hostText.optional(),
  graph: z.boolean(),
  kubeVirt: z.boolean(),
  additionalImages: z.array(imageModelSchema),
  blockedImages: z.array(hostText),
  /** GiB of a chunk; absent: the default. */
  archiveSize: z.number().optional(),
  operators: z.array(operatorModelSchema),
  helm: helmModelSchema,
  /** Entries for charts: those that are named, local ones, and repositories of which all are meant. */
  helmCharts: count,
});
export type ContentModel = z.infer<typeof contentModelSchema>;

export const configViewSchema = z.strictObject({
  yaml: hostText,
  problems: z.array(configProblemSchema),
  /** Absent when there are errors. */
  model: contentModelSchema.optional(),
  /** What the configuration means, in order; codes of the sentence catalogue. */
  sentences: z.array(
    z.strictObject({ code: hostText, params: z.record(hostText, z.union([hostText, z.number()])) }),
  ),
});
export type ConfigView = z.infer<typeof configViewSchema>;

/** One change to a configuration by a form. Comments, order and unknown keys survive it. */
export const configEditSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('architectures'), architectures: z.array(text).max(10) }),
  z.strictObject({ kind: z.literal('graph'), value: z.boolean() }),
  z.strictObject({ kind: z.literal('kubeVirt'), value: z.boolean() }),
  z.strictObject({ kind: z.literal('archiveSize'), gib: z.number().int().min(1).nullable() }),
  /** Adds the channel or changes its range. */
  z.strictObject({
    kind: z.literal('channel'),
    name: text,
    minVersion: text.nullable(),
    maxVersion: text.nullable(),
    full: z.boolean(),
    shortestPath: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('removeChannel'), name: text }),
  z.strictObject({ kind: z.literal('addImages'), names: z.array(text).max(5000) }),
  z.strictObject({ kind: z.literal('removeImages'), names: z.array(text).max(5000) }),
  /** Replaces a reference, for example by its pinned form. */
  z.strictObject({ kind: z.literal('replaceImage'), name: text, by: text }),
  z.strictObject({ kind: z.literal('addBlocked'), pattern: text }),
  z.strictObject({ kind: z.literal('removeBlocked'), pattern: text }),
  z.strictObject({ kind: z.literal('addCatalog'), catalog: text }),
  z.strictObject({ kind: z.literal('removeCatalog'), catalog: text }),
  z.strictObject({ kind: z.literal('catalogFull'), catalog: text, full: z.boolean() }),
  /** Adds the package to the catalogue's entry (which is added where it is absent), or replaces what it asked for. */
  z.strictObject({
    kind: z.literal('package'),
    catalog: text,
    name: text,
    channels: z
      .array(z.strictObject({ name: text, minVersion: text.nullable(), maxVersion: text.nullable() }))
      .max(200),
    defaultChannel: text.nullable(),
    minVersion: text.nullable(),
    maxVersion: text.nullable(),
  }),
  z.strictObject({
    kind: z.literal('removePackages'),
    catalog: text,
    names: z.array(text).max(1000),
    /** Without packages an entry means every package: it goes with its last one, unless just that is wanted. */
    thenWhole: z.boolean().optional(),
  }),
  ...chartEdits,
]);
export type ConfigEdit = z.infer<typeof configEditSchema>;

/** Where release data came from. */
const releaseOrigin = z.enum(['update-service', 'carried', 'archive']);

export const releaseNodeSchema = z.strictObject({
  version: hostText,
  channels: z.array(hostText),
  /** Advisory, when known; shown as text to copy. */
  url: hostText.optional(),
});
export type ReleaseNodeView = z.infer<typeof releaseNodeSchema>;

export const updateEdgeSchema = z.strictObject({
  from: hostText,
  to: hostText,
  /** Why the update is recommended to some clusters only; empty: to all. */
  risks: z.array(z.strictObject({ name: hostText, message: hostText, url: hostText })),
});
export type UpdateEdgeView = z.infer<typeof updateEdgeSchema>;

export const releaseGraphSchema = z.strictObject({
  channel: hostText,
  architecture: hostText,
  nodes: z.array(releaseNodeSchema),
  edges: z.array(updateEdgeSchema),
  origin: releaseOrigin,
  findings: z.array(z.strictObject({ level: z.enum(['error', 'warning', 'note']), message: messageSchema })),
});
export type ReleaseGraphView = z.infer<typeof releaseGraphSchema>;

export const updatePathSchema = z.strictObject({
  from: hostText,
  to: hostText,
  /** Versions from first to last; empty: there is no way. */
  versions: z.array(hostText),
  /** Those of them that the selection does not hold. */
  missing: z.array(z.strictObject({ version: hostText, channel: hostText })),
});
export type UpdatePath = z.infer<typeof updatePathSchema>;

export const resolvedImageSchema = z.strictObject({
  reference: hostText,
  digest: hostText.optional(),
  /** The reference by digest. */
  pinned: hostText.optional(),
  bytes: bytes.optional(),
  platforms: z.array(hostText),
  error: messageSchema.optional(),
});
export type ResolvedImage = z.infer<typeof resolvedImageSchema>;

export const contentCommands = {
  'config.templates': {
    input: z.strictObject({ site: siteSchema }),
    output: z.strictObject({ templates: z.array(z.strictObject({ id: hostText, yaml: hostText })) }),
  },
  'config.describe': { input: z.strictObject({ yaml: yamlText }), output: configViewSchema },
  'config.apply': {
    input: z.strictObject({ yaml: yamlText, edits: z.array(configEditSchema).max(100) }),
    output: configViewSchema,
  },
  'releases.channels': {
    input: z.strictObject({ site: siteSchema, source: contentSourceSchema }),
    output: z.strictObject({
      /** Newest first: `stable-4.16`, `fast-4.16`, … */
      channels: z.array(z.strictObject({ name: hostText, group: hostText, minor: hostText })),
      origin: releaseOrigin,
    }),
  },
  'releases.graph': {
    input: z.strictObject({
      site: siteSchema,
      source: contentSourceSchema,
      channel: text,
      architecture: text,
    }),
    output: releaseGraphSchema,
  },
  /** The update paths that the channels of a configuration need, and the gaps in them (EUS to EUS). */
  'releases.paths': {
    input: z.strictObject({ site: siteSchema, source: contentSourceSchema, yaml: yamlText }),
    output: z.strictObject({ paths: z.array(updatePathSchema) }),
  },
  /** Resolves references to digests, live; each on its own succeeds or fails. */
  'images.resolve': {
    input: z.strictObject({
      site: siteSchema,
      source: contentSourceSchema,
      references: z.array(text).max(200),
    }),
    output: z.strictObject({ images: z.array(resolvedImageSchema) }),
  },
  /** Forgets what was cached of graphs and manifests. */
  'content.refresh': { input: nothing, output: nothing },
} as const;
