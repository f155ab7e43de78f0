import { join } from 'node:path';
import type { Finding } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { chunkName, chunkNumber } from '../layout/paths.ts';
import type { SetManifest } from '../manifest/schema.ts';
import { errno, storageFault } from '../storage-fault.ts';
import { finding } from './findings.ts';
import type { ChunkFile } from './opened-set.ts';

/** The chunks that can be read, and what is wrong with the others. */
export interface Presence {
  readonly chunks: readonly ChunkFile[];
  readonly problems: readonly Finding[];
}

/** Compares the chunks on the medium with the manifest: missing, empty, of another size, foreign. */
export async function declaredChunks(
  fs: FileSystem,
  directory: string,
  present: readonly string[],
  manifest: SetManifest,
): Promise<Presence> {
  const chunks: ChunkFile[] = [];
  const problems: Finding[] = [];
  for (const { name, size } of manifest.chunks) {
    const number = chunkNumber(name);
    const found = await fileSize(fs, directory, name);
    if (number === undefined || found === undefined) {
      problems.push(finding('error', 'ARCHIVE_CHUNK_MISSING', { file: name }, [name]));
    } else if (found === 'not a file') {
      problems.push(finding('error', 'ARCHIVE_CHUNK_KIND', { file: name }, [name]));
    } else if (found === 0) {
      problems.push(finding('error', 'ARCHIVE_EMPTY', { file: name }, [name]));
    } else {
      chunks.push({ number, name, size: found });
      if (found !== size) {
        problems.push(finding('error', 'ARCHIVE_CHUNK_SIZE', { file: name, expected: size, found }, [name]));
      }
    }
  }
  const own = new Set(manifest.chunks.map((chunk) => chunk.name));
  const foreign = present.filter((name) => chunkNumber(name) !== undefined && !own.has(name)).sort();
  for (const name of foreign)
    problems.push(finding('warning', 'ARCHIVE_CHUNK_FOREIGN', { file: name }, [name]));
  return { chunks, problems };
}

/** The chunks of a set without manifest: all that are there; a gap in the numbers is a missing chunk. */
export async function foundChunks(
  fs: FileSystem,
  directory: string,
  present: readonly string[],
): Promise<Presence> {
  const chunks: ChunkFile[] = [];
  const problems: Finding[] = [];
  const numbers = present.map(chunkNumber).filter((number) => number !== undefined);
  const sorted = numbers.sort((a, b) => a - b);
  let expected = 1;
  for (const number of sorted) {
    problems.push(...gap(expected, number));
    expected = number + 1;
    const name = chunkName(number);
    const size = await fileSize(fs, directory, name);
    if (size === undefined) problems.push(finding('error', 'ARCHIVE_CHUNK_MISSING', { file: name }, [name]));
    else if (size === 'not a file')
      problems.push(finding('error', 'ARCHIVE_CHUNK_KIND', { file: name }, [name]));
    else if (size === 0) problems.push(finding('error', 'ARCHIVE_EMPTY', { file: name }, [name]));
    else chunks.push({ number, name, size });
  }
  return { chunks, problems };
}

const mostNamed = 100;

function gap(from: number, to: number): Finding[] {
  const missing = Array.from({ length: Math.min(to - from, mostNamed) }, (_, index) =>
    chunkName(from + index),
  );
  return missing.map((name) => finding('error', 'ARCHIVE_CHUNK_MISSING', { file: name }, [name]));
}

async function fileSize(
  fs: FileSystem,
  directory: string,
  name: string,
): Promise<number | 'not a file' | undefined> {
  try {
    const stats = await fs.lstat(join(directory, name));
    return stats.isFile() ? stats.size : 'not a file';
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw storageFault(error, name, 'read');
  }
}
