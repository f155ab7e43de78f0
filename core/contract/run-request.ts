import { z } from 'zod';
import { pathTokenSchema } from './paths.ts';
import { bytes, count, identifier, registryHost, text, yamlText } from './scalars.ts';
import { flowSchema, siteSchema } from './site.ts';

export const registryPlaceSchema = z.strictObject({
  host: registryHost,
  /** Path below the host under which everything lies; empty: none. */
  namespace: text,
});
export type RegistryPlace = z.infer<typeof registryPlaceSchema>;

/** Options of a run, each with oc-mirror's or the product's default. */
export const runOptionsSchema = z.strictObject({
  selfContained: z.boolean().default(false),
  replacePrevious: z.boolean().default(false),
  strictArchive: z.boolean().default(false),
  addIntermediate: z.boolean().default(false),
  trustTarget: z.boolean().default(false),
  layout: z.enum(['oc-mirror', 'oc-mirror-4.17']).default('oc-mirror'),
  ignoreReleaseSignature: z.boolean().default(false),
  /** yyyy-MM-dd, as `--since`. */
  since: text.optional(),
  /** GiB of a chunk; absent: as the configuration or the medium says. */
  workers: z.number().int().min(1).max(64).optional(),
  fileLimit: bytes.optional(),
  maxNestedPaths: count.optional(),
});
export type RunOptions = z.infer<typeof runOptionsSchema>;

const toArchive = z.strictObject({ kind: z.literal('archive'), folder: pathTokenSchema });
const toRegistry = z.strictObject({ kind: z.literal('registry'), place: registryPlaceSchema });

/** A run as a wizard asks for it: paths are tokens, the configuration is text. */
export const runRequestSchema = z.strictObject({
  flow: flowSchema,
  site: siteSchema,
  /** The ImageSetConfiguration. */
  yaml: yamlText,
  source: z.discriminatedUnion('kind', [
    /** As the configuration names them; the machine's registries.conf applies. */
    z.strictObject({ kind: z.literal('upstream') }),
    /** The registry of this site; releases and images are looked up there and nowhere else. */
    z.strictObject({
      kind: z.literal('registry'),
      place: registryPlaceSchema,
      /** An edited registries.conf instead of the one that is made from `place`. */
      registriesConf: yamlText.optional(),
    }),
    z.strictObject({ kind: z.literal('archive'), folder: pathTokenSchema }),
  ]),
  destination: z.discriminatedUnion('kind', [toArchive, toRegistry]),
  /** The saved enclave that this set is for: its name is the target whose holdings count. */
  enclaveId: identifier.optional(),
  options: runOptionsSchema,
  afterwards: z.strictObject({
    /** Flush and read everything back past the cache. */
    verify: z.boolean(),
    /** Unmount and power off when all is verified. */
    eject: z.boolean(),
  }),
});
export type RunRequest = z.infer<typeof runRequestSchema>;

/** A run whose medium is not chosen yet can be planned, so that its bytes are known while it is chosen; not started. */
export const planRequestSchema = runRequestSchema.extend({
  destination: z.discriminatedUnion('kind', [
    toArchive,
    toRegistry,
    z.strictObject({ kind: z.literal('undecided') }),
  ]),
});
export type PlanRequest = z.infer<typeof planRequestSchema>;
