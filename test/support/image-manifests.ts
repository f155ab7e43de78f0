import { digestOf } from '../../core/reference/index.ts';
import { mediaTypes } from '../../core/image/index.ts';

export type Json = { [key: string]: unknown };

export function jsonBytes(document: unknown): Buffer {
  return Buffer.from(JSON.stringify(document));
}

/** A descriptor of real content, with its true digest and size. */
export function describeContent(content: string, mediaType: string, more: Json = {}): Json {
  return { mediaType, digest: digestOf(content), size: Buffer.byteLength(content), ...more };
}

export function imageDocument(more: Json = {}): Json {
  return {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: describeContent('{}', mediaTypes.ociConfig),
    layers: [describeContent('layer one', mediaTypes.ociLayerGzip)],
    ...more,
  };
}

/** An index entry for `platform` ("linux/arm64/v8"), described by made-up content of that name. */
export function indexEntry(platform: string, more: Json = {}): Json {
  const [os, architecture, variant] = platform.split('/');
  return describeContent(`image for ${platform}`, mediaTypes.ociManifest, {
    platform: { os, architecture, ...(variant !== undefined && { variant }) },
    ...more,
  });
}

export function attestationOf(entry: Json): Json {
  return describeContent(`attestation of ${String(entry['digest'])}`, mediaTypes.ociManifest, {
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': entry['digest'],
    },
  });
}

export function indexDocument(manifests: readonly Json[], more: Json = {}): Json {
  return { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests, ...more };
}
