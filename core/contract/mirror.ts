import { z } from 'zod';
import { messageSchema } from './events.ts';
import { imageCategories } from './image-categories.ts';

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
  /** Carry everything, whatever was carried before. */
  selfContained: z.boolean().default(false),
  /** Remove the previous set in the folder instead of keeping it aside. */
  replacePrevious: z.boolean().default(false),
  layout: z.enum(['oc-mirror', 'oc-mirror-4.17']).default('oc-mirror'),
  strictArchive: z.boolean().default(false),
  /** Bytes of the largest file the medium takes; found out from the file system when absent. */
  fileLimit: bytes.optional(),
  signatures: z.boolean().default(true),
  /** Further accessories to carry with each image. */
  accessories: z.array(z.enum(['att', 'sbom', 'referrers'])).default([]),
  ignoreReleaseSignature: z.boolean().default(false),
  addIntermediate: z.boolean().default(false),
  maxNestedPaths: count.optional(),
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
  status: z.enum(['complete', 'incomplete', 'interrupted', 'dry-run']),
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
    })
    .optional(),
  resources: z.array(text),
  files: z.array(text),
});
export type MirrorReport = z.infer<typeof mirrorReportSchema>;
