import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { ErrorCode, ErrorParameters } from '../../../contract/index.ts';
import type { BlobPlace } from '../../model.ts';
import type { ContentFile } from '../content/content-file.ts';
import { ignoreFile, IgnoredFiles } from '../content/ignored-files.ts';
import { tooLarge, type ConfigFile } from '../content/take-layer.ts';
import type { CatalogLimits } from '../limits.ts';
import { CollectedBlobs } from './collected-blobs.ts';
import { jsonValues, type JsonPiece } from './json-values.ts';
import { FieldFault } from './known-blobs.ts';
import { anySchema } from './schemas.ts';
import { YamlFault, yamlDocuments, yamlToJson } from './yaml-documents.ts';

export interface FilesToRead {
  readonly content: ContentFile;
  readonly files: ReadonlyMap<string, ConfigFile>;
  readonly links: ReadonlySet<string>;
}

export interface ReadBlobs {
  readonly blobs: CollectedBlobs;
  /** Offset and CRC-32 of every blob, in turn. */
  readonly checksums: readonly number[];
}

/**
 * Reads the blobs of every configuration file that is not ignored, in the order of their paths (oc-mirror-v2.md
 * 6.3 step 4). What cannot be read is told as a finding that names the file and the package; the rest is used.
 * `onBytes` hears of the bytes that were gone through. Throws CATALOG_TOO_MANY_BLOBS and CATALOG_CONTENT_TOO_LARGE.
 */
export function readFiles(
  from: FilesToRead,
  limits: CatalogLimits,
  onBytes: (count: number) => void,
): ReadBlobs {
  const reading = new Reading(from.content, limits, onBytes);
  const ignored = ignoredFiles(from, reading);
  for (const path of [...from.links].sort()) {
    if (!ignored.has(path)) reading.note('CATALOG_FILE_IS_LINK', { file: path });
  }
  for (const file of byPath(from.files)) {
    if (fileName(file.path) === ignoreFile || ignored.has(file.path)) onBytes(file.length);
    else reading.readFile(file);
  }
  return reading;
}

const byPath = (files: ReadonlyMap<string, ConfigFile>): readonly ConfigFile[] =>
  [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderDepth = ({ path }: ConfigFile): number => path.split('/').length;

function ignoredFiles({ content, files }: FilesToRead, reading: Reading): IgnoredFiles {
  const ignored = new IgnoredFiles();
  const lists = byPath(files).filter(({ path }) => fileName(path) === ignoreFile);
  for (const file of lists.toSorted((a, b) => folderDepth(a) - folderDepth(b))) {
    const { ignoreBytes: limit } = reading.limits;
    if (file.length > limit) reading.note('CATALOG_IGNORE_TOO_LARGE', { file: file.path, limit });
    else ignored.add(file.path, content.bytes(file).toString('utf8'));
  }
  return ignored;
}

/** How far a text is searched for the package that a broken blob belongs to, bytes. */
const searched = 64 * 1024;
const openObject = 0x7b;

class Reading implements ReadBlobs {
  readonly limits: CatalogLimits;
  readonly blobs: CollectedBlobs;
  readonly checksums: number[] = [];
  readonly #content: ContentFile;
  readonly #onBytes: (count: number) => void;

  constructor(content: ContentFile, limits: CatalogLimits, onBytes: (count: number) => void) {
    this.limits = limits;
    this.blobs = new CollectedBlobs(limits.findings);
    this.#content = content;
    this.#onBytes = onBytes;
  }

  note(code: ErrorCode, params: ErrorParameters & { readonly file: string }, place?: BlobPlace): void {
    const name = this.#packageAt(params.file, place);
    this.blobs.note(code, { ...params, package: name }, [name]);
  }

  readFile({ path, offset, length }: ConfigFile): void {
    const end = offset + length;
    const read = (into: Uint8Array, at: number): number => this.#content.read(into, at);
    // opm tells JSON from YAML by the first byte that is not blank.
    if (this.#firstByte(offset, end) === openObject) {
      for (const piece of jsonValues(read, offset, end)) {
        this.#readJson(piece, path);
        this.#onBytes(piece.length);
      }
      return;
    }
    for (const place of yamlDocuments(read, offset, end)) {
      this.#readYaml(place, path);
      this.#onBytes(place.length);
    }
  }

  #firstByte(offset: number, end: number): number | undefined {
    const bytes = Buffer.alloc(4096);
    for (let at = offset; at < end; at += bytes.length) {
      const read = bytes.subarray(0, this.#content.read(bytes.subarray(0, end - at), at));
      // A byte order mark is no content.
      const first = read.find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
      if (first !== undefined || read.length === 0) return first;
    }
    return undefined;
  }

  #readJson(piece: JsonPiece, file: string): void {
    const { offset, length, fault, depth, values } = piece;
    const position = offset;
    if (fault !== undefined) {
      this.note('CATALOG_JSON_INVALID', { file, position }, piece);
    } else if (length > this.limits.blobBytes) {
      this.note('CATALOG_BLOB_TOO_LARGE', { file, size: length, limit: this.limits.blobBytes }, piece);
    } else if (depth > this.limits.depth) {
      this.note('CATALOG_BLOB_TOO_DEEP', { file, limit: this.limits.depth }, piece);
    } else if (values > this.limits.values) {
      this.note('CATALOG_BLOB_TOO_MANY_VALUES', { file, limit: this.limits.values }, piece);
    } else {
      const bytes = this.#content.bytes({ offset, length });
      const value = jsonOf(bytes);
      if (value === undefined) this.note('CATALOG_JSON_INVALID', { file, position }, piece);
      else this.#add(value, { offset, length }, bytes, file);
    }
  }

  #readYaml(place: BlobPlace, file: string): void {
    const limit = this.limits.yamlBytes;
    if (place.length > limit) {
      this.note('CATALOG_BLOB_TOO_LARGE', { file, size: place.length, limit }, place);
      return;
    }
    const bytes = this.#content.bytes(place);
    if (countOf(bytes) > this.limits.yamlValues) {
      this.note('CATALOG_BLOB_TOO_MANY_VALUES', { file, limit: this.limits.yamlValues }, place);
      return;
    }
    try {
      if (!isUtf8(bytes)) throw new YamlFault('invalid', 'not UTF-8');
      const found = yamlToJson(bytes.toString('utf8'), {
        bytes: this.limits.blobBytes,
        depth: this.limits.depth,
      });
      if (found === undefined) return;
      const json = Buffer.from(found.json);
      const offset = this.#content.length;
      if (offset + json.length > this.limits.contentBytes)
        throw tooLarge('content', this.limits.contentBytes);
      this.#content.append(json);
      this.#add(found.value, { offset, length: json.length }, json, file);
    } catch (error) {
      if (!(error instanceof YamlFault)) throw error;
      if (error.kind === 'too-large') {
        this.note('CATALOG_YAML_ALIASES', { file, limit: this.limits.blobBytes }, place);
      } else if (error.kind === 'too-deep') {
        this.note('CATALOG_BLOB_TOO_DEEP', { file, limit: this.limits.depth }, place);
      } else this.note('CATALOG_YAML_INVALID', { file, reason: error.message }, place);
    }
  }

  #add(value: unknown, place: BlobPlace, bytes: Buffer, file: string): void {
    const head = anySchema.safeParse(value);
    if (!head.success) {
      this.note('CATALOG_BLOB_WITHOUT_SCHEMA', { file }, place);
      return;
    }
    try {
      this.blobs.add(head.data, value, place, file);
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      const { schema } = head.data;
      const name = head.data.name?.slice(0, 200) ?? '-';
      this.note('CATALOG_BLOB_FIELD_INVALID', { file, schema, name, field: error.field }, place);
      return;
    }
    this.checksums.push(place.offset, crc32(bytes));
    if (this.checksums.length > 2 * this.limits.blobs) throw tooLarge('blobs', this.limits.blobs);
  }

  /** What a broken blob says of its package, else the folder that its file is in. */
  #packageAt(file: string, place: BlobPlace | undefined): string {
    if (place !== undefined) {
      const { offset, length } = place;
      const text = this.#content.bytes({ offset, length: Math.min(length, searched) }).toString('utf8');
      const named = /"?\bpackage"?\s*:\s*"?([A-Za-z0-9][A-Za-z0-9._-]{0,252})/.exec(text)?.[1];
      if (named !== undefined) return named;
      if (text.includes('olm.package')) {
        const own = /"?\bname"?\s*:\s*"?([A-Za-z0-9][A-Za-z0-9._-]{0,252})/.exec(text)?.[1];
        if (own !== undefined) return own;
      }
    }
    return file.includes('/') ? file.slice(0, file.indexOf('/')) : '-';
  }
}

function jsonOf(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const bytesOf = (text: string): Uint8Array => {
  const marked = new Uint8Array(256);
  for (const byte of Buffer.from(text)) marked[byte] = 1;
  return marked;
};
/** What begins or separates values in YAML by itself, and what does so before a blank. */
const [separators, indicators] = [bytesOf('\n,[{&*!'), bytesOf('-?:')];

/** Roughly how many values a YAML text has. */
function countOf(bytes: Buffer): number {
  let count = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (separators[byte] === 1) count += 1;
    else if (indicators[byte] === 1 && (bytes[index + 1] ?? 0) <= 0x20) count += 1;
  }
  return count;
}
