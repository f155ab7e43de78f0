import type { Digest } from '../../reference/index.ts';
import {
  createRepositoryTable,
  isLink,
  linkLimit,
  parseLink,
  type RepositoryTable,
} from '../layout/links.ts';
import { entryShape } from '../layout/paths.ts';
import { storageFault } from '../storage-fault.ts';
import { showName, tarFault } from '../tar/faults.ts';
import type { TarLimits } from '../tar/limits.ts';
import { createNameRegister, type NameRegister } from '../tar/names.ts';
import { readEntries, type TarEntry } from '../tar/read-entries.ts';
import type { ChunkFiles } from './chunk-files.ts';
import { finding, findingOf } from './findings.ts';
import type { ChunkFile, ContentPlace, Contents, FilePlace } from './opened-set.ts';

export interface ScanOptions {
  readonly limits?: TarLimits;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: OpenProgress) => void;
}

/** How far opening has come. */
export interface OpenProgress {
  readonly entries: number;
  readonly chunk: string;
}

/**
 * Indexes chunks by hopping from header to header, and reads the link files on the way. A chunk
 * that is only cut short gives what it has; a chunk with anything unlawful in it gives nothing.
 * Both are reported, and the others are indexed all the same, so that one look names every fault.
 */
export async function scanChunks(
  files: ChunkFiles,
  chunks: readonly ChunkFile[],
  contents: Contents,
  options: ScanOptions,
): Promise<RepositoryTable> {
  const names = createNameRegister();
  const table = createRepositoryTable();
  const strangers: string[] = [];
  for (const chunk of chunks) {
    const found = await scanChunk(files, chunk, names, options);
    contents.problems.push(...found.problems);
    for (const name of found.strangers) strangers.push(name);
    for (const [digest, place] of found.blobs) contents.blobs.set(digest, place);
    for (const [name, place] of found.files) contents.files.set(name, place);
    for (const { name, target } of found.links) table.add(entryShape(name), target);
  }
  if (strangers.length > 0) {
    const params = { count: strangers.length, example: strangers[0] ?? '' };
    contents.problems.push(finding('warning', 'ARCHIVE_ENTRIES_UNKNOWN', params, strangers.slice(0, 20)));
  }
  return table;
}

interface ChunkContents {
  readonly blobs: [Digest, ContentPlace][];
  readonly files: [string, FilePlace][];
  readonly links: { readonly name: string; readonly target: Digest }[];
  readonly strangers: string[];
  readonly problems: Contents['problems'];
}

const emptyContents = (): ChunkContents => ({ blobs: [], files: [], links: [], strangers: [], problems: [] });

async function scanChunk(
  files: ChunkFiles,
  chunk: ChunkFile,
  names: NameRegister,
  options: ScanOptions,
): Promise<ChunkContents> {
  const found = emptyContents();
  try {
    const handle = await files.handle(chunk.number);
    const entries = readEntries(handle, {
      file: chunk.name,
      names,
      wantBody: (name, size) => size <= linkLimit && isLink(entryShape(name)),
      ...(options.limits !== undefined && { limits: options.limits }),
      ...(options.signal !== undefined && { signal: options.signal }),
    });
    for await (const entry of entries) {
      take(found, entry, chunk);
      if (names.count % 1000 === 0) options.onProgress?.({ entries: names.count, chunk: chunk.name });
    }
    options.onProgress?.({ entries: names.count, chunk: chunk.name });
    return found;
  } catch (error) {
    options.signal?.throwIfAborted();
    const fault = storageFault(error, chunk.name, 'read');
    const cutShort = fault.code === 'ARCHIVE_TRUNCATED' || fault.code === 'ARCHIVE_ENTRY_CUT';
    const usable = cutShort ? found : emptyContents();
    usable.problems.push(findingOf(fault));
    return usable;
  }
}

function take(found: ChunkContents, entry: TarEntry, chunk: ChunkFile): void {
  const place = { chunk: chunk.number, offset: entry.offset, size: entry.size };
  const where = { file: chunk.name, offset: entry.start };
  const shape = entryShape(entry.name);
  switch (shape.kind) {
    case 'blob':
      found.blobs.push([shape.digest, place]);
      return;
    case 'file':
      found.files.push([entry.name, place]);
      return;
    case 'tag':
    case 'tag-index':
    case 'revision':
    case 'layer': {
      const target = entry.body === undefined ? undefined : parseLink(entry.body, shape);
      if (target === undefined)
        throw tarFault('ARCHIVE_LINK_INVALID', where, { entry: showName(entry.name) });
      found.links.push({ name: entry.name, target });
      return;
    }
    case 'unknown':
      found.strangers.push(showName(entry.name));
      return;
    case 'invalid':
      throw tarFault('ARCHIVE_PATH_INVALID', where, { entry: showName(entry.name) });
    case 'ignored':
      return;
  }
}
