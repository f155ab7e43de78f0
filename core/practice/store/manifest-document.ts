import { isDigest, type Digest } from '../../reference/index.ts';

export interface ManifestDescriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  /** Non-distributable: need not be in the registry. */
  readonly foreign: boolean;
}

/** The part of a manifest that a registry has to understand. */
export interface ManifestDocument {
  readonly mediaType: string;
  readonly kind: 'image' | 'index';
  /** Config and layers. */
  readonly blobs: readonly ManifestDescriptor[];
  /** Children of an index. */
  readonly manifests: readonly ManifestDescriptor[];
  readonly subject: Digest | undefined;
  /** As the referrers API reports it: the manifest's own, else its config's media type. */
  readonly artifactType: string | undefined;
  readonly annotations: Readonly<Record<string, string>> | undefined;
}

export const ociImage = 'application/vnd.oci.image.manifest.v1+json';
export const ociIndex = 'application/vnd.oci.image.index.v1+json';
export const dockerImage = 'application/vnd.docker.distribution.manifest.v2+json';
export const dockerList = 'application/vnd.docker.distribution.manifest.list.v2+json';

type Json = Readonly<Record<string, unknown>>;

/** Reads a manifest stored or sent as `mediaType`; answers why when it is none that may be stored. */
export function readManifest(
  bytes: Buffer,
  mediaType: string,
): ManifestDocument | { readonly fault: string } {
  const value = parse(bytes);
  if (value === undefined) return { fault: 'the manifest is not a JSON object in UTF-8' };
  if (value['schemaVersion'] !== 2) return { fault: 'schemaVersion is not 2' };
  const declared = value['mediaType'];
  if (declared !== undefined && declared !== mediaType) {
    const shown = typeof declared === 'string' ? declared : 'that is no text';
    return { fault: `mediaType ${shown} differs from Content-Type ${mediaType}` };
  }
  const isIndex = mediaType === ociIndex || mediaType === dockerList;
  if (!isIndex && mediaType !== ociImage && mediaType !== dockerImage) {
    return { fault: `manifests of type ${mediaType} are not stored here` };
  }
  // CVE-2021-41190: a document that is an image and an index at once means different things to different readers.
  if (isIndex ? 'layers' in value || 'config' in value : 'manifests' in value) {
    return { fault: 'the manifest is both an image and an index' };
  }
  const config = isIndex ? undefined : descriptor(value['config']);
  const blobs = isIndex ? [] : [config, ...list(value['layers'])];
  const manifests = isIndex ? list(value['manifests']) : [];
  const subject = value['subject'] === undefined ? undefined : descriptor(value['subject']);
  if (![...blobs, ...manifests].every((entry) => entry !== undefined)) {
    return { fault: 'a descriptor lacks a media type, a size or a valid digest' };
  }
  if (value['subject'] !== undefined && subject === undefined) {
    return { fault: 'the subject is not a descriptor' };
  }
  return {
    mediaType,
    kind: isIndex ? 'index' : 'image',
    blobs: blobs.filter((entry) => entry !== undefined),
    manifests: manifests.filter((entry) => entry !== undefined),
    subject: subject?.digest,
    artifactType: typeof value['artifactType'] === 'string' ? value['artifactType'] : config?.mediaType,
    annotations: strings(value['annotations']),
  };
}

function parse(bytes: Buffer): Json | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly (ManifestDescriptor | undefined)[] {
  return Array.isArray(value) ? value.map(descriptor) : [undefined];
}

function descriptor(value: unknown): ManifestDescriptor | undefined {
  if (!isObject(value)) return undefined;
  const { mediaType, digest, size, urls } = value;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  const foreign = Array.isArray(urls) && urls.length > 0;
  return { mediaType, digest, size, foreign };
}

function strings(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
