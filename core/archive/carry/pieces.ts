import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { readBounded, type FileSystem } from '../../ports/index.ts';
import {
  chunkFilesOf,
  indexName,
  manifestName,
  parseManifest,
  signatureName,
  type SetManifest,
} from '../manifest/schema.ts';
import { errno, storageFault } from '../storage-fault.ts';

/** A file of a set that is carried. */
export interface Piece {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Of the whole file, as hexadecimal digits. */
  readonly sha256: string;
}

/** The files of a set: those that lie on every medium, and the chunks or their parts, each on one of them. */
export interface Pieces {
  readonly manifest: SetManifest;
  /** Of the manifest's exact bytes: two sets with the same sum are the same set. */
  readonly manifestSum: string;
  /** The manifest is the last: with it a medium counts as filled. */
  readonly side: readonly Piece[];
  readonly chunks: readonly Piece[];
}

const manifestLimit = 256 * 1024 * 1024;
const signatureLimit = 64 * 1024;
/** Names beside the chunks come from the manifest, which may come from anywhere: no separators, no hidden files. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 * What the set in `directory` consists of, by its manifest; none of the other files is read, but for the signature.
 * Undefined without a manifest: oc-mirror's archives name no sums. Throws ARCHIVE_MANIFEST_INVALID,
 * ARCHIVE_MANIFEST_TOO_NEW, ARCHIVE_READ_FAILED.
 */
export async function piecesOf(fs: FileSystem, directory: string): Promise<Pieces | undefined> {
  const bytes = await readSide(fs, directory, manifestName, manifestLimit);
  if (bytes === undefined) return undefined;
  const manifest = parseManifest(bytes);
  const signature = await readSide(fs, directory, signatureName, signatureLimit);
  const described = [manifest.index, ...manifest.files.filter(({ name }) => plainName.test(name))];
  const known = new Set([manifestName, signatureName, indexName]);
  return {
    manifest,
    manifestSum: sumOf(bytes),
    side: [
      ...described.filter(({ name }, place) => place === 0 || !known.has(name)).map(asPiece),
      ...(signature === undefined ? [] : [pieceOf(signatureName, signature)]),
      pieceOf(manifestName, bytes),
    ],
    chunks: chunkFilesOf(manifest),
  };
}

function asPiece({ name, size, sha256 }: Piece): Piece {
  return { name, size, sha256 };
}

function pieceOf(name: string, bytes: Buffer): Piece {
  return { name, size: bytes.length, sha256: sumOf(bytes) };
}

function sumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readSide(
  fs: FileSystem,
  directory: string,
  name: string,
  limit: number,
): Promise<Buffer | undefined> {
  try {
    return await readBounded(fs, join(directory, name), limit);
  } catch (error) {
    const reason = errno(error);
    if (reason === 'ENOENT' || reason === 'ENOTDIR') return undefined;
    throw storageFault(error, name, 'read');
  }
}
