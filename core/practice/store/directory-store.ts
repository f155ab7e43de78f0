import { join } from 'node:path';
import type { FileSystem } from '../../ports/index.ts';
import { digestAlgorithm, digestHex, type Digest } from '../../reference/index.ts';
import { chunkBytes, readSpan, writeAll } from './blob-file.ts';
import { createBufferPool } from './buffer-pool.ts';
import { journalLine, readJournal } from './journal.ts';
import { createRepositoryIndex, type IndexEntry } from './repository-index.ts';
import type { BlobWriter, WritableStore } from './store.ts';

export interface DirectoryStoreOptions {
  readonly fs: FileSystem;
  readonly directory: string;
}

/**
 * A store in a folder, which a later process finds as it was left:
 *
 *     blobs/sha256-<hex>   one file per blob, named only once it is complete
 *     uploads/<id>         bytes of unfinished uploads; emptied at each start
 *     journal.jsonl        what each repository holds, one change per line
 *
 * A blob's file stands before the journal names it, so a crash leaves at most a file
 * that nothing names, and a torn last line is dropped. Throws what the file system throws.
 */
export async function createDirectoryStore(options: DirectoryStoreOptions): Promise<WritableStore> {
  const { fs, directory } = options;
  const uploads = join(directory, 'uploads');
  const blobPath = (digest: Digest): string => join(directory, 'blobs', blobName(digest));
  await fs.rm(uploads, { recursive: true, force: true });
  await fs.mkdir(uploads, { recursive: true });
  await fs.mkdir(join(directory, 'blobs'), { recursive: true });

  const pool = createBufferPool(chunkBytes, 16);
  const index = createRepositoryIndex();
  const journal = await fs.open(join(directory, 'journal.jsonl'), 'a+');
  const { entries, length } = readJournal(await journal.readFile({ encoding: 'utf8' }));
  await journal.truncate(length);
  const present = new Set(await fs.readdir(join(directory, 'blobs')));
  for (const entry of entries) {
    if (entry.op !== 'blob' || present.has(blobName(entry.digest))) index.apply(entry);
  }

  let appended: Promise<unknown> = Promise.resolve();
  const append = (entry: IndexEntry): Promise<unknown> => {
    const next = appended.then(() => journal.appendFile(`${journalLine(entry)}\n`));
    appended = next.catch(() => undefined);
    return next;
  };

  return {
    index,
    openBlob: (digest, span) => readSpan(fs, blobPath(digest), span, pool),
    createWriter: (id) => createFileWriter(fs, join(uploads, id), blobPath),
    async record(entry) {
      await append(entry);
      index.apply(entry);
      if (entry.op === 'delete-blob' && !index.isLinked(entry.digest)) {
        await fs.rm(blobPath(entry.digest), { force: true });
      }
    },
    async close() {
      await appended;
      await journal.close();
    },
  };
}

/** The file is opened at the first byte: an upload that is never used costs nothing. */
function createFileWriter(
  fs: FileSystem,
  path: string,
  blobPath: (digest: Digest) => string,
): Promise<BlobWriter> {
  let position = 0;
  let opened: ReturnType<FileSystem['open']> | undefined;
  const handle = (): ReturnType<FileSystem['open']> => (opened ??= fs.open(path, 'w'));
  return Promise.resolve({
    async write(chunks: readonly Buffer[]) {
      position += await writeAll(await handle(), chunks, position);
    },
    async commit(digest: Digest) {
      await (await handle()).close();
      await fs.rename(path, blobPath(digest));
    },
    async abort() {
      if (opened === undefined) return;
      await (await opened).close();
      await fs.rm(path, { force: true });
    },
  });
}

function blobName(digest: Digest): string {
  return `${digestAlgorithm(digest)}-${digestHex(digest)}`;
}
