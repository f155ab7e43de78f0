import { join } from 'node:path';
import { readBounded, writeDurably, type FileSystem } from '../../ports/index.ts';
import { reading, writing } from '../io.ts';
import { makeStateFolder } from '../state-directory.ts';
import { largestReceipt, parseReceipt, receiptBytes, setIdForm, type Receipt } from './receipt.ts';

/** Bytes; no set has a longer manifest (archive/read). */
const largestSetManifest = 256 * 1024 * 1024;

/** The receipts that imports on this machine wrote: `receipts/<set id>.json`. */
export interface MadeReceipts {
  /**
   * Replaces the one of an earlier import of the same set. With it the set's manifest, byte for byte: what its images
   * consist of. Answers its path. Throws LEDGER_WRITE_FAILED.
   */
  keep(receipt: Receipt, manifest?: Buffer): Promise<string>;
  /** Throws RECEIPT_FILE_INVALID, LEDGER_READ_FAILED. */
  read(setId: string): Promise<{ readonly receipt: Receipt; readonly file: string } | undefined>;
  /** The manifest of the set, while it is kept. Throws LEDGER_READ_FAILED. */
  readManifest(setId: string): Promise<Buffer | undefined>;
  /** All of them, in no particular order. Throws RECEIPT_FILE_INVALID, LEDGER_READ_FAILED. */
  list(): Promise<readonly Receipt[]>;
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
  const manifestOf = (setId: string): string => join(root, 'sets', `${setId}.json`);
  const listIds = async (): Promise<string[]> => {
    const names = (await reading(root, () => fs.readdir(root))) ?? [];
    return names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
  };
  return {
    read,
    async readManifest(setId) {
      if (!setIdForm.safeParse(setId).success) return undefined;
      const path = manifestOf(setId);
      return reading(path, () => readBounded(fs, path, largestSetManifest));
    },
    async list() {
      const all: Receipt[] = [];
      for (const id of await listIds()) {
        const found = await read(id);
        if (found !== undefined) all.push(found.receipt);
      }
      return all;
    },
    async keep(receipt, manifest) {
      await makeStateFolder(fs, root);
      if (manifest !== undefined) {
        const path = manifestOf(receipt.setId);
        await makeStateFolder(fs, join(root, 'sets'));
        await writing(path, () => writeDurably(fs, path, manifest, 0o600));
      }
      const file = fileOf(receipt.setId);
      await writing(file, () => writeDurably(fs, file, receiptBytes(receipt), 0o600));
      return file;
    },
    async last() {
      const stamped = await Promise.all(
        (await listIds()).map(async (id) => ({ id, changed: (await fs.stat(fileOf(id))).mtimeMs })),
      );
      const newest = stamped.sort((a, b) => b.changed - a.changed)[0];
      return newest === undefined ? undefined : read(newest.id);
    },
  };
}
