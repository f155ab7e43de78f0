import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FileSystem } from '../../ports/index.ts';
import { readBounded, writeDurably } from '../../ports/index.ts';
import { reading, writing } from '../io.ts';
import { openJournal, readJournal } from '../journal.ts';
import { makeStateFolder } from '../state-directory.ts';
import { targetFolder } from '../targets.ts';
import { largestReceipt } from './receipt.ts';
import { acknowledgementSchema, type Acknowledgement } from './records.ts';

/** What came back from targets: `targets/<name>/receipts.jsonl`, and the files that were read, byte for byte. */
export interface Acknowledgements {
  /** In the order in which they were recorded. Throws LEDGER_TARGET_NAME_INVALID, LEDGER_JOURNAL_DAMAGED, LEDGER_READ_FAILED. */
  read(target: string): Promise<readonly Acknowledgement[]>;
  /** Adds a record, durably. Call it while nobody else does: under the target's lock. Throws LEDGER_WRITE_FAILED. */
  add(target: string, record: Acknowledgement): Promise<void>;
  /** Keeps a file that was read and answers its SHA-256. Throws LEDGER_WRITE_FAILED. */
  keepFile(target: string, bytes: Buffer): Promise<string>;
  /** Undefined when it is not kept. Throws LEDGER_READ_FAILED. */
  readFile(target: string, sha256: string): Promise<Buffer | undefined>;
  /** For the lock under which records are added. */
  lockPath(target: string): string;
}

export function openAcknowledgements({
  fs,
  stateDirectory,
}: {
  readonly fs: FileSystem;
  readonly stateDirectory: string;
}): Acknowledgements {
  const folder = (target: string): string => targetFolder(stateDirectory, target);
  const logOf = (target: string): Parameters<typeof openJournal<Acknowledgement>>[0] => ({
    fs,
    path: join(folder(target), 'receipts.jsonl'),
    schema: acknowledgementSchema,
  });
  const fileOf = (target: string, sha256: string): string =>
    join(folder(target), 'receipts', `${sha256}.json`);
  return {
    read: (target) => readJournal(logOf(target)),
    async add(target, record) {
      await makeStateFolder(fs, folder(target));
      const journal = await openJournal(logOf(target));
      try {
        journal.append(record);
      } finally {
        await journal.close();
      }
    },
    async keepFile(target, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await makeStateFolder(fs, join(folder(target), 'receipts'));
      const path = fileOf(target, sha256);
      await writing(path, () => writeDurably(fs, path, bytes, 0o600));
      return sha256;
    },
    readFile: (target, sha256) => {
      const path = fileOf(target, sha256);
      return reading(path, () => readBounded(fs, path, largestReceipt));
    },
    lockPath: (target) => join(folder(target), 'receipts.lock'),
  };
}
