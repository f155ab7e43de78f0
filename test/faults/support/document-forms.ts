import {
  maximumIndexEntries,
  maximumJsonDepth,
  maximumLayers,
  mediaTypes,
} from '../../../core/image/index.ts';
import {
  describeContent,
  imageDocument,
  indexDocument,
  indexEntry,
  type Json,
} from '../../support/image-manifests.ts';
import { form, served, servedBytes, type ManifestForm } from './manifest-form.ts';

const image = imageDocument();
const index = indexDocument([indexEntry('linux/amd64')]);
const artifact = { mediaType: mediaTypes.ociArtifact, blobs: [describeContent('b', 'x/y')] };
const { mediaType: _dropped, ...untyped } = image;
const schema1 = 'application/vnd.docker.distribution.manifest.v1';

/** `document` as text in which `piece` is written as `instead`. */
function written(document: Json, piece: string, instead: string): ReturnType<typeof servedBytes> {
  return servedBytes(Buffer.from(JSON.stringify(document).replace(piece, instead)), '');
}

/** A text that is no JSON document at all, or not one that says one thing. */
const texts: readonly ManifestForm[] = [
  ...(
    [
      ['cut within a text', '{"schemaVersion":2,"mediaType":"applic'],
      ['with something behind it', `${JSON.stringify(image)} x`],
      ['two documents', `${JSON.stringify(image)}${JSON.stringify(index)}`],
      ['with a comma too many', '{"schemaVersion":2,}'],
      ['with a number that JSON has not', '{"schemaVersion":NaN}'],
      ['with a comment', `/* */${JSON.stringify(image)}`],
      ['behind a byte order mark', `\ufeff${JSON.stringify(image)}`],
      ['no text', ''],
    ] as const
  ).map(([name, text]) => form(name, 'JSON_INVALID', () => servedBytes(Buffer.from(text), ''))),
  form('not UTF-8', 'JSON_INVALID', () =>
    servedBytes(Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]), ''),
  ),
  form('UTF-16', 'JSON_INVALID', () => servedBytes(Buffer.from(JSON.stringify(image), 'utf16le'), '')),
  ...[maximumJsonDepth + 1, 200_000].map((depth) =>
    form(`nested ${depth} deep`, 'JSON_TOO_DEEP', () =>
      servedBytes(Buffer.from(`{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`), ''),
    ),
  ),
  ...['[]', 'null', '7', '"text"', 'true'].map((text) =>
    form(`only ${text}`, 'MANIFEST_FIELD_INVALID', () => servedBytes(Buffer.from(text), '')),
  ),
];

const duplicates: readonly ManifestForm[] = [
  form('layers twice', 'JSON_DUPLICATE_KEY', () => written(image, '"layers":', '"layers":[],"layers":')),
  form('layers twice, once escaped', 'JSON_DUPLICATE_KEY', () =>
    written(image, '"layers":', '"\\u006cayers":[],"layers":'),
  ),
  form('a digest twice in a descriptor', 'JSON_DUPLICATE_KEY', () =>
    written(image, '"digest":', `"digest":"sha256:${'0'.repeat(64)}","digest":`),
  ),
  form('its type twice', 'JSON_DUPLICATE_KEY', () =>
    written(image, '"mediaType":', `"mediaType":"${mediaTypes.ociIndex}","mediaType":`),
  ),
  form('an annotation twice', 'JSON_DUPLICATE_KEY', () =>
    written(image, '"layers":', '"annotations":{"a":"b","a":"c"},"layers":'),
  ),
  form('__proto__ twice', 'JSON_DUPLICATE_KEY', () =>
    written(image, '"layers":', '"__proto__":{},"__proto__":{},"layers":'),
  ),
];

const ambiguous: readonly ManifestForm[] = (
  [
    ['an image and an index', { ...image, manifests: [] }],
    ['an index with layers', { ...index, layers: [] }],
    ['an index with a configuration', { ...index, config: {} }],
    ['an image and an artifact', { ...image, blobs: [] }],
    ['an image and a schema 1', { ...image, fsLayers: [] }],
    ['an image with Layers', { ...image, Layers: [] }],
    ['an image with MANIFESTS', { ...image, MANIFESTS: [] }],
    ['an index with Config', { ...index, Config: {} }],
  ] as const
).map(([name, document]) => form(name, 'MANIFEST_AMBIGUOUS', () => served(document)));

const types: readonly ManifestForm[] = [
  form('an image served as an index', 'MANIFEST_TYPE_MISMATCH', () => served(image, mediaTypes.ociIndex)),
  form('an OCI image served as a Docker one', 'MANIFEST_TYPE_MISMATCH', () =>
    served(image, mediaTypes.dockerManifest),
  ),
  form('an index served as an image', 'MANIFEST_TYPE_MISMATCH', () => served(index, mediaTypes.ociManifest)),
  form('an artifact served as an image', 'MANIFEST_TYPE_MISMATCH', () =>
    served(artifact, mediaTypes.ociManifest),
  ),
  form('an image without a type served as an index', 'MANIFEST_TYPE_MISMATCH', () =>
    served(untyped, mediaTypes.dockerList),
  ),
  form('an index by its type alone', 'MANIFEST_TYPE_MISMATCH', () =>
    served({ schemaVersion: 2, mediaType: mediaTypes.ociIndex }),
  ),
  form('of a type that nobody knows', 'MANIFEST_TYPE_UNSUPPORTED', () =>
    served({ ...image, mediaType: 'application/x' }, 'application/json'),
  ),
  form('of a type with a parameter', 'MANIFEST_TYPE_UNSUPPORTED', () =>
    served({ ...image, mediaType: `${mediaTypes.ociManifest}; q=1` }, 'text/plain'),
  ),
  form('of no type and no structure', 'MANIFEST_TYPE_UNSUPPORTED', () => served({ schemaVersion: 2 })),
  ...([7, [mediaTypes.ociManifest], null, {}] as const).map((mediaType) =>
    form(`of the type ${JSON.stringify(mediaType).slice(0, 20)}`, 'MANIFEST_FIELD_INVALID', () =>
      served({ ...image, mediaType }, mediaTypes.ociManifest),
    ),
  ),
  ...[3, '2', 2.5, null, undefined].map((schemaVersion) =>
    form(`of schema version ${JSON.stringify(schemaVersion) ?? 'none'}`, 'MANIFEST_FIELD_INVALID', () =>
      served({ ...image, schemaVersion }),
    ),
  ),
];

const oldSchemas: readonly ManifestForm[] = [
  form('schema 1', 'MANIFEST_SCHEMA1', () => served({ schemaVersion: 1, fsLayers: [], history: [] })),
  form('schema 1 by its version alone', 'MANIFEST_SCHEMA1', () => served({ schemaVersion: 1 }, 'text/plain')),
  form('schema 1 by its layers alone', 'MANIFEST_SCHEMA1', () => served({ schemaVersion: 2, fsLayers: [] })),
  form('schema 1 by its own type', 'MANIFEST_SCHEMA1', () =>
    served({ ...image, mediaType: `${schema1}+json` }),
  ),
  form('converted to schema 1', 'MANIFEST_SCHEMA1', () => served(image, `${schema1}+prettyjws`)),
];

const many = (count: number): Json[] => Array.from({ length: count }, () => describeContent('x', 'x/y'));

const large: readonly ManifestForm[] = [
  form('a layer too many', 'MANIFEST_TOO_MANY_ENTRIES', () =>
    served(imageDocument({ layers: many(maximumLayers + 1) })),
  ),
  form('a platform too many', 'MANIFEST_TOO_MANY_ENTRIES', () =>
    served(indexDocument(many(maximumIndexEntries + 1))),
  ),
  form('a blob too many', 'MANIFEST_TOO_MANY_ENTRIES', () =>
    served({ ...artifact, blobs: many(maximumLayers + 1) }),
  ),
];

/** Documents that are not what they say, or say two things. */
export const documentForms: readonly ManifestForm[] = [
  ...texts,
  ...duplicates,
  ...ambiguous,
  ...types,
  ...oldSchemas,
  ...large,
];
