import {
  digestAlgorithm,
  digestHex,
  isDigest,
  isRepositoryPath,
  isTag,
  type Digest,
} from '../../reference/index.ts';

/**
 * The names that oc-mirror gives to things inside an archive (oc-mirror-v2.md 4.2 and 4.3): the
 * storage layout of a distribution registry, the working directory, and the configuration.
 */
const registryRoot = 'docker/registry/v2';

export function blobPath(digest: Digest): string {
  const hex = digestHex(digest);
  return `${registryRoot}/blobs/${digestAlgorithm(digest)}/${hex.slice(0, 2)}/${hex}/data`;
}

/** `mirror_000001.tar` for 1. */
export function chunkName(chunk: number): string {
  return `mirror_${String(chunk).padStart(6, '0')}.tar`;
}

/** The chunk number of a file named exactly like a chunk; undefined for every other name. */
export function chunkNumber(name: string): number | undefined {
  const digits = /^mirror_([0-9]{6})\.tar$/.exec(name)?.[1];
  const number = digits === undefined ? 0 : Number(digits);
  return number === 0 ? undefined : number;
}

/** The most parts that a chunk is laid down in: their numbers have four digits. */
export const mostParts = 9999;

/**
 * `mirror_000003.part-0001`: the first part of a chunk that no single file of the medium may hold. Parts are ranges of
 * the chunk's bytes: in the order of their names they are the tar file. Their names lack its `.tar`, which oc-mirror
 * looks for anywhere in a file's name: it would open each of them as a chunk.
 */
export function partName(chunk: number, part: number): string {
  return `${chunkName(chunk).slice(0, -'.tar'.length)}.part-${String(part).padStart(4, '0')}`;
}

/** The chunk and the part that a file is named for, both counted from 1; undefined for every other name. */
export function partNumbers(name: string): { readonly chunk: number; readonly part: number } | undefined {
  const [, chunk, part] = /^mirror_(?!000000)([0-9]{6})\.part-(?!0000)([0-9]{4})$/.exec(name) ?? [];
  return chunk === undefined ? undefined : { chunk: Number(chunk), part: Number(part) };
}

/** The number of the chunk whose bytes a file of this name holds, all of them or a part; undefined for every other name. */
export function chunkHeldBy(name: string): number | undefined {
  return chunkNumber(name) ?? partNumbers(name)?.chunk;
}

/**
 * A temporary name for the file `name` of a set. oc-mirror looks for its chunks' names anywhere in a file's name and would
 * open what is not whole: here a chunk is named otherwise.
 */
export function temporaryName(prefix: string, name: string): string {
  return prefix + name.replace(/^mirror_([0-9]{6})\.tar$/, 'chunk-$1');
}

/** What an entry is, told from its name alone. */
export type EntryShape =
  | { readonly kind: 'blob'; readonly digest: Digest }
  | {
      readonly kind: 'revision' | 'layer';
      readonly repository: string;
      readonly digest: Digest;
    }
  | { readonly kind: 'tag'; readonly repository: string; readonly tag: string }
  | { readonly kind: 'tag-index'; readonly repository: string; readonly tag: string; readonly digest: Digest }
  /** Part of the working directory, or the image set configuration (`isc_…`). */
  | { readonly kind: 'file' }
  /** Known and of no use to us: logs, history, uploads that never ended. */
  | { readonly kind: 'ignored' }
  /** Outside everything that an archive should hold. oc-mirror passes over it as well. */
  | { readonly kind: 'unknown' }
  /** Inside the registry's tree but not formed as it must be. */
  | { readonly kind: 'invalid' };

const ignored: EntryShape = { kind: 'ignored' };
const unknown: EntryShape = { kind: 'unknown' };
const invalid: EntryShape = { kind: 'invalid' };
const file: EntryShape = { kind: 'file' };

/**
 * Recognises a checked entry name. registry-client.md 4.2 rules 1 and 3: only these shapes are
 * used, what is inside them is parsed, and logs and history never come from an archive.
 */
export function entryShape(name: string): EntryShape {
  if (name.startsWith('working-dir/')) {
    return /^working-dir\/(?:logs|\.history|dry-run)\//.test(name) ? ignored : file;
  }
  if (/^isc_[^/]+$/.test(name)) return file;
  if (!name.startsWith(`${registryRoot}/`)) return unknown;
  const parts = name.slice(registryRoot.length + 1).split('/');
  if (parts[0] === 'blobs') return blobShape(parts);
  if (parts[0] === 'repositories') return repositoryShape(parts);
  return invalid;
}

function joinDigest(algorithm: string | undefined, hex: string | undefined): Digest | undefined {
  const text = `${algorithm}:${hex}`;
  return isDigest(text) ? text : undefined;
}

function blobShape(parts: readonly string[]): EntryShape {
  const [, algorithm, two, hex, data] = parts;
  const digest = joinDigest(algorithm, hex);
  if (digest === undefined || parts.length !== 5 || data !== 'data' || hex?.slice(0, 2) !== two)
    return invalid;
  return { kind: 'blob', digest };
}

function repositoryShape(parts: readonly string[]): EntryShape {
  const mark = parts.findIndex((part, index) => index > 0 && part.startsWith('_'));
  if (mark < 2) return invalid;
  const repository = parts.slice(1, mark).join('/');
  if (!isRepositoryPath(repository)) return invalid;
  const rest = parts.slice(mark);
  if (rest[0] === '_uploads') return ignored;
  if (rest.at(-1) !== 'link') return invalid;
  if (rest[0] === '_layers') {
    const digest = joinDigest(rest[1], rest[2]);
    return digest !== undefined && rest.length === 4 ? { kind: 'layer', repository, digest } : invalid;
  }
  if (rest[0] !== '_manifests') return invalid;
  if (rest[1] === 'revisions') {
    const digest = joinDigest(rest[2], rest[3]);
    return digest !== undefined && rest.length === 5 ? { kind: 'revision', repository, digest } : invalid;
  }
  const tag = rest[2];
  if (rest[1] !== 'tags' || tag === undefined || !isTag(tag)) return invalid;
  if (rest[3] === 'current' && rest.length === 5) return { kind: 'tag', repository, tag };
  const digest = rest[3] === 'index' ? joinDigest(rest[4], rest[5]) : undefined;
  return digest !== undefined && rest.length === 7 ? { kind: 'tag-index', repository, tag, digest } : invalid;
}
