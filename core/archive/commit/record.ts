import { join } from 'node:path';
import { z } from 'zod';
import { listUntilFault, SluiceError } from '../../contract/index.ts';
import { readBounded, type FileSystem } from '../../ports/index.ts';
import { canonicalJson } from '../manifest/canonical.ts';
import { errno, storageFault } from '../storage-fault.ts';

/** The file that decides: while it stands, the commit it describes will be finished. */
export const recordName = '.sluice-commit.json';
export const stagedPrefix = '.staged-';

const fileName = z.string().regex(/^(?!\.\.?$)[^/\\\0]{1,255}$/);

const recordSchema = z.object({
  version: z.literal(1),
  setId: z.string(),
  /** The previous set: its files, and the folder they move to. */
  previous: z.object({
    action: z.enum(['keep', 'remove']),
    folder: z.string().regex(/^generation-[0-9]{6}$/),
    files: listUntilFault(fileName),
  }),
  /** Temporary name to final name, in the order of renaming. */
  renames: listUntilFault(z.object({ from: fileName, to: fileName })),
});

export type CommitRecord = z.infer<typeof recordSchema>;

export function encodeRecord(record: CommitRecord): Buffer {
  return canonicalJson(record);
}

/** The pending commit of a directory, if there is one. Throws ARCHIVE_READ_FAILED, ARCHIVE_COMMIT_UNRECOVERABLE when it is not what was written. */
export async function readRecord(fs: FileSystem, directory: string): Promise<CommitRecord | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readBounded(fs, join(directory, recordName), 64 * 1024 * 1024);
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw storageFault(error, recordName, 'read');
  }
  try {
    return recordSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new SluiceError('ARCHIVE_COMMIT_UNRECOVERABLE', {
      params: { directory, file: recordName },
      affected: [recordName],
      detail: String(error),
    });
  }
}
