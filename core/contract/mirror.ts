import { z } from 'zod';
import { messageSchema } from './events.ts';
import { imageCategories } from './image-categories.ts';
import { setSignerSchema, signaturePolicies } from './set-signature.ts';

const text = z.string();
const bytes = z.number().int().nonnegative();
const count = z.number().int().nonnegative();

/** Which way content moves; oc-mirror's names in brackets. */
export const workflows = [
  /** registry to archive (mirrorToDisk) */
  'export',
  /** archive to registry (diskToMirror) */
  'import',
  /** registry to registry (mirrorToMirror) */
  'mirror',
  /** archive to archive */
  'recut',
] as const;
export type Workflow = (typeof workflows)[number];

/**
 * `trust`: sets on their way count as held. `carry`: their content is carried again. `wait`: nothing is made before
 * every set has its receipt or is marked as lost.
 */
export const unacknowledgedChoices = ['trust', 'carry', 'wait'] as const;
export type UnacknowledgedChoice = (typeof unacknowledgedChoices)[number];

/** What to mirror, from where, to where. Paths are absolute. */
export const mirrorRequestSchema = z.strictObject({
  config: text,
  /** Folder with a set or oc-mirror archives to read from; absent: read from registries. */
  from: text.optional(),
  destination: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('archive'), directory: text }),
    z.strictObject({ kind: z.literal('registry'), host: text, namespace: text }),
  ]),
  /** Where `working-dir` is written when the target is a registry; default: the `from` folder. */
  workspace: text.optional(),
  dryRun: z.enum(['no', 'mapping', 'manifest-lists']).default('no'),
  /** Only content not carried before this date (yyyy-MM-dd) is assumed to be missing; see `--since`. */
  since: text.optional(),
  /** Name of the target whose holdings count; default: the history in the destination folder. */
  target: text.optional(),
  /** Make the set of this generation of `target` once more, with exactly its content. */
  again: z.number().int().positive().optional(),
  /** What becomes of content that was carried to `target` and of which no receipt came back yet. */
  unacknowledged: z.enum(unacknowledgedChoices).default('trust'),
  /** Name of the enclave for whose rules everything has to be approved; the rest is held back. Archives only. */
  approvedFor: text.optional(),
  /** Carry everything, whatever was carried before. */
  selfContained: z.boolean().default(false),
  /** Two runs of the same export give the same bytes: slower, and the set's times say nothing. */
  reproducible: z.boolean().default(false),
  /** Remove the previous set in the folder instead of keeping it aside. */
  replacePrevious: z.boolean().default(false),
  layout: z.enum(['oc-mirror', 'oc-mirror-4.17']).default('oc-mirror'),
  strictArchive: z.boolean().default(false),
  /** Bytes of the largest file; a medium that takes less counts as well. */
  fileLimit: bytes.optional(),
  signatures: z.boolean().default(true),
  /** Further accessories to carry with each image. */
  accessories: z.array(z.enum(['att', 'sbom', 'referrers'])).default([]),
  ignoreReleaseSignature: z.boolean().default(false),
  addIntermediate: z.boolean().default(false),
  maxNestedPaths: count.optional(),
  /** Files with values over a chart's own. */
  helmValues: z.array(z.strictObject({ chart: text, file: text })).default([]),
  authFile: text.optional(),
  registriesConf: text.optional(),
  /** true: always verify; false: never; absent: as registries.conf says. */
  sourceTlsVerify: z.boolean().optional(),
  destinationTlsVerify: z.boolean().optional(),
  /** When present, no other host is ever contacted. */
  offlineAllow: z.array(text).optional(),
  caFile: text.optional(),
  /** A registry may name another token service than last time. */
  acceptRealmChange: z.boolean().default(false),
  /** `debug` and `trace` also tell which files and endpoints are used; `error` leaves notes and warnings out. */
  logLevel: z.enum(['error', 'info', 'debug', 'trace']).default('info'),
  workers: z.number().int().min(1).max(64).optional(),
  retryTimes: z.number().int().min(0).optional(),
  /** Trust the target to hold what earlier generations carried, instead of asking it. */
  trustTarget: z.boolean().default(false),
  /** Where the receipt of an import is written as well, absolute. */
  receipt: text.optional(),
  /** Import a set although the registry was given a newer one for the same target. */
  olderSet: z.boolean().default(false),
  /** Read the whole set before the first push, and import nothing of one that is damaged. */
  verifyFirst: z.boolean().default(false),
  /** Sign the set with this machine's key, if it becomes whole; of an import, its receipt. */
  sign: z.boolean().default(false),
  /** What is demanded of the set that is read; absent: what this installation demands. */
  setSignature: z.enum(signaturePolicies).optional(),
  /** Who acts, for the custody log; absent: see `actorOf` of the host. */
  person: text.optional(),
  /** Of the seal that the medium carries, for the custody log. */
  sealNumber: text.optional(),
});
export type MirrorRequest = z.infer<typeof mirrorRequestSchema>;

export { imageCategories };

/** How an image fares in a plan. */
export const planReportSchema = z.strictObject({
  workflow: z.enum(workflows),
  source: text,
  destination: text,
  findings: z.array(z.strictObject({ level: z.enum(['error', 'warning', 'note']), message: messageSchema })),
  releases: z.array(
    z.strictObject({
      version: text,
      tag: text,
      architecture: text,
      digest: text,
      signature: text,
      images: count,
      bytes,
      /** Bytes that no earlier release of this plan has. */
      newBytes: bytes,
    }),
  ),
  /** By catalogue, then in the order of the configuration. */
  operators: z.array(
    z.strictObject({
      catalog: text,
      package: text,
      bundles: count,
      images: count,
      bytes,
      /** Bytes that no release and no earlier package of this plan has. */
      newBytes: bytes,
    }),
  ),
  images: z.array(
    z.strictObject({
      type: text,
      origin: text,
      destination: text,
      digest: text,
      /** Bytes of the image's config and layers. */
      bytes,
      blobs: count,
      /** Whether the target holds it already; absent when it was not asked. */
      present: z.boolean().optional(),
    }),
  ),
  unplanned: z.array(z.strictObject({ type: text, origin: text, error: messageSchema })),
  /** What the approval gate would hold back, each with its first reason. */
  held: z.array(z.strictObject({ type: text, origin: text, error: messageSchema })).optional(),
  totals: z.strictObject({
    images: count,
    blobs: count,
    manifests: count,
    /** Unique bytes of the whole selection. */
    contentBytes: bytes,
    /** To be read from the source in this run. */
    readBytes: bytes,
    /** To be written at the destination in this run. */
    writeBytes: bytes,
    /** Carried by earlier generations, or kept from an interrupted run. */
    carriedBytes: bytes,
    /** Held by the target already. */
    presentBytes: bytes,
  }),
  archive: z.strictObject({ chunks: count, largestBlob: bytes, freeBytes: bytes.optional() }).optional(),
});
export type PlanReport = z.infer<typeof planReportSchema>;

export const mirrorReportSchema = z.strictObject({
  workflow: z.enum(workflows),
  runId: text,
  resumed: z.boolean(),
  /** `complete-with-exceptions`: all but what the approval gate held back. */
  status: z.enum(['complete', 'complete-with-exceptions', 'incomplete', 'interrupted', 'dry-run']),
  /** oc-mirror's bit mask: 1 generic, 2 release, 4 operator, 8 additional, 16 helm. */
  exitCode: z.number().int(),
  categories: z.array(
    z.strictObject({
      category: z.enum(imageCategories),
      asked: count,
      copied: count,
      present: count,
      failed: count,
      notAttempted: count,
    }),
  ),
  failures: z.array(z.strictObject({ type: text, origin: text, error: messageSchema })),
  /** What the approval gate held back, each with its first reason; no failure. */
  held: z.array(z.strictObject({ type: text, origin: text, error: messageSchema })).optional(),
  bytesRead: bytes,
  bytesStored: bytes,
  bytesSkipped: bytes,
  seconds: z.number(),
  set: z
    .strictObject({
      id: text,
      generation: count,
      directory: text,
      chunks: z.array(z.strictObject({ name: text, size: bytes })),
      totalBytes: bytes,
      /** Absent: it is not signed. */
      signer: setSignerSchema.optional(),
    })
    .optional(),
  resources: z.array(text),
  files: z.array(text),
  /** Of an imported set. */
  receipt: z
    .strictObject({
      setId: text,
      result: z.enum(['complete', 'complete-with-exceptions', 'incomplete']),
      /** Where it is kept on this machine. */
      file: text,
      /** Where else it was written: beside the set, and where it was asked for. */
      copies: z.array(text),
    })
    .optional(),
});
export type MirrorReport = z.infer<typeof mirrorReportSchema>;
