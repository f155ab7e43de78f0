import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import {
  manifestAccept,
  maximumIndexEntries,
  maximumLayers,
  maximumManifestBytes,
  mediaTypes,
  parseManifest,
  rawManifest,
} from '../../../core/image/index.ts';
import {
  describeContent,
  imageDocument,
  indexDocument,
  indexEntry,
  jsonBytes,
  type Json,
} from '../../support/image-manifests.ts';

function failure(bytes: Buffer, contentType = ''): SluiceError {
  try {
    parseManifest({ bytes, contentType });
  } catch (error) {
    if (error instanceof SluiceError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

const codeOf = (document: unknown, contentType = ''): string =>
  failure(jsonBytes(document), contentType).code;

const layer = (more: Json): Json =>
  imageDocument({ layers: [describeContent('x', mediaTypes.ociLayerGzip, more)] });

describe('when a manifest is asked for', () => {
  it('names every readable type once, so that nothing is converted', () => {
    expect(manifestAccept.split(', ')).toEqual([
      mediaTypes.ociIndex,
      mediaTypes.dockerList,
      mediaTypes.ociManifest,
      mediaTypes.dockerManifest,
      mediaTypes.ociArtifact,
    ]);
  });
});

describe('when a manifest is read', () => {
  it('gives the configuration, the layers and what they are about', () => {
    const subject = describeContent('about this', mediaTypes.ociManifest);
    const parsed = parseManifest({
      bytes: jsonBytes(imageDocument({ subject, artifactType: 'application/x', annotations: { a: 'b' } })),
      contentType: mediaTypes.ociManifest,
    });
    expect(parsed).toMatchObject({
      kind: 'image',
      mediaType: mediaTypes.ociManifest,
      config: { mediaType: mediaTypes.ociConfig, size: 2 },
      layers: [{ digest: digestOf('layer one') }],
      subject: { digest: digestOf('about this') },
      artifactType: 'application/x',
      annotations: { a: 'b' },
    });
  });

  it('gives the platforms of an index', () => {
    const parsed = parseManifest({
      bytes: jsonBytes(indexDocument([indexEntry('linux/arm64/v8'), { ...indexEntry('linux/amd64') }])),
      contentType: 'application/vnd.oci.image.index.v1+json; charset=utf-8',
    });
    expect(parsed.kind === 'index' && parsed.manifests.map((entry) => entry.platform)).toEqual([
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
      { os: 'linux', architecture: 'amd64' },
    ]);
  });

  it('reads what Go writes for nothing: null lists and maps', () => {
    const parsed = parseManifest({
      bytes: jsonBytes(imageDocument({ layers: null, annotations: null, subject: null })),
      contentType: '',
    });
    expect(parsed).toMatchObject({ kind: 'image', layers: [] });
  });

  it('reads the old artifact manifest', () => {
    const document = { mediaType: mediaTypes.ociArtifact, blobs: [describeContent('b', 'x/y')] };
    expect(parseManifest({ bytes: jsonBytes(document), contentType: mediaTypes.ociArtifact })).toMatchObject({
      kind: 'artifact',
      blobs: [{ size: 1 }],
    });
  });
});

describe('when the type of a manifest is decided', () => {
  const withoutType = (document: Json): Json => {
    const { mediaType: _dropped, ...rest } = document;
    return rest;
  };

  it.each([
    '',
    'text/plain',
    'application/json',
    'application/octet-stream',
    'Application/JSON; charset=utf-8',
  ])('believes the document when it is served as %j', (contentType) => {
    const docker = imageDocument({ mediaType: mediaTypes.dockerManifest });
    expect(rawManifest(jsonBytes(docker), contentType).descriptor.mediaType).toBe(mediaTypes.dockerManifest);
  });

  it('infers from the structure what nobody states', () => {
    const inferred = (document: Json): string =>
      rawManifest(jsonBytes(withoutType(document)), '').descriptor.mediaType;
    expect(inferred(imageDocument())).toBe(mediaTypes.ociManifest);
    expect(inferred(imageDocument({ config: describeContent('{}', mediaTypes.dockerConfig) }))).toBe(
      mediaTypes.dockerManifest,
    );
    expect(inferred(indexDocument([]))).toBe(mediaTypes.ociIndex);
  });

  it('takes the Content-Type for a document that states none', () => {
    const raw = rawManifest(jsonBytes(withoutType(indexDocument([]))), mediaTypes.dockerList);
    expect(raw.descriptor.mediaType).toBe(mediaTypes.dockerList);
  });

  it('refuses a document that is served as something else (CVE-2021-41190)', () => {
    expect(codeOf(imageDocument(), mediaTypes.ociIndex)).toBe('MANIFEST_TYPE_MISMATCH');
    expect(codeOf(imageDocument(), mediaTypes.dockerManifest)).toBe('MANIFEST_TYPE_MISMATCH');
    expect(codeOf(withoutType(imageDocument()), mediaTypes.ociIndex)).toBe('MANIFEST_TYPE_MISMATCH');
    expect(codeOf({ schemaVersion: 2, mediaType: mediaTypes.ociIndex })).toBe('MANIFEST_TYPE_MISMATCH');
  });

  it.each([
    imageDocument({ manifests: [] }),
    indexDocument([], { config: {} }),
    indexDocument([], { layers: [] }),
    imageDocument({ fsLayers: [] }),
    imageDocument({ blobs: [] }),
    imageDocument({ Manifests: [] }),
    indexDocument([], { LAYERS: [] }),
  ])('refuses a document that could be read as two images (%#)', (document) => {
    expect(codeOf(document)).toBe('MANIFEST_AMBIGUOUS');
  });

  it('refuses a key given twice', () => {
    const text = JSON.stringify(imageDocument()).replace('"layers":', '"layers":[],"layers":');
    expect(failure(Buffer.from(text)).code).toBe('JSON_DUPLICATE_KEY');
  });

  it.each([
    [{ schemaVersion: 1, fsLayers: [], history: [] }, ''],
    [{ schemaVersion: 1 }, 'application/json'],
    [{ schemaVersion: 2, fsLayers: [] }, ''],
    [imageDocument(), 'application/vnd.docker.distribution.manifest.v1+prettyjws'],
  ])('says precisely that schema 1 is refused (%#)', (document, contentType) => {
    expect(codeOf(document, contentType)).toBe('MANIFEST_SCHEMA1');
  });

  it('recognises a login page before it tries to read it', () => {
    expect(failure(Buffer.from('<html>'), 'text/html; charset=utf-8').code).toBe('MANIFEST_TYPE_UNSUPPORTED');
    expect(codeOf({}, '')).toBe('MANIFEST_TYPE_UNSUPPORTED');
    expect(codeOf(imageDocument({ mediaType: 'application/x' }))).toBe('MANIFEST_TYPE_UNSUPPORTED');
  });

  it.each([[[]], ['text'], [null], [7]])('refuses %j, which is no manifest', (document) => {
    expect(codeOf(document)).toBe('MANIFEST_FIELD_INVALID');
  });

  it('refuses another schema version', () => {
    expect(codeOf(imageDocument({ schemaVersion: 3 }))).toBe('MANIFEST_FIELD_INVALID');
    expect(codeOf(imageDocument({ schemaVersion: '2' }))).toBe('MANIFEST_FIELD_INVALID');
  });

  it('refuses bytes that are not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(failure(bytes).code).toBe('JSON_INVALID');
  });
});

describe('when a descriptor lies', () => {
  it.each([
    'sha256:../../etc/passwd',
    `sha256:${'a'.repeat(63)}`,
    `sha256:${'A'.repeat(64)}`,
    `md5:${'a'.repeat(32)}`,
    '',
    7,
    null,
    undefined,
  ])('refuses the digest %j wherever it stands (CVE-2024-3727)', (digest) => {
    const bad = describeContent('x', 'x/y', { digest });
    expect(codeOf(imageDocument({ config: bad }))).toBe('MANIFEST_DIGEST_INVALID');
    expect(codeOf(imageDocument({ layers: [bad] }))).toBe('MANIFEST_DIGEST_INVALID');
    expect(codeOf(imageDocument({ subject: bad }))).toBe('MANIFEST_DIGEST_INVALID');
    expect(codeOf(indexDocument([bad]))).toBe('MANIFEST_DIGEST_INVALID');
  });

  it.each([-1, 1.5, '1', null, undefined, 2 ** 53, 1e300])('refuses the size %j', (size) => {
    expect(codeOf(layer({ size }))).toBe('MANIFEST_SIZE_INVALID');
  });

  it('refuses a size that a number cannot hold exactly', () => {
    const text = JSON.stringify(layer({ size: 123_456 })).replace('123456', '9007199254740993');
    expect(failure(Buffer.from(text)).code).toBe('MANIFEST_SIZE_INVALID');
  });

  it('refuses a blob above the limit, which a caller may move', () => {
    const bytes = jsonBytes(layer({ size: 1000 }));
    expect(parseManifest({ bytes, contentType: '' }, { maxBlobBytes: 1000 })).toBeDefined();
    expect(() => parseManifest({ bytes, contentType: '' }, { maxBlobBytes: 999 })).toThrow(
      'MANIFEST_SIZE_INVALID',
    );
    expect(codeOf(indexDocument([indexEntry('a/b', { size: maximumManifestBytes + 1 })]))).toBe(
      'MANIFEST_SIZE_INVALID',
    );
  });

  it('refuses two sizes for one content', () => {
    const one = describeContent('x', 'x/y');
    expect(codeOf(imageDocument({ layers: [one, { ...one, size: 2 }] }))).toBe('MANIFEST_SIZE_CONFLICT');
    expect(codeOf(imageDocument({ config: one, layers: [{ ...one, size: 2 }] }))).toBe(
      'MANIFEST_SIZE_CONFLICT',
    );
  });

  it('checks content that is embedded', () => {
    const data = Buffer.from('x').toString('base64');
    expect(parseManifest({ bytes: jsonBytes(layer({ data })), contentType: '' })).toBeDefined();
    expect(codeOf(layer({ data: Buffer.from('y').toString('base64') }))).toBe('MANIFEST_DATA_MISMATCH');
  });

  it.each([
    layer({ mediaType: '' }),
    layer({ annotations: { a: 1 } }),
    layer({ annotations: [] }),
    layer({ urls: [1] }),
    layer({ platform: 'linux' }),
    layer({ platform: { os: 1 } }),
    imageDocument({ layers: {} }),
    imageDocument({ layers: [7] }),
    imageDocument({ config: null }),
  ])('names the field that is malformed (%#)', (document) => {
    const error = failure(jsonBytes(document));
    expect(error.code).toBe('MANIFEST_FIELD_INVALID');
    expect(error.params['field']).not.toBe('');
  });
});

describe('when a manifest is too large', () => {
  it('refuses too many entries', () => {
    const one = describeContent('x', 'x/y');
    const many = (count: number): Json[] => Array.from({ length: count }, () => one);
    expect(codeOf(imageDocument({ layers: many(maximumLayers + 1) }))).toBe('MANIFEST_TOO_MANY_ENTRIES');
    expect(codeOf(indexDocument(many(maximumIndexEntries + 1)))).toBe('MANIFEST_TOO_MANY_ENTRIES');
  });

  it('refuses too many bytes before it parses them', () => {
    expect(failure(Buffer.alloc(maximumManifestBytes + 1, ' ')).code).toBe('MANIFEST_TOO_LARGE');
  });
});

describe('when bytes become a manifest', () => {
  it('keeps them, and computes digest and size from them', () => {
    const bytes = Buffer.from(`${JSON.stringify(imageDocument(), null, 3)}\n`);
    const raw = rawManifest(bytes, mediaTypes.ociManifest);
    expect(raw.bytes).toBe(bytes);
    expect(raw.descriptor).toEqual({
      mediaType: mediaTypes.ociManifest,
      digest: digestOf(bytes),
      size: bytes.length,
    });
    expect(parseManifest(raw).kind).toBe('image');
    expect(rawManifest(bytes, '', 'sha512').descriptor.digest).toBe(digestOf(bytes, 'sha512'));
  });

  it('reads a part of a larger buffer correctly', () => {
    const whole = new Uint8Array(Buffer.concat([Buffer.from('xx'), jsonBytes(imageDocument())]));
    const raw = rawManifest(whole.subarray(2), '');
    expect(raw.bytes.toString()).toBe(JSON.stringify(imageDocument()));
  });
});
