import { join } from 'node:path';
import { readBounded, writeDurably, type FileSystem } from '../../ports/index.ts';
import { reading, writing } from '../io.ts';
import { makeStateFolder } from '../state-directory.ts';
import { largestReceipt, parseReceipt, receiptBytes, setIdForm, type Receipt } from './receipt.ts';

/** The receipts that imports on this machine wrote: `receipts/<set id>.json`. */
export interface MadeReceipts {
  /** Replaces the one of an earlier import of the same set. Answers its path. Throws LEDGER_WRITE_FAILED. */
  keep(receipt: Receipt): Promise<string>;
  /** Throws RECEIPT_FILE_INVALID, LEDGER_READ_FAILED. */
  read(setId: string): Promise<{ readonly receipt: Receipt; readonly file: string } | undefined>;
  /** The one that was written last, by its own time. */
  last(): Promise<{ readonly receipt: Receipt; readonly file: string } | undefined>;
}

export function openMadeReceipts({
  fs,
  stateDirectory,
}: {
  readonly fs: FileSystem;
  readonly stateDirectory: string;
}): MadeReceipts {
  const root = join(stateDirectory, 'receipts');
  const fileOf = (setId: string): string => join(root, `${setId}.json`);
  const read: MadeReceipts['read'] = async (setId) => {
    // A name for a file only when it is the id of a set.
    if (!setIdForm.safeParse(setId).success) return undefined;
    const file = fileOf(setId);
    const bytes = await reading(file, () => readBounded(fs, file, largestReceipt));
    return bytes === undefined ? undefined : { receipt: parseReceipt(bytes, file), file };
  };
  return {
    read,
    async keep(receipt) {
      await makeStateFolder(fs, root);
      const file = fileOf(receipt.setId);
      await writing(file, () => writeDurably(fs, file, receiptBytes(receipt), 0o600));
      return file;
    },
    async last() {
      const names = (await reading(root, () => fs.readdir(root))) ?? [];
      const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
      const stamped = await Promise.all(
        ids.map(async (id) => ({ id, changed: (await fs.stat(fileOf(id))).mtimeMs })),
      );
      const newest = stamped.sort((a, b) => b.changed - a.changed)[0];
      return newest === undefined ? undefined : read(newest.id);
    },
  };
}
