import { SluiceError } from '../contract/index.ts';
import type { JsonObject } from './fields.ts';
import {
  bareMediaType,
  isGenericMediaType,
  isSchema1MediaType,
  manifestKind,
  mediaTypes,
  type ManifestKind,
} from './media-types.ts';

export interface ManifestType {
  readonly kind: ManifestKind;
  readonly mediaType: string;
}

/** The fields that make a document one kind of manifest; a document with two kinds of them is two images in one. */
const structure: Readonly<Record<string, ManifestKind | 'schema1'>> = {
  manifests: 'index',
  config: 'image',
  layers: 'image',
  blobs: 'artifact',
  fslayers: 'schema1',
};

/**
 * Decides what a document is (registry-client.md M4, M5; CVE-2021-41190): its own `mediaType` must
 * agree with the Content-Type unless that is a generic one, and its structure with both.
 * Throws MANIFEST_SCHEMA1, MANIFEST_AMBIGUOUS, MANIFEST_TYPE_MISMATCH or MANIFEST_TYPE_UNSUPPORTED.
 */
export function decideType(document: JsonObject, contentType: string, manifest: string): ManifestType {
  const served = bareMediaType(contentType);
  const stated = document['mediaType'];
  const own = typeof stated === 'string' ? stated : '';
  if (document['schemaVersion'] === 1 || isSchema1MediaType(served) || isSchema1MediaType(own)) {
    throw new SluiceError('MANIFEST_SCHEMA1', { params: { manifest } });
  }
  const shape = structureOf(document, manifest);
  if (shape === 'schema1') throw new SluiceError('MANIFEST_SCHEMA1', { params: { manifest } });
  if (stated !== undefined && typeof stated !== 'string') {
    throw new SluiceError('MANIFEST_FIELD_INVALID', { params: { manifest, field: 'mediaType' } });
  }
  if (own !== '' && !isGenericMediaType(served) && own !== served) {
    throw new SluiceError('MANIFEST_TYPE_MISMATCH', {
      params: { manifest, served, stated: own.slice(0, 200) },
    });
  }
  const mediaType = own !== '' ? own : isGenericMediaType(served) ? inferred(document, shape) : served;
  const kind = manifestKind(mediaType);
  if (kind === undefined) throw unsupported(mediaType, manifest);
  if (shape !== kind) {
    throw new SluiceError('MANIFEST_TYPE_MISMATCH', {
      params: { manifest, served: mediaType, stated: shape ?? '-' },
    });
  }
  return { kind, mediaType };
}

/** Refuses a Content-Type that no manifest has. Throws MANIFEST_TYPE_UNSUPPORTED. */
export function requireManifestType(contentType: string, manifest: string): void {
  const served = bareMediaType(contentType);
  if (isGenericMediaType(served) || isSchema1MediaType(served) || manifestKind(served) !== undefined) return;
  throw unsupported(served, manifest);
}

function unsupported(mediaType: string, manifest: string): SluiceError {
  return new SluiceError('MANIFEST_TYPE_UNSUPPORTED', {
    params: { manifest, mediaType: mediaType.slice(0, 200) },
  });
}

function structureOf(document: JsonObject, manifest: string): ManifestKind | 'schema1' | undefined {
  const found = new Set<ManifestKind | 'schema1'>();
  for (const key of Object.keys(document)) {
    const lower = key.toLowerCase();
    const kind = Object.hasOwn(structure, lower) ? structure[lower] : undefined;
    if (kind === undefined) continue;
    // Go's reader takes "Layers" for "layers", ours does not: such a document means two things.
    if (key !== lower && key !== 'fsLayers') {
      throw new SluiceError('MANIFEST_AMBIGUOUS', { params: { manifest, fields: key } });
    }
    found.add(kind);
  }
  if (found.size > 1) {
    const fields = Object.keys(document).filter((key) => Object.hasOwn(structure, key.toLowerCase()));
    throw new SluiceError('MANIFEST_AMBIGUOUS', { params: { manifest, fields: fields.join(', ') } });
  }
  return [...found][0];
}

/** For a document that nobody named: an OCI one, unless its configuration is Docker's. */
function inferred(document: JsonObject, shape: ManifestKind | undefined): string {
  if (shape === 'index') return mediaTypes.ociIndex;
  if (shape === 'artifact') return mediaTypes.ociArtifact;
  if (shape !== 'image') return '';
  const config = document['config'];
  const type = typeof config === 'object' && config !== null && 'mediaType' in config ? config.mediaType : '';
  return type === mediaTypes.dockerConfig ? mediaTypes.dockerManifest : mediaTypes.ociManifest;
}
