import { z } from 'zod';
import { messageSchema } from '../events.ts';
import { mediumTestSchema } from '../medium-test.ts';
import { pathPurposeSchema, pathTokenSchema, setBriefSchema } from '../paths.ts';
import { bytes, count, hostText, text } from '../scalars.ts';
import { setOriginSchema } from '../set-origin.ts';

/** What speaks for or against a drive; words come from the code. */
export const driveStatusSchema = z.strictObject({
  level: z.enum(['error', 'warning', 'note']),
  message: messageSchema,
});
export type DriveStatus = z.infer<typeof driveStatusSchema>;

export const driveSchema = z.strictObject({
  /** Stays the same while plugged in, and when the same medium is plugged in again (file system UUID). */
  id: hostText,
  label: hostText,
  /** Model or vendor. */
  model: hostText,
  kind: z.enum(['usb', 'disk', 'optical', 'network', 'practice', 'other']),
  removable: z.boolean(),
  capacity: bytes,
  free: bytes.optional(),
  fileSystem: hostText.optional(),
  readOnly: z.boolean(),
  mounted: z.boolean(),
  mountPoint: hostText.optional(),
  /** The medium's top folder, for the purpose that was asked for; absent while not mounted. */
  root: pathTokenSchema.optional(),
  statuses: z.array(driveStatusSchema),
  /** Its capacity test that runs, or the last one since the program started. */
  test: mediumTestSchema.optional(),
  /** Sets at the top of the medium and one folder below. */
  sets: z.array(z.strictObject({ folder: pathTokenSchema, display: hostText, brief: setBriefSchema })),
});
export type Drive = z.infer<typeof driveSchema>;

export const driveCommands = {
  'drives.list': {
    input: z.strictObject({
      purpose: pathPurposeSchema,
      /** Bytes that are to be written, when known. */
      need: bytes.optional(),
      /** Bytes of the largest file. */
      largestFile: bytes.optional(),
      /** The folder that is read from: its drive is no destination. */
      source: pathTokenSchema.optional(),
    }),
    output: z.strictObject({
      drives: z.array(driveSchema),
      /** The only drive that is safe to use, when there is exactly one. */
      suggested: hostText.optional(),
      /** Why drives cannot be listed here, if so. */
      unavailable: messageSchema.optional(),
    }),
  },
  'drives.mount': { input: z.strictObject({ id: text }), output: z.strictObject({ mountPoint: hostText }) },
  /** Flushes, unmounts and powers off. */
  'drives.eject': {
    input: z.strictObject({ id: text }),
    output: z.strictObject({ safeToUnplug: z.boolean() }),
  },
  /** Writes and reads back free space: all of it, or so many bytes. `drive.test` tells how it goes. */
  'drives.test': {
    input: z.strictObject({ id: text, bytes: bytes.min(1).optional() }),
    output: z.strictObject({ test: mediumTestSchema }),
  },
  /** Answers when the test's files are gone. */
  'drives.cancelTest': {
    input: z.strictObject({ id: text }),
    output: z.strictObject({ test: mediumTestSchema.optional() }),
  },
} as const;

export const archiveViewSchema = z.strictObject({
  brief: setBriefSchema,
  display: hostText,
  tool: hostText.optional(),
  layout: hostText.optional(),
  /** Text of the ImageSetConfiguration that travels with the set: what it asked for is what "everything" means. */
  /** The ImageSetConfiguration that it was made with, as it was given. */
  configuration: hostText.optional(),
  releases: z.array(
    z.strictObject({ version: hostText, digest: hostText.optional(), signature: hostText.optional() }),
  ),
  images: z.strictObject({ release: count, operator: count, additional: count, helm: count }).optional(),
  /** Content that an earlier generation must have brought to the target. */
  expectedBlobs: count,
  expectedBytes: bytes,
  missing: z.array(z.strictObject({ origin: hostText, code: hostText })),
  chunks: z.array(z.strictObject({ name: hostText, size: bytes, sha256: hostText.optional() })),
  repositories: count,
  tags: count,
  blobs: count,
  blobBytes: bytes,
  /** Names of earlier generations kept in the folder. */
  earlier: z.array(hostText),
  /** Absent for archives without our manifest. */
  origin: setOriginSchema.optional(),
  findings: z.array(driveStatusSchema),
});
export type ArchiveView = z.infer<typeof archiveViewSchema>;

export const archiveCommands = {
  /** What lies in a folder, from its tables alone; no network. */
  'archives.inspect': { input: z.strictObject({ folder: pathTokenSchema }), output: archiveViewSchema },
} as const;
