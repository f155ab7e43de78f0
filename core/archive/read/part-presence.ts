import type { ErrorCode, ErrorParameters, Finding } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { chunkName, partName, partNumbers } from '../layout/paths.ts';
import type { SetPart } from '../manifest/schema.ts';
import { fileSize } from './file-size.ts';
import { finding } from './findings.ts';
import type { ChunkFile, PartFile } from './opened-set.ts';

/** The parts of one chunk. */
export interface PartPresence {
  /** What can be read of the chunk from its beginning; undefined when that is nothing. */
  readonly chunk?: ChunkFile;
  readonly problems: readonly Finding[];
}

interface DividedChunk {
  readonly number: number;
  readonly name: string;
  readonly parts: readonly SetPart[];
}

/** Compares the parts that lie there with the manifest: missing, cut short, too long, no plain file. */
export async function declaredParts(
  fs: FileSystem,
  directory: string,
  { number, name, parts }: DividedChunk,
): Promise<PartPresence & { readonly anyThere: boolean }> {
  const row = createRow(name);
  let anyThere = false;
  for (const part of parts) {
    const found = await fileSize(fs, directory, part.name);
    if (found !== undefined) anyThere = true;
    if (found === undefined) row.fault('ARCHIVE_PART_MISSING', part.name);
    else if (found === 'not a file') row.fault('ARCHIVE_CHUNK_KIND', part.name);
    else {
      row.take(part.name, Math.min(found, part.size));
      if (found !== part.size)
        row.fault('ARCHIVE_PART_SIZE', part.name, { found, expected: part.size }, found < part.size);
    }
  }
  return { ...row.result(number), anyThere };
}

/** The parts of a chunk that no manifest tells of: all that are there, from the first on; a gap is a missing part. */
export async function foundParts(
  fs: FileSystem,
  directory: string,
  number: number,
  present: readonly string[],
): Promise<PartPresence> {
  const row = createRow(chunkName(number));
  const numbers = present.map((name) => partNumbers(name)?.part ?? 0).sort((a, b) => a - b);
  let expected = 1;
  for (const part of numbers) {
    for (; expected < part; expected += 1) row.fault('ARCHIVE_PART_MISSING', partName(number, expected));
    expected = part + 1;
    const name = partName(number, part);
    const size = await fileSize(fs, directory, name);
    if (size === undefined) row.fault('ARCHIVE_PART_MISSING', name);
    else if (size === 'not a file') row.fault('ARCHIVE_CHUNK_KIND', name);
    else if (size === 0) row.fault('ARCHIVE_EMPTY', name);
    else row.take(name, size);
  }
  return row.result(number);
}

/** Parts that nothing is read from. */
export function foreignParts(names: readonly string[]): Finding[] {
  return names
    .filter((name) => partNumbers(name) !== undefined)
    .sort()
    .map((file) => finding('warning', 'ARCHIVE_PART_FOREIGN', { file }, [file]));
}

/** Named one by one up to this many: a stray `part-9999` must not make a list of ten thousand. */
const mostNamed = 100;

interface Row {
  /** The next part is there with so many bytes. */
  take(name: string, size: number): void;
  /** Something is wrong with a part. Unless told otherwise the bytes behind it cannot be reached. */
  fault(code: ErrorCode, name: string, params?: ErrorParameters, ends?: boolean): void;
  result(number: number): PartPresence;
}

/** Lays parts one behind the other until one is not whole. */
function createRow(chunk: string): Row {
  const parts: PartFile[] = [];
  const problems: Finding[] = [];
  let size = 0;
  let ended = false;
  return {
    take: (name, bytes) => {
      if (ended || bytes === 0) return;
      parts.push({ name, start: size, size: bytes });
      size += bytes;
    },
    fault: (code, name, params = {}, ends = true) => {
      ended ||= ends;
      if (problems.length < mostNamed)
        problems.push(finding('error', code, { file: name, chunk, ...params }, [name]));
    },
    result: (number) => ({
      ...(size > 0 && { chunk: { number, name: chunk, size, parts } }),
      problems,
    }),
  };
}
