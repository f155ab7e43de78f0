import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { entryShape, blobPath, chunkName } from '../layout/paths.ts';
import {
  createRepositoryTable,
  isLink,
  linkLimit,
  parseLink,
  type RepositoryTable,
} from '../layout/links.ts';
import { decodeIndexLine, type IndexLine } from '../manifest/index-file.ts';
import { indexName, type SetManifest } from '../manifest/schema.ts';
import { storageFault } from '../storage-fault.ts';
import { endMark, paddedSize } from '../tar/format.ts';
import { checkName } from '../tar/names.ts';
import { defaultTarLimits } from '../tar/limits.ts';
import { openWindow } from '../tar/window.ts';
import type { ChunkFiles } from './chunk-files.ts';
import { findingOf } from './findings.ts';
import { openRegular } from './open-regular.ts';
import type { ChunkFile, ContentPlace, Contents } from './opened-set.ts';

const longestLine = 16 * 1024;

/**
 * Fills the tables from `sluice-index.jsonl`. Throws ARCHIVE_INDEX_ABSENT, ARCHIVE_INDEX_INVALID or ARCHIVE_READ_FAILED,
 * upon which the chunks can be scanned instead. Entries in chunks that are missing or too short
 * are left out: the chunk itself has been reported.
 */
export async function loadIndex(
  fs: FileSystem,
  directory: string,
  manifest: SetManifest,
  chunks: readonly ChunkFile[],
  signal: AbortSignal | undefined,
): Promise<Omit<Contents, 'problems'>> {
  const loaded: Omit<Contents, 'problems'> = { blobs: new Map(), files: new Map(), links: [] };
  const sizes = new Map(chunks.map((chunk) => [chunk.number, chunk.size]));
  const declared = new Map(manifest.chunks.map((chunk) => [chunk.name, chunk.size]));
  const seen = new Set<string>();
  let lineNumber = 0;
  for await (const text of indexLines(fs, directory, manifest, signal)) {
    lineNumber += 1;
    const line = decodeIndexLine(text);
    const whole = line === undefined ? undefined : declared.get(chunkName(line.chunk));
    if (line === undefined || whole === undefined || !insideChunk(line, whole) || !admit(line, seen)) {
      throw indexFault(lineNumber);
    }
    const size = sizes.get(line.chunk);
    if (size !== undefined && line.offset + line.size <= size) keep(loaded, line);
  }
  return loaded;
}

function insideChunk(line: IndexLine, chunkSize: number): boolean {
  const end = line.offset + paddedSize(line.size) + endMark.length;
  return line.offset >= 512 && line.offset % 512 === 0 && end <= chunkSize;
}

/** Each name once, and every name one that the strict reader would let pass. */
function admit(line: IndexLine, seen: Set<string>): boolean {
  const name = 'digest' in line ? blobPath(line.digest) : line.name;
  if (seen.has(name)) return false;
  seen.add(name);
  if ('digest' in line) return true;
  try {
    checkName(name, false, defaultTarLimits, { file: indexName, offset: 0 });
  } catch {
    return false;
  }
  const { kind } = entryShape(name);
  return kind !== 'invalid' && kind !== 'blob';
}

function keep(loaded: Omit<Contents, 'problems'>, line: IndexLine): void {
  const place: ContentPlace = { chunk: line.chunk, offset: line.offset, size: line.size };
  if ('digest' in line) {
    loaded.blobs.set(line.digest, place);
    return;
  }
  const shape = entryShape(line.name);
  if (isLink(shape)) loaded.links.push({ ...place, name: line.name });
  else if (shape.kind === 'file') {
    loaded.files.set(line.name, { ...place, ...(line.sha256 !== undefined && { sha256: line.sha256 }) });
  }
}

/** The lines of the index. Its size and sum are compared with the manifest before the last line is given out. */
async function* indexLines(
  fs: FileSystem,
  directory: string,
  manifest: SetManifest,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  const handle = await openIndex(fs, directory);
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    let rest = Buffer.alloc(0);
    let position = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position).catch((error: unknown) => {
        throw storageFault(error, indexName, 'read');
      });
      if (bytesRead === 0) break;
      position += bytesRead;
      hash.update(buffer.subarray(0, bytesRead));
      let text = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      for (let end = text.indexOf(0x0a); end !== -1; end = text.indexOf(0x0a)) {
        yield text.toString('utf8', 0, end);
        text = text.subarray(end + 1);
      }
      if (text.length > longestLine) throw indexFault(0);
      rest = text;
    }
    const same = position === manifest.index.size && hash.digest('hex') === manifest.index.sha256;
    if (rest.length > 0 || !same) throw indexFault(0);
  } finally {
    await handle.close();
  }
}

async function openIndex(fs: FileSystem, directory: string): Promise<FileHandle> {
  try {
    return await openRegular(fs, join(directory, indexName), indexName);
  } catch (error) {
    throw new SluiceError('ARCHIVE_INDEX_ABSENT', {
      params: { file: indexName },
      affected: [indexName],
      cause: error,
    });
  }
}

function indexFault(line: number): SluiceError {
  return new SluiceError('ARCHIVE_INDEX_INVALID', {
    params: { file: indexName, line },
    affected: [indexName],
  });
}

/**
 * Reads the link files that the index names. They lie close together, so one window per chunk
 * serves thousands of them. A link that is not what its place says is reported and left out. Throws
 * ARCHIVE_READ_FAILED.
 */
export async function readLinks(
  files: ChunkFiles,
  contents: Contents,
  signal: AbortSignal | undefined,
): Promise<RepositoryTable> {
  const table = createRepositoryTable();
  const ordered = contents.links.toSorted((a, b) => a.chunk - b.chunk || a.offset - b.offset);
  const windows = new Map<number, ReturnType<typeof openWindow>>();
  for (const link of ordered) {
    signal?.throwIfAborted();
    try {
      const window = windows.get(link.chunk) ?? openWindow(await files.handle(link.chunk));
      windows.set(link.chunk, window);
      const shape = entryShape(link.name);
      const target =
        link.size > linkLimit ? undefined : parseLink(await window.read(link.offset, link.size), shape);
      if (target === undefined) {
        const file = chunkName(link.chunk);
        const params = { file, offset: link.offset, entry: link.name };
        throw new SluiceError('ARCHIVE_LINK_INVALID', { params, affected: [file] });
      }
      table.add(shape, target);
    } catch (error) {
      if (!(error instanceof SluiceError)) throw storageFault(error, chunkName(link.chunk), 'read');
      contents.problems.push(findingOf(error));
    }
  }
  return table;
}
