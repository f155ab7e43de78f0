import { z } from 'zod';
import { bytes, hostText } from './scalars.ts';
import { messageSchema } from './events.ts';
import { setSignatureSchema } from './set-signature.ts';

/** What a path may be used for: a token is bound to one purpose. */
export const pathPurposes = [
  'archive-out',
  'archive-in',
  'config-file',
  'auth-file',
  'ca-file',
  'output-folder',
  /** A chart of this machine, as a folder or packed. */
  'chart-folder',
  'chart-file',
  /** A receipt, or what a registry stated. */
  'receipt-file',
  'report-file',
] as const;
export const pathPurposeSchema = z.enum(pathPurposes);
export type PathPurpose = z.infer<typeof pathPurposeSchema>;

/**
 * Stands for a path of the host's file system. Clients never send a path (DESIGN section 3): the host
 * hands out tokens, which are random, bound to a purpose, and expire.
 */
export const pathTokenSchema = z
  .string()
  .regex(/^p_[0-9a-f]{32}$/)
  .brand<'PathToken'>();
export type PathToken = z.infer<typeof pathTokenSchema>;

/** What is known of a set in a folder without reading its content. */
export const setBriefSchema = z.strictObject({
  kind: z.enum(['sluice', 'oc-mirror']),
  setId: hostText.optional(),
  generation: z.number().int().optional(),
  parentGeneration: z.number().int().optional(),
  createdAt: hostText.optional(),
  target: hostText.optional(),
  complete: z.enum(['complete', 'complete-with-exceptions', 'incomplete', 'unknown']),
  /** Signed by whom; absent where nobody signs: an archive of oc-mirror. */
  signature: setSignatureSchema.optional(),
  releases: z.array(hostText),
  bytes,
  chunks: z.number().int(),
  /** Why it cannot be used as it is. */
  problems: z.array(messageSchema),
});
export type SetBrief = z.infer<typeof setBriefSchema>;

/** A folder or file that was chosen, as people and rules need to know it. */
export const pathFactsSchema = z.strictObject({
  token: pathTokenSchema,
  purpose: pathPurposeSchema,
  /** For people; never sent back. */
  display: hostText,
  name: hostText,
  kind: z.enum(['directory', 'file']),
  writable: z.boolean(),
  freeBytes: bytes.optional(),
  totalBytes: bytes.optional(),
  fileSystem: hostText.optional(),
  /** Largest file that the file system takes. */
  fileLimit: bytes.optional(),
  /** Bytes of a file. */
  size: bytes.optional(),
  driveId: hostText.optional(),
  /** For comparing alone: folders with the same one share its free space. */
  volume: hostText.optional(),
  /** What is in the folder, when there is a set. */
  set: setBriefSchema.optional(),
});
export type PathFacts = z.infer<typeof pathFactsSchema>;
