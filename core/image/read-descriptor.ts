import { SluiceError } from '../contract/index.ts';
import { digestAlgorithm, digestOf, isDigest } from '../reference/index.ts';
import type { Descriptor, Platform } from './descriptor.ts';
import { badField, isObject, listOf, optionalText, optionalTexts, type JsonObject } from './fields.ts';

/**
 * Reads one descriptor (registry-client.md M6): digest form, size, embedded data. `manifest` and
 * `field` name it in messages. Throws MANIFEST_FIELD_INVALID, MANIFEST_DIGEST_INVALID,
 * MANIFEST_SIZE_INVALID or MANIFEST_DATA_MISMATCH.
 */
export function readDescriptor(value: unknown, manifest: string, field: string, maxSize: number): Descriptor {
  if (!isObject(value)) throw badField(manifest, field);
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== 'string' || mediaType === '') throw badField(manifest, `${field}.mediaType`);
  if (typeof digest !== 'string' || !isDigest(digest)) {
    const text = typeof digest === 'string' ? digest.slice(0, 200) : JSON.stringify(digest ?? null);
    throw new SluiceError('MANIFEST_DIGEST_INVALID', { params: { manifest, field, text } });
  }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0 || size > maxSize) {
    const text = JSON.stringify(size ?? null).slice(0, 50);
    throw new SluiceError('MANIFEST_SIZE_INVALID', {
      params: { manifest, field, size: text, limit: maxSize },
    });
  }
  const platform = readPlatform(value['platform'], manifest, `${field}.platform`);
  const annotations = optionalTexts(value, 'annotations', manifest, `${field}.annotations`);
  const urls = readUrls(value['urls'], manifest, `${field}.urls`);
  const artifactType = optionalText(value, 'artifactType', manifest, `${field}.artifactType`);
  const descriptor: Descriptor = {
    mediaType,
    digest,
    size,
    ...(platform !== undefined && { platform }),
    ...(annotations !== undefined && { annotations }),
    ...(urls !== undefined && { urls }),
    ...(artifactType !== undefined && { artifactType }),
  };
  checkData(value, descriptor, manifest, field);
  return descriptor;
}

function readPlatform(value: unknown, manifest: string, field: string): Platform | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw badField(manifest, field);
  const variant = optionalText(value, 'variant', manifest, `${field}.variant`);
  return {
    os: optionalText(value, 'os', manifest, `${field}.os`) ?? '',
    architecture: optionalText(value, 'architecture', manifest, `${field}.architecture`) ?? '',
    ...(variant !== undefined && variant !== '' && { variant }),
  };
}

function readUrls(value: unknown, manifest: string, field: string): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const urls = listOf(value, manifest, field);
  if (!urls.every((url): url is string => typeof url === 'string')) throw badField(manifest, field);
  return urls;
}

/** `data` may carry the content itself, in base64; then it must be that content. */
function checkData(value: JsonObject, descriptor: Descriptor, manifest: string, field: string): void {
  const data = optionalText(value, 'data', manifest, `${field}.data`);
  if (data === undefined) return;
  const bytes = Buffer.from(data, 'base64');
  const matches =
    bytes.length === descriptor.size &&
    digestOf(bytes, digestAlgorithm(descriptor.digest)) === descriptor.digest;
  if (!matches) {
    throw new SluiceError('MANIFEST_DATA_MISMATCH', {
      params: { manifest, field, digest: descriptor.digest },
    });
  }
}
