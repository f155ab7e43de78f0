import { z } from 'zod';
import { isDigest, type Digest } from '../reference/index.ts';

/** What the journal of a run into a registry records: each blob that a repository confirmed. */
export const importRecordSchema = z.object({
  type: z.literal('stored'),
  digest: z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'not a digest'),
  repository: z.string(),
});
export type ImportRecord = z.infer<typeof importRecordSchema>;

/** Repository and digest in one key. */
export function storedKey(digest: Digest, repository: string): string {
  return `${repository}@${digest}`;
}
