import type { Finding } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { chunkHeldBy, chunkName, chunkNumber, partNumbers } from '../layout/paths.ts';
import type { SetManifest } from '../manifest/schema.ts';
import { fileSize } from './file-size.ts';
import { finding } from './findings.ts';
import type { ChunkFile } from './opened-set.ts';
import { declaredParts, foreignParts, foundParts } from './part-presence.ts';

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
  const needed = new Set<string>();
  for (const { name, size, parts } of manifest.chunks) {
    const number = chunkNumber(name);
    const found = await fileSize(fs, directory, name);
    // Parts that somebody joined are the chunk itself: it is read as one when it has the right size, or no part is there.
    const divided =
      parts === undefined || number === undefined || found === size
        ? undefined
        : await declaredParts(fs, directory, { number, name, parts });
    if (divided !== undefined && (divided.anyThere || found === undefined)) {
      if (divided.chunk !== undefined) chunks.push(divided.chunk);
      problems.push(...divided.problems);
      for (const part of parts ?? []) needed.add(part.name);
    } else if (number === undefined || found === undefined) {
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
  problems.push(...foreignParts(present.filter((name) => !needed.has(name))));
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
  const numbers = present.map(chunkHeldBy).filter((number) => number !== undefined);
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  let expected = 1;
  for (const number of sorted) {
    problems.push(...gap(expected, number));
    expected = number + 1;
    const name = chunkName(number);
    const size = await fileSize(fs, directory, name);
    const parts = present.filter((file) => partNumbers(file)?.chunk === number);
    if (size === undefined && parts.length > 0) {
      const { chunk, problems: faults } = await foundParts(fs, directory, number, parts);
      if (chunk !== undefined) chunks.push(chunk);
      problems.push(...faults);
      continue;
    }
    problems.push(...foreignParts(parts));
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
