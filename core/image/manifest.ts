import { SluiceError } from '../contract/index.ts';
import { digestOf, type Digest, type DigestAlgorithm } from '../reference/index.ts';
import type { Descriptor, RawManifest } from './descriptor.ts';
import { badField, isObject, listOf, optionalText, optionalTexts, type JsonObject } from './fields.ts';
import { maximumBlobBytes, maximumIndexEntries, maximumLayers, maximumManifestBytes } from './limits.ts';
import { decideType, requireManifestType, type ManifestType } from './manifest-type.ts';
import { readDescriptor } from './read-descriptor.ts';
import { parseJsonStrict } from './strict-json.ts';

interface CommonFields {
  readonly mediaType: string;
  readonly subject?: Descriptor;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An image index or a Docker manifest list. */
export interface ImageIndex extends CommonFields {
  readonly kind: 'index';
  readonly manifests: readonly Descriptor[];
}

/** One image, or anything else that is stored like one (charts, signatures). */
export interface ImageManifest extends CommonFields {
  readonly kind: 'image';
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** The artifact manifest that OCI gave up before version 1.1: blobs without a configuration. */
export interface ArtifactManifest extends CommonFields {
  readonly kind: 'artifact';
  readonly blobs: readonly Descriptor[];
}

export type ParsedManifest = ImageIndex | ImageManifest | ArtifactManifest;

export interface ServedManifest {
  readonly bytes: Uint8Array;
  /** The Content-Type header, or an empty text where there is none. */
  readonly contentType: string;
}

export interface ManifestOptions {
  /** Largest blob a descriptor may name, bytes. */
  readonly maxBlobBytes?: number;
}

/**
 * Reads a manifest (registry-client.md M3 to M6). Throws MANIFEST_TOO_LARGE, JSON_INVALID,
 * JSON_DUPLICATE_KEY, JSON_TOO_DEEP, or a MANIFEST_ code that names what is wrong.
 */
export function parseManifest(
  manifest: RawManifest | ServedManifest,
  options: ManifestOptions = {},
): ParsedManifest {
  const served = 'descriptor' in manifest ? manifest.descriptor.mediaType : manifest.contentType;
  const name = 'descriptor' in manifest ? manifest.descriptor.digest : digestOf(manifest.bytes);
  const { document, type } = identify(manifest.bytes, served, name);
  return readDocument(document, type, name, options.maxBlobBytes ?? maximumBlobBytes);
}

/**
 * Computes the digest and the true media type of a manifest's bytes; the bytes are kept as they are.
 * Throws like `parseManifest` when the document is none, or is not what it is called.
 */
export function rawManifest(
  bytes: Uint8Array,
  contentType: string,
  algorithm: DigestAlgorithm = 'sha256',
): RawManifest {
  const digest = digestOf(bytes, algorithm);
  const { type } = identify(bytes, contentType, digest);
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { descriptor: { mediaType: type.mediaType, digest, size: bytes.byteLength }, bytes: buffer };
}

function identify(
  bytes: Uint8Array,
  contentType: string,
  name: Digest,
): { readonly document: JsonObject; readonly type: ManifestType } {
  if (bytes.byteLength > maximumManifestBytes) {
    throw new SluiceError('MANIFEST_TOO_LARGE', {
      params: { manifest: name, size: bytes.byteLength, limit: maximumManifestBytes },
    });
  }
  // First, because a proxy's login page is not even JSON.
  requireManifestType(contentType, name);
  const document = parseJsonStrict(decode(bytes, name), { what: name });
  if (!isObject(document)) throw badField(name, '$');
  const type = decideType(document, contentType, name);
  if (type.kind !== 'artifact' && document['schemaVersion'] !== 2) throw badField(name, 'schemaVersion');
  return { document, type };
}

/** A lenient decoder would turn different broken bytes into the same text. */
function decode(bytes: Uint8Array, name: Digest): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new SluiceError('JSON_INVALID', { params: { what: name }, cause: error });
  }
}

function readDocument(
  document: JsonObject,
  { kind, mediaType }: ManifestType,
  name: Digest,
  maxBlob: number,
): ParsedManifest {
  const subject = document['subject'] ?? undefined;
  const artifactType = optionalText(document, 'artifactType', name, 'artifactType');
  const annotations = optionalTexts(document, 'annotations', name, 'annotations');
  const common: CommonFields = {
    mediaType,
    ...(subject !== undefined && { subject: readDescriptor(subject, name, 'subject', maximumManifestBytes) }),
    ...(artifactType !== undefined && { artifactType }),
    ...(annotations !== undefined && { annotations }),
  };
  const list = (field: string, limit: number, maxSize: number): readonly Descriptor[] =>
    readDescriptors(document[field], name, field, limit, maxSize);
  switch (kind) {
    case 'index':
      return {
        kind,
        ...common,
        manifests: list('manifests', maximumIndexEntries, maximumManifestBytes),
      };
    case 'artifact':
      return { kind, ...common, blobs: list('blobs', maximumLayers, maxBlob) };
    case 'image': {
      const config = readDescriptor(document['config'], name, 'config', maxBlob);
      const layers = list('layers', maximumLayers, maxBlob);
      checkSizes([config, ...layers], name);
      return { kind, ...common, config, layers };
    }
  }
}

function readDescriptors(
  value: unknown,
  name: Digest,
  field: string,
  limit: number,
  maxSize: number,
): readonly Descriptor[] {
  const entries = listOf(value, name, field);
  if (entries.length > limit) {
    throw new SluiceError('MANIFEST_TOO_MANY_ENTRIES', {
      params: { manifest: name, field, count: entries.length, limit },
    });
  }
  const descriptors = entries.map((entry, at) => readDescriptor(entry, name, `${field}[${at}]`, maxSize));
  checkSizes(descriptors, name);
  return descriptors;
}

/** The same content cannot have two sizes; a plan would count on one and the transfer fail on the other. */
function checkSizes(descriptors: readonly Descriptor[], name: Digest): void {
  const sizes = new Map<Digest, number>();
  for (const { digest, size } of descriptors) {
    const known = sizes.get(digest);
    if (known !== undefined && known !== size) {
      throw new SluiceError('MANIFEST_SIZE_CONFLICT', { params: { manifest: name, digest } });
    }
    sizes.set(digest, size);
  }
}
