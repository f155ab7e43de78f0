import { createHash, type Hash } from 'node:crypto';
import type { Finding } from '../../contract/index.ts';
import { digestAlgorithm, type Digest } from '../../reference/index.ts';
import { openChunkFiles, type ChunkFiles } from '../read/chunk-files.ts';
import { finding, findingOf } from '../read/findings.ts';
import type { ChunkFile, OpenedSet } from '../read/opened-set.ts';
import type { SetManifest } from '../manifest/schema.ts';
import { blobPath, chunkNumber, entryShape, type EntryShape } from '../layout/paths.ts';
import { isLink, linkLimit, parseLink } from '../layout/links.ts';
import { blockSize, paddedSize } from '../tar/format.ts';
import { showName } from '../tar/faults.ts';
import { createNameRegister, type NameRegister } from '../tar/names.ts';
import { readEntries, type TarEntry } from '../tar/read-entries.ts';
import { storageFault } from '../storage-fault.ts';
import { createPartSums, type PartReport } from './part-sums.ts';

/** How far a verification has come. */
export interface VerifyProgress {
  readonly chunk: string;
  /** Bytes read so far, of `total`. */
  readonly bytes: number;
  readonly total: number;
}

export interface VerifyOptions {
  readonly signal?: AbortSignal;
  /** Called for every piece that is read; sample it. */
  readonly onProgress?: (progress: VerifyProgress) => void;
}

/** What was found out about one chunk. */
export interface ChunkReport {
  readonly name: string;
  readonly size: number;
  /** Sum of the file as it was read; empty when it could not be read to its end. */
  readonly sha256: string;
  /** `unlisted` when no manifest says what the sum should be. */
  readonly sum: 'matches' | 'differs' | 'unlisted';
  readonly entries: number;
  /** Blobs whose content was compared with their digest. */
  readonly blobs: number;
  readonly damagedBlobs: readonly Digest[];
  readonly findings: readonly Finding[];
  /** The files that it is read from, when it does not lie there as one. */
  readonly parts?: readonly PartReport[];
}

export interface VerifyReport {
  /** Nothing is missing and nothing is damaged. */
  readonly ok: boolean;
  readonly chunks: readonly ChunkReport[];
  /** What opening the set found: missing chunks, for example. */
  readonly problems: readonly Finding[];
  readonly bytes: number;
}

/**
 * Reads every byte of the set once and compares everything that can be compared: each chunk's sum
 * with the manifest, each blob with its digest, each file with the index, each link file with its
 * place, structure, padding and end mark of the tar files. Faults are collected, not thrown; a
 * chunk that cannot be read to its end is reported with ARCHIVE_READ_FAILED and the others are
 * still read. Throws only when aborted.
 */
export async function verifySet(opened: OpenedSet, options: VerifyOptions = {}): Promise<VerifyReport> {
  const files = openChunkFiles(opened.fs, opened.directory, opened.chunks);
  const names = createNameRegister();
  const total = opened.chunks.reduce((sum, chunk) => sum + chunk.size, 0);
  const chunks: ChunkReport[] = [];
  let before = 0;
  try {
    for (const chunk of opened.chunks) {
      const onBytes = (position: number): void =>
        options.onProgress?.({ chunk: chunk.name, bytes: before + position, total });
      chunks.push(await verifyChunk({ files, opened, names, onBytes, signal: options.signal }, chunk));
      before += chunk.size;
    }
    chunks.push(...(await verifyHeadless(opened, options.signal)));
  } finally {
    await files.close();
  }
  const clean = (findings: readonly Finding[]): boolean => findings.every(({ level }) => level !== 'error');
  return {
    ok: clean(opened.problems) && chunks.every((chunk) => clean(chunk.findings)),
    chunks,
    problems: opened.problems,
    bytes: before,
  };
}

interface Work {
  readonly files: ChunkFiles;
  readonly opened: OpenedSet;
  readonly names: NameRegister;
  readonly onBytes: (position: number) => void;
  readonly signal: AbortSignal | undefined;
}

async function verifyChunk(work: Work, chunk: ChunkFile): Promise<ChunkReport> {
  const findings: Finding[] = [];
  const damagedBlobs: Digest[] = [];
  const entries: TarEntry[] = [];
  const report = (error: unknown): void => {
    work.signal?.throwIfAborted();
    findings.push(findingOf(storageFault(error, chunk.name, 'read')));
  };
  try {
    const listed = readEntries(await work.files.handle(chunk.number), {
      file: chunk.name,
      names: work.names,
      ...(work.signal !== undefined && { signal: work.signal }),
    });
    for await (const entry of listed) entries.push(entry);
  } catch (error) {
    report(error);
    for (const entry of entriesBehind(work.opened, chunk, entries.at(-1)?.end ?? 0)) entries.push(entry);
  }
  let blobs = 0;
  const checker = createContentCheck(
    chunk,
    entries,
    (entry, shape, good) => {
      if (shape.kind === 'blob') blobs += 1;
      if (good) return;
      if (shape.kind === 'blob') {
        damagedBlobs.push(shape.digest);
        const params = { digest: shape.digest, file: chunk.name };
        findings.push(finding('error', 'ARCHIVE_BLOB_DAMAGED', params, [chunk.name]));
      } else if (isLink(shape)) {
        const params = { file: chunk.name, offset: entry.start, entry: showName(entry.name) };
        findings.push(finding('error', 'ARCHIVE_LINK_INVALID', params, [chunk.name]));
      } else {
        const params = { name: showName(entry.name), file: chunk.name };
        findings.push(finding('error', 'ARCHIVE_FILE_DAMAGED', params, [chunk.name]));
      }
    },
    (name) => work.opened.files.get(name)?.sha256,
  );
  const expected = work.opened.manifest?.chunks.find(({ name }) => name === chunk.name);
  const sums = chunk.parts === undefined ? undefined : createPartSums(work.opened, chunk, expected?.parts);
  const hash = createHash('sha256');
  let sha256 = '';
  try {
    const whole = { chunk: chunk.number, offset: 0, size: chunk.size };
    let position = 0;
    for await (const bytes of work.files.stream(
      whole,
      work.signal === undefined ? {} : { signal: work.signal },
    )) {
      hash.update(bytes);
      checker.take(bytes, position);
      sums?.take(bytes, position);
      position += bytes.length;
      work.onBytes(position);
    }
    sha256 = hash.digest('hex');
  } catch (error) {
    report(error);
  }
  const divided = await sums?.finish(work.signal);
  findings.push(...untold(work.opened, divided?.findings ?? []));
  // A part that is named says more than its chunk.
  if (expected !== undefined && expected.sha256 !== sha256 && !namesPart(work.opened, findings, expected)) {
    const params = { file: chunk.name, expected: expected.sha256, actual: sha256 };
    findings.push(finding('error', 'ARCHIVE_CHUNK_DAMAGED', params, [chunk.name]));
  }
  findings.push(...checker.padding());
  const sum = expected === undefined ? 'unlisted' : expected.sha256 === sha256 ? 'matches' : 'differs';
  const { name, size } = chunk;
  const parts = divided?.parts;
  return {
    name,
    size,
    sha256,
    sum,
    entries: entries.length,
    blobs,
    damagedBlobs,
    findings,
    ...(parts !== undefined && { parts }),
  };
}

/** Chunks of which nothing can be read, because their first part is not there: what there is of the others. */
async function verifyHeadless(opened: OpenedSet, signal: AbortSignal | undefined): Promise<ChunkReport[]> {
  const reports: ChunkReport[] = [];
  for (const { name, parts: declared } of opened.manifest?.chunks ?? []) {
    const number = chunkNumber(name);
    if (declared === undefined || number === undefined) continue;
    if (opened.chunks.some((chunk) => chunk.number === number)) continue;
    const sums = createPartSums(opened, { number, name, size: 0, parts: [] }, declared);
    const { parts, findings } = await sums.finish(signal);
    const nothing = { size: 0, sha256: '', sum: 'differs', entries: 0, blobs: 0, damagedBlobs: [] } as const;
    if (parts.length > 0) reports.push({ name, ...nothing, findings: untold(opened, findings), parts });
  }
  return reports;
}

/** What is said of parts that opening the set did not complain of: one fault of each is enough. */
function untold({ problems }: OpenedSet, findings: readonly Finding[]): Finding[] {
  const told = new Set(problems.filter(({ level }) => level === 'error').flatMap(({ affected }) => affected));
  return findings.filter(({ affected }) => !affected.some((name) => told.has(name)));
}

/** Whether a fault of one of a chunk's parts is told, now or when the set was opened. */
function namesPart(
  { problems }: OpenedSet,
  findings: readonly Finding[],
  { parts = [] }: SetManifest['chunks'][number],
): boolean {
  const names = new Set(parts.map(({ name }) => name));
  return [...problems, ...findings].some(
    ({ level, affected }) => level === 'error' && affected.some((name) => names.has(name)),
  );
}

/** Behind a damaged header the index still tells where the entries are: so the damaged blobs can be named. */
function entriesBehind(opened: OpenedSet, chunk: ChunkFile, from: number): TarEntry[] {
  const blobs = [...opened.blobs].map(([digest, place]) => ({ ...place, name: blobPath(digest) }));
  const files = [...opened.files].map(([name, place]) => ({ ...place, name }));
  return [...blobs, ...files]
    .filter((place) => place.chunk === chunk.number && place.offset > from)
    .sort((a, b) => a.offset - b.offset)
    .map(({ name, size, offset }) => ({
      name,
      size,
      offset,
      start: offset - blockSize,
      end: offset + paddedSize(size),
    }));
}

interface ContentCheck {
  /** The file's bytes, in order and without gaps. */
  take(bytes: Buffer, position: number): void;
  /** Entries whose padding is not zero. */
  padding(): Finding[];
}

/** Cuts a chunk's bytes into entries' bodies while they stream by, and judges each. */
function createContentCheck(
  chunk: ChunkFile,
  entries: readonly TarEntry[],
  onEntry: (entry: TarEntry, shape: EntryShape, good: boolean) => void,
  fileSum: (name: string) => string | undefined,
): ContentCheck {
  let next = 0;
  let current: { readonly shape: EntryShape; readonly hash: Hash; readonly body: Buffer[] } | undefined;
  const dirty: Finding[] = [];

  const begin = (entry: TarEntry) => {
    const shape = entryShape(entry.name);
    const algorithm = shape.kind === 'blob' ? digestAlgorithm(shape.digest) : 'sha256';
    return { shape, hash: createHash(algorithm), body: [] };
  };
  const judge = (entry: TarEntry, state: NonNullable<typeof current>): void => {
    const { shape } = state;
    const hex = state.hash.digest('hex');
    if (shape.kind === 'blob') onEntry(entry, shape, shape.digest.endsWith(`:${hex}`));
    else if (isLink(shape)) onEntry(entry, shape, parseLink(Buffer.concat(state.body), shape) !== undefined);
    else onEntry(entry, shape, (fileSum(entry.name) ?? hex) === hex);
  };

  return {
    padding: () => dirty,
    take: (bytes, position) => {
      const end = position + bytes.length;
      for (let entry = entries[next]; entry !== undefined && entry.offset <= end; entry = entries[next]) {
        current ??= begin(entry);
        const bodyEnd = entry.offset + entry.size;
        const part = slice(bytes, position, entry.offset, bodyEnd);
        current.hash.update(part);
        // A longer one is no link whatever it holds.
        if (isLink(current.shape) && entry.size <= linkLimit) current.body.push(part);
        const padding = slice(bytes, position, bodyEnd, entry.offset + paddedSize(entry.size));
        if (padding.some((byte) => byte !== 0)) {
          const params = { file: chunk.name, entry: showName(entry.name) };
          dirty.push(finding('error', 'ARCHIVE_PADDING_DIRTY', params, [chunk.name]));
        }
        if (end < entry.end) return;
        judge(entry, current);
        current = undefined;
        next += 1;
      }
    },
  };
}

/** The part of `bytes`, which lie at `position` of the file, that belongs to [from, to). */
function slice(bytes: Buffer, position: number, from: number, to: number): Buffer {
  const start = Math.max(0, from - position);
  const end = Math.max(start, Math.min(bytes.length, to - position));
  return bytes.subarray(start, end);
}
