import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SluiceError, type Finding } from '../../contract/index.ts';
import type { Digest } from '../../reference/index.ts';
import { readBounded, type FileSystem } from '../../ports/index.ts';
import { refusePendingCommit } from '../commit/commit.ts';
import { generationForm } from '../commit/previous.ts';
import { blobPath } from '../layout/paths.ts';
import type { RepositoryTable } from '../layout/links.ts';
import {
  closureWith,
  manifestName,
  parseManifest,
  signatureName,
  type SetManifest,
} from '../manifest/schema.ts';
import { errno, storageFault } from '../storage-fault.ts';
import type { TarLimits } from '../tar/limits.ts';
import { openChunkFiles, type ChunkFiles } from './chunk-files.ts';
import { finding, findingOf } from './findings.ts';
import { loadIndex, readLinks } from './indexed.ts';
import type { Contents, OpenedSet } from './opened-set.ts';
import { checkPartHeads } from './part-heads.ts';
import { declaredChunks, foundChunks, type Presence } from './presence.ts';
import { partialForm } from '../write/chunk-pool.ts';
import { createReader } from './reader.ts';
import { scanChunks, type OpenProgress } from './scan.ts';

export interface OpenSetOptions {
  readonly signal?: AbortSignal;
  /** Called every thousand entries while chunks are scanned. */
  readonly onProgress?: (progress: OpenProgress) => void;
  /**
   * Checks the detached signature over the manifest's exact bytes, before they are parsed
   * (registry-client.md 3.4). Throws to refuse the set.
   */
  readonly authenticate?: (manifest: Buffer, signature: Buffer | undefined) => void | Promise<void>;
  readonly limits?: TarLimits;
}

const manifestLimit = 256 * 1024 * 1024;
const signatureLimit = 64 * 1024;

/**
 * Opens the archive set in `directory`: ours by its manifest and index, oc-mirror's (or ours that
 * lost its side files) by hopping over the headers of all chunks. Faults of chunks and entries are
 * collected in `problems`. Throws ARCHIVE_SET_ABSENT when there is no set, ARCHIVE_SET_UNFINISHED when
 * there is only the beginning of one, ARCHIVE_COMMIT_INTERRUPTED
 * when one was left half in place, ARCHIVE_MANIFEST_INVALID, ARCHIVE_MANIFEST_TOO_NEW, ARCHIVE_READ_FAILED.
 */
export async function openSet(
  fs: FileSystem,
  directory: string,
  options: OpenSetOptions = {},
): Promise<OpenedSet> {
  const present = await listDirectory(fs, directory);
  await refusePendingCommit(fs, directory);
  const read = present.includes(manifestName)
    ? await readManifest(fs, directory, present, options)
    : undefined;
  const manifest = read?.manifest;
  const unfinished = present.some((name) => partialForm.test(name));
  const presence =
    manifest === undefined
      ? await foundChunks(fs, directory, present)
      : await declaredChunks(fs, directory, present, manifest);
  if (manifest === undefined && presence.chunks.length === 0 && presence.problems.length === 0) {
    const code = unfinished ? 'ARCHIVE_SET_UNFINISHED' : 'ARCHIVE_SET_ABSENT';
    throw new SluiceError(code, { params: { directory }, affected: [directory] });
  }
  const files = openChunkFiles(fs, directory, presence.chunks);
  try {
    const problems = [...presence.problems];
    const { contents, table } = await readContents(fs, directory, files, manifest, presence, options);
    problems.push(...contents.problems);
    if (unfinished) {
      problems.push(finding('warning', 'ARCHIVE_SET_UNFINISHED', { directory }, [directory]));
    }
    if (manifest === undefined) {
      problems.push(finding('note', 'ARCHIVE_WITHOUT_MANIFEST', { directory }, [directory]));
    } else {
      problems.push(...(await checkPartHeads(fs, directory, manifest, presence.chunks)));
      problems.push(...(await checkSet(files, manifest, contents, presence)));
    }
    return {
      kind: manifest === undefined ? 'oc-mirror' : 'sluice',
      fs,
      directory,
      ...(read !== undefined && { manifest: read.manifest, manifestSha256: read.sha256 }),
      chunks: presence.chunks,
      blobs: contents.blobs,
      files: contents.files,
      repositories: table.repositories,
      problems,
      earlier: present.filter((name) => generationForm.test(name)).sort(),
      ...createReader(files, contents, manifest !== undefined),
    };
  } catch (error) {
    await files.close();
    throw error;
  }
}

/**
 * The manifest of the set in `directory`; undefined when there is none. Throws
 * ARCHIVE_MANIFEST_INVALID, ARCHIVE_MANIFEST_TOO_NEW, ARCHIVE_READ_FAILED.
 */
export async function readSetManifest(fs: FileSystem, directory: string): Promise<SetManifest | undefined> {
  try {
    return parseManifest(await readSide(fs, directory, manifestName, manifestLimit));
  } catch (error) {
    const reason = error instanceof SluiceError ? errno(error.cause) : undefined;
    if (reason === 'ENOENT' || reason === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function listDirectory(fs: FileSystem, directory: string): Promise<string[]> {
  try {
    return await fs.readdir(directory);
  } catch (error) {
    const reason = errno(error);
    if (reason !== 'ENOENT' && reason !== 'ENOTDIR') throw storageFault(error, directory, 'read');
    throw new SluiceError('ARCHIVE_SET_ABSENT', {
      params: { directory },
      affected: [directory],
      cause: error,
    });
  }
}

async function readManifest(
  fs: FileSystem,
  directory: string,
  present: readonly string[],
  options: OpenSetOptions,
): Promise<{ readonly manifest: SetManifest; readonly sha256: string }> {
  const bytes = await readSide(fs, directory, manifestName, manifestLimit);
  const signature = present.includes(signatureName)
    ? await readSide(fs, directory, signatureName, signatureLimit)
    : undefined;
  await options.authenticate?.(bytes, signature);
  return { manifest: parseManifest(bytes), sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function readSide(fs: FileSystem, directory: string, name: string, limit: number): Promise<Buffer> {
  const path = join(directory, name);
  try {
    const { size } = await fs.stat(path);
    if (size > limit) throw new SluiceError('ARCHIVE_FILE_TOO_LARGE', { params: { name, size, limit } });
    return await readBounded(fs, path, limit);
  } catch (error) {
    throw storageFault(error, name, 'read');
  }
}

async function readContents(
  fs: FileSystem,
  directory: string,
  files: ChunkFiles,
  manifest: SetManifest | undefined,
  presence: Presence,
  options: OpenSetOptions,
): Promise<{ readonly contents: Contents; readonly table: RepositoryTable }> {
  const problems: Finding[] = [];
  if (manifest !== undefined) {
    const loaded = await loadIndex(fs, directory, manifest, presence.chunks, options.signal).catch(
      (error: unknown) => {
        if (!(error instanceof SluiceError)) throw error;
        // The chunks hold everything that the index says: without it opening only takes longer.
        problems.push({ ...findingOf(error), level: 'warning' });
        return undefined;
      },
    );
    if (loaded !== undefined) {
      const contents = { ...loaded, problems };
      return { contents, table: await readLinks(files, contents, options.signal) };
    }
  }
  const contents: Contents = { blobs: new Map(), files: new Map(), links: [], problems };
  return { contents, table: await scanChunks(files, presence.chunks, contents, options) };
}

/** What only a manifest allows: are these the set's own chunks, and does every image have its content? */
async function checkSet(
  files: ChunkFiles,
  manifest: SetManifest,
  contents: Contents,
  presence: Presence,
): Promise<Finding[]> {
  const problems = await checkEdges(files, contents, presence);
  if (presence.problems.every(({ level }) => level !== 'error'))
    problems.push(...checkClosures(manifest, contents));
  if (manifest.complete !== 'complete') {
    const affected = manifest.missing.map((item) => item.origin);
    const count = affected.length;
    problems.push(
      manifest.complete === 'incomplete'
        ? finding('warning', 'ARCHIVE_SET_INCOMPLETE', { count }, affected)
        : finding('note', 'ARCHIVE_SET_WITH_EXCEPTIONS', { count }, affected),
    );
  }
  return problems;
}

/** Looks at the header of the first and last blob of each chunk: a chunk of another set does not match. */
async function checkEdges(files: ChunkFiles, contents: Contents, presence: Presence): Promise<Finding[]> {
  const edges = new Map<number, [Digest, number][]>();
  for (const [digest, { chunk, offset }] of contents.blobs) {
    const [first, last] = edges.get(chunk) ?? [];
    const here: [Digest, number] = [digest, offset];
    const low = first === undefined || offset < first[1] ? here : first;
    const high = last === undefined || offset > last[1] ? here : last;
    edges.set(chunk, [low, high]);
  }
  const problems: Finding[] = [];
  for (const { number } of presence.chunks) {
    try {
      for (const [digest] of edges.get(number) ?? []) {
        const place = contents.blobs.get(digest);
        if (place !== undefined) await files.checkHeader(place, blobPath(digest));
      }
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      problems.push(findingOf(error));
    }
  }
  return problems;
}

function checkClosures(manifest: SetManifest, contents: Contents): Finding[] {
  const assumed = new Set<Digest>(manifest.expected.map((item) => item.digest));
  const problems: Finding[] = [];
  for (const image of manifest.images) {
    const { included } = closureWith(manifest.closures, assumed, image.digest);
    const absent = included.filter((digest) => !contents.blobs.has(digest));
    const first = absent[0];
    if (first === undefined) continue;
    const params = { image: image.origin, digest: first, count: absent.length };
    problems.push(finding('error', 'ARCHIVE_CLOSURE_BROKEN', params, [image.origin]));
  }
  return problems;
}
