import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { custodyName, SluiceError } from '../../contract/index.ts';
import { syncDirectory, writeDurably, type FileSystem } from '../../ports/index.ts';
import type { ArchiveFile } from '../layout/links.ts';
import { encodeWithChecksum } from '../manifest/checksum.ts';
import { encodeIndex } from '../manifest/index-file.ts';
import {
  indexName,
  manifestName,
  manifestSchema,
  manifestVersion,
  signatureName,
  type SetManifest,
  type SetManifestInput,
  type SetPart,
} from '../manifest/schema.ts';
import { storageFault } from '../storage-fault.ts';
import { partialName } from '../write/chunk-pool.ts';
import type { WrittenEntry } from '../write/location.ts';
import type { SealedChunk } from '../write/seal.ts';
import { finishCommit } from './finish.ts';
import { previousSet } from './previous.ts';
import { encodeRecord, readRecord, recordName, stagedPrefix, type CommitRecord } from './record.ts';

/*
 * Putting a new set in place of the old one (registry-client.md 3.3, K4).
 *
 * At any instant:
 *   M1  Each file under a final name must be whole and durable. Final names are only given by rename.
 *   M2  While no commit record stands, the directory must hold the old set untouched, or the new set whole.
 *   M3  While the record stands, every file it names must be at its old or at its new place, so that
 *       `recoverCommit` can finish; nothing is deleted that is not in the new set's place already.
 *   M4  The manifest must be the last file of the new set to get its name: a directory with a
 *       manifest and without a record holds a whole set.
 *   M5  No name that we choose may match oc-mirror's unanchored `mirror_[0-9]{6}\.tar`, save the chunks.
 * In order:
 *   1  chunks sealed and durable as `.partial-NNNNNN`, parts as `.partial-NNNNNN-PPPP` (done by `seal`)
 *   2  index, other side files, signature, and the manifest last: durable as `.staged-<name>`
 *   3  directory fsync, then the commit record: from here the commit will be finished
 *   4  the old set's files move to `generation-NNNNNN/`, its manifest last; fsync both folders
 *   5  chunks and parts, index, side files, signature, manifest get their names; fsync
 *   6  the old set is removed, if that was asked for
 *   7  the record goes; fsync
 * The caller should commit its own history and ledger only after all of this.
 */

export interface CommitOptions {
  readonly manifest: SetManifestInput;
  /** Files beside the chunks, such as `imageset-config.yaml`. Plain names. */
  readonly sideFiles: readonly ArchiveFile[];
  /** Whether the set that stood here stays in a `generation-NNNNNN` folder. */
  readonly previous: 'keep' | 'remove';
  /** Makes the detached signature over the exact bytes of the manifest. */
  readonly sign?: (manifest: Buffer) => Buffer | Promise<Buffer>;
}

export interface CommittedSet {
  readonly manifest: SetManifest;
  /** The manifest's exact bytes. */
  readonly bytes: Buffer;
  /** Where the previous set went; undefined when there was none or it was removed. */
  readonly previous?: string;
}

/** What the writer hands over. */
export interface WrittenSet {
  readonly chunks: readonly SealedChunk[];
  readonly entries: readonly WrittenEntry[];
}

const reserved = new Set([manifestName, signatureName, indexName, recordName, custodyName]);
const sideFileForm = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,200}$/;

export async function commitSet(
  fs: FileSystem,
  directory: string,
  set: WrittenSet,
  options: CommitOptions,
): Promise<CommittedSet> {
  for (const { name } of options.sideFiles) {
    if (!sideFileForm.test(name) || reserved.has(name) || /mirror_[0-9]{6}\.tar/.test(name)) {
      throw new RangeError(`not a usable name for a side file: ${name}`);
    }
  }
  const index = encodeIndex(set.entries, new Map(set.chunks.map((chunk) => [chunk.partial, chunk.number])));
  const { value: manifest, bytes } = encodeWithChecksum(completeManifest(set, options, index));
  const staged: ArchiveFile[] = [{ name: indexName, bytes: index }, ...options.sideFiles];
  if (options.sign !== undefined) staged.push({ name: signatureName, bytes: await options.sign(bytes) });
  staged.push({ name: manifestName, bytes });
  try {
    for (const file of staged) await writeDurably(fs, join(directory, stagedPrefix + file.name), file.bytes);
    await syncDirectory(fs, directory);
    const old = await previousSet(fs, directory);
    const record: CommitRecord = {
      version: 1,
      setId: manifest.setId,
      previous: { action: options.previous, folder: old.folder, files: [...old.files] },
      renames: [
        ...set.chunks.flatMap(({ name, partial, parts }) =>
          parts === undefined
            ? [{ from: partialName(partial), to: name }]
            : parts.map((part) => ({ from: part.partial, to: part.name })),
        ),
        ...staged.map(({ name }) => ({ from: stagedPrefix + name, to: name })),
      ],
    };
    await writeDurably(fs, join(directory, recordName), encodeRecord(record));
    await finishCommit(fs, directory, record);
    const kept = options.previous === 'keep' && old.files.length > 0;
    return { manifest, bytes, ...(kept && { previous: old.folder }) };
  } catch (error) {
    throw storageFault(error, manifestName, 'write');
  }
}

/** Throws ARCHIVE_COMMIT_INTERRUPTED when a commit in `directory` was begun and not finished. */
export async function refusePendingCommit(fs: FileSystem, directory: string): Promise<void> {
  if ((await readRecord(fs, directory)) === undefined) return;
  throw new SluiceError('ARCHIVE_COMMIT_INTERRUPTED', { params: { directory }, affected: [directory] });
}

function completeManifest(set: WrittenSet, options: CommitOptions, index: Buffer): SetManifest {
  const blobs = set.entries.filter((entry) => entry.digest !== undefined);
  const files = set.entries.filter((entry) => entry.digest === undefined);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return manifestSchema.parse({
    ...options.manifest,
    format: 'sluice-set',
    formatVersion: manifestVersion,
    chunks: set.chunks.map(({ name, size, sha256, entries, parts }) => ({
      name,
      size,
      sha256,
      entries,
      ...(parts !== undefined && { parts: parts.map(partFacts) }),
    })),
    index: describeFile(indexName, index),
    files: options.sideFiles.map(({ name, bytes }) => describeFile(name, bytes)),
    totals: {
      entries: set.entries.length,
      blobs: blobs.length,
      blobBytes: sum(blobs.map((entry) => entry.size)),
      files: files.length,
      fileBytes: sum(files.map((entry) => entry.size)),
      bytes: sum(set.chunks.map((chunk) => chunk.size)),
    },
  } satisfies SetManifest);
}

function partFacts({ name, size, sha256, head }: SetPart): SetPart {
  return { name, size, sha256, head };
}

function describeFile(name: string, bytes: Buffer): { name: string; size: number; sha256: string } {
  return { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
