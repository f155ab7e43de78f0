import { z } from 'zod';
import { messageSchema } from '../events.ts';
import { bytes, count, hostText, instant, text, yamlText } from '../scalars.ts';
import { siteSchema } from '../site.ts';
import { contentSourceSchema } from './content.ts';

/** Something to know about a catalogue, a package, a channel or a bundle. */
export const catalogFindingSchema = z.strictObject({
  level: z.enum(['error', 'warning', 'note']),
  message: messageSchema,
});
export type CatalogFinding = z.infer<typeof catalogFindingSchema>;

/** A catalogue that can be opened. */
export const catalogChoiceSchema = z.strictObject({
  /** As it is written in a configuration. */
  catalog: hostText,
  /** Why it is offered: the configuration names it, this machine has its index, or Red Hat publishes it for a chosen release. */
  why: z.enum(['configured', 'known', 'published']),
  /** When its index was made on this machine; absent: it has to be read first. */
  readAt: instant.optional(),
});
export type CatalogChoice = z.infer<typeof catalogChoiceSchema>;

/** One line of the list of packages: everything that people search and choose by. */
export const packageLineSchema = z.strictObject({
  name: hostText,
  displayName: hostText,
  provider: hostText,
  /** One paragraph at most. */
  summary: hostText,
  hasIcon: z.boolean(),
  channels: count,
  bundles: count,
  defaultChannel: hostText.optional(),
  /** Head of the default channel. */
  head: hostText.optional(),
  headVersion: hostText.optional(),
  /** Set when the package itself is deprecated. */
  deprecated: hostText.optional(),
  /** What its head needs by name: packages, or group/version/kind. */
  needs: z.array(hostText),
  disconnected: z.boolean().optional(),
  fips: z.boolean().optional(),
  /** Findings about its channels and bundles. */
  problems: count,
});
export type PackageLine = z.infer<typeof packageLineSchema>;

export const catalogViewSchema = z.strictObject({
  catalog: hostText,
  /** Of the catalogue that is looked at: the original one where the place holds it. */
  digest: hostText,
  readAt: instant,
  /** Packages by display name. */
  packages: z.array(packageLineSchema),
  findings: z.array(catalogFindingSchema),
});
export type CatalogView = z.infer<typeof catalogViewSchema>;

export const channelEntryViewSchema = z.strictObject({
  /** The bundle's name. */
  name: hostText,
  version: hostText.optional(),
  replaces: hostText.optional(),
  skips: z.array(hostText),
  skipRange: hostText.optional(),
  deprecated: hostText.optional(),
});
export type ChannelEntryView = z.infer<typeof channelEntryViewSchema>;

export const catalogChannelSchema = z.strictObject({
  name: hostText,
  isDefault: z.boolean(),
  deprecated: hostText.optional(),
  head: hostText.optional(),
  /** Highest version first; entries without a version last. */
  entries: z.array(channelEntryViewSchema),
  findings: z.array(catalogFindingSchema),
});
export type CatalogChannelView = z.infer<typeof catalogChannelSchema>;

export const bundleViewSchema = z.strictObject({
  name: hostText,
  version: hostText.optional(),
  images: count,
  minKubeVersion: hostText.optional(),
  maxOpenShiftVersion: hostText.optional(),
  needs: z.array(hostText),
  deprecated: hostText.optional(),
});
export type BundleView = z.infer<typeof bundleViewSchema>;

export const packageViewSchema = z.strictObject({
  catalog: hostText,
  name: hostText,
  displayName: hostText,
  provider: hostText,
  /** Plain text. */
  description: hostText,
  /** A picture as a data address; only raster types and SVG, and only ever shown as an image. */
  icon: hostText.optional(),
  deprecated: hostText.optional(),
  channels: z.array(catalogChannelSchema),
  bundles: z.array(bundleViewSchema),
  findings: z.array(catalogFindingSchema),
});
export type PackageView = z.infer<typeof packageViewSchema>;

/** A package that could satisfy a requirement. */
export const supplierSchema = z.strictObject({
  catalog: hostText,
  package: hostText,
  /** The channel to take, and its lowest version that satisfies. */
  channel: hostText,
  minVersion: hostText.optional(),
  /** The bundle that would be carried. */
  bundle: hostText,
});
export type Supplier = z.infer<typeof supplierSchema>;

/** Something that chosen bundles require and the selection does not hold. */
export const missingNeedSchema = z.strictObject({
  /** What is required, in words: a package with a range, or group/version/kind. */
  need: hostText,
  /** Why, from the chosen bundle on: bundle names. */
  chain: z.array(hostText),
  /** None: no catalogue that is open here has it. */
  suppliers: z.array(supplierSchema),
});
export type MissingNeed = z.infer<typeof missingNeedSchema>;

/** What one package of a configuration comes to. */
export const resolvedPackageSchema = z.strictObject({
  name: hostText,
  displayName: hostText,
  defaultChannel: hostText.optional(),
  /** The catalogue's own default channel is not carried: this one takes its place. */
  defaultChannelChosen: z.boolean(),
  channels: z.array(
    z.strictObject({
      name: hostText,
      head: hostText.optional(),
      /** Bundles that are carried, highest version first. */
      bundles: z.array(z.strictObject({ name: hostText, version: hostText.optional() })),
    }),
  ),
  /** Images of its bundles, each once. */
  images: count,
});
export type ResolvedPackage = z.infer<typeof resolvedPackageSchema>;

export const resolvedCatalogSchema = z.strictObject({
  catalog: hostText,
  digest: hostText.optional(),
  packages: z.array(resolvedPackageSchema),
  /** Images of all of them, each once. */
  images: count,
  /** Why it cannot be carried as it is written, and what is worth knowing. */
  findings: z.array(catalogFindingSchema),
});
export type ResolvedCatalog = z.infer<typeof resolvedCatalogSchema>;

const place = { site: siteSchema, source: contentSourceSchema };

export const catalogCommands = {
  /** Catalogues to choose from. Contacts nobody. */
  'catalogs.list': {
    input: z.strictObject({ ...place, yaml: yamlText }),
    output: z.strictObject({ catalogs: z.array(catalogChoiceSchema) }),
  },
  /** Reads a catalogue, or finds its index on this machine; `catalog.progress` tells how far it is. May be aborted. */
  'catalogs.open': { input: z.strictObject({ ...place, catalog: text }), output: catalogViewSchema },
  'catalogs.package': {
    input: z.strictObject({ ...place, catalog: text, package: text }),
    output: packageViewSchema,
  },
  /** Icons of packages, those that have one, as data addresses. */
  'catalogs.icons': {
    input: z.strictObject({ ...place, catalog: text, packages: z.array(text).max(50) }),
    output: z.strictObject({ icons: z.record(hostText, hostText) }),
  },
  /** What the `operators` of a configuration come to, and what they need besides. Opens the catalogues it names. */
  'catalogs.resolve': {
    input: z.strictObject({ ...place, yaml: yamlText }),
    output: z.strictObject({
      catalogs: z.array(resolvedCatalogSchema),
      missing: z.array(missingNeedSchema),
      /** Against the releases that the same configuration chooses. */
      compatibility: z.array(catalogFindingSchema),
    }),
  },
} as const;

/** How far the reading of a catalogue is. */
export const catalogProgressSchema = z.strictObject({
  catalog: hostText,
  phase: z.enum(['fetch', 'index']),
  bytesDone: bytes,
  bytesTotal: bytes,
});
export type CatalogProgress = z.infer<typeof catalogProgressSchema>;
