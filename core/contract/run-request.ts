import { z } from 'zod';
import { chartValuesSchema } from './chart-values.ts';
import { messageSchema } from './events.ts';
import { unacknowledgedChoices } from './mirror.ts';
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
  reproducible: z.boolean().default(false),
  replacePrevious: z.boolean().default(false),
  strictArchive: z.boolean().default(false),
  addIntermediate: z.boolean().default(false),
  trustTarget: z.boolean().default(false),
  olderSet: z.boolean().default(false),
  verifyFirst: z.boolean().default(false),
  /** Sign the set with this machine's key, which has to be unlocked. */
  sign: z.boolean().default(false),
  /** Only what is approved for the enclave goes into its set. */
  approvedOnly: z.boolean().default(false),
  layout: z.enum(['oc-mirror', 'oc-mirror-4.17']).default('oc-mirror'),
  ignoreReleaseSignature: z.boolean().default(false),
  /** yyyy-MM-dd, as `--since`. */
  since: text.optional(),
  workers: z.number().int().min(1).max(64).optional(),
  /** Bytes of the largest file; a medium that takes less counts as well. */
  fileLimit: bytes.optional(),
  maxNestedPaths: count.optional(),
  /** Who acts and under which seal, for the custody log. */
  person: text.optional(),
  sealNumber: text.optional(),
  /** For an enclave with sets on their way; absent: they count as held. */
  unacknowledged: z.enum(unacknowledgedChoices).optional(),
});
export type RunOptions = z.infer<typeof runOptionsSchema>;

const toArchive = z.strictObject({ kind: z.literal('archive'), folder: pathTokenSchema });
const toRegistry = z.strictObject({ kind: z.literal('registry'), place: registryPlaceSchema });

/** A failed check that somebody went on in spite of, by its name, with what it had said: it belongs in the report. */
export const runExceptionSchema = z.strictObject({ check: identifier, message: messageSchema.optional() });
export type RunException = z.infer<typeof runExceptionSchema>;

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
  /** The set of this generation of the enclave is made once more; `yaml` does not count then. */
  again: z.number().int().positive().optional(),
  options: runOptionsSchema,
  /** Values over the charts' own; what came with a set counts for the others. */
  chartValues: chartValuesSchema.optional(),
  exceptions: z.array(runExceptionSchema).max(20).optional(),
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
