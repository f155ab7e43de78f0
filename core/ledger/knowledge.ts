import { dirname, join } from 'node:path';
import { SluiceError } from '../contract/index.ts';
import { type FileSystem, readBounded, writeDurably } from '../ports/index.ts';
import { reading, writing } from './io.ts';
import { makeStateFolder } from './state-directory.ts';

/** A graph of one channel is a few MiB; nothing here comes near this. Bytes. */
const largestFile = 64 * 1024 * 1024;

// registry-client.md 4.2 rules 1 and 3: names come from archives, so only these shapes
// exist. None can hold a separator, a leading dot or a drive letter.
const folders = {
  'hold-release/cincinnati-graph-data': /^[a-z0-9_]{1,32}-[A-Za-z0-9][A-Za-z0-9._-]{0,127}\.json$/,
  'helm/values': /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,199}\.yaml$/,
  'helm/charts': /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,199}\.tgz$/,
  signatures: /^(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}-sha256-|sha256-)?[a-f0-9]{64}$/,
} as const;

/** What an import taught this machine and a later export needs without any network: graphs, release signatures, charts. */
export interface KnowledgeStore {
  /**
   * Keeps a file under its name relative to working-dir, durably; a newer file of the same name
   * replaces the older. Throws LEDGER_KNOWLEDGE_NAME_INVALID, LEDGER_KNOWLEDGE_TOO_LARGE, LEDGER_WRITE_FAILED.
   */
  put(name: string, content: Uint8Array): Promise<'stored' | 'unchanged'>;
  /** Every name, sorted. */
  list(): Promise<readonly string[]>;
  /** Undefined when it is not known. Throws LEDGER_KNOWLEDGE_NAME_INVALID, LEDGER_READ_FAILED. */
  read(name: string): Promise<Buffer | undefined>;
}

export function isKnowledgeName(name: string): boolean {
  return Object.entries(folders).some(
    ([folder, form]) => name.startsWith(`${folder}/`) && form.test(name.slice(folder.length + 1)),
  );
}

export function knowledgeStore({
  fs,
  stateDirectory,
}: {
  readonly fs: FileSystem;
  readonly stateDirectory: string;
}): KnowledgeStore {
  const root = join(stateDirectory, 'knowledge');
  const pathOf = (name: string): string => {
    if (!isKnowledgeName(name)) {
      throw new SluiceError('LEDGER_KNOWLEDGE_NAME_INVALID', { params: { name: name.slice(0, 200) } });
    }
    return join(root, ...name.split('/'));
  };
  const read = async (name: string): Promise<Buffer | undefined> => {
    const path = pathOf(name);
    return await reading(path, () => readBounded(fs, path, largestFile));
  };

  return {
    read,
    async put(name, content) {
      const path = pathOf(name);
      if (content.byteLength > largestFile) {
        throw new SluiceError('LEDGER_KNOWLEDGE_TOO_LARGE', {
          params: { name, bytes: content.byteLength, limit: largestFile },
        });
      }
      if ((await read(name))?.equals(content) === true) return 'unchanged';
      await makeStateFolder(fs, dirname(path));
      await writing(path, () => writeDurably(fs, path, content, 0o600));
      return 'stored';
    },
    async list() {
      const names: string[] = [];
      for (const folder of Object.keys(folders)) {
        const path = join(root, ...folder.split('/'));
        const files = (await reading(path, () => fs.readdir(path))) ?? [];
        names.push(...files.map((file) => `${folder}/${file}`).filter(isKnowledgeName));
      }
      return names.sort();
    },
  };
}
