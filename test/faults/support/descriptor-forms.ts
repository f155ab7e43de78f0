import type { ErrorCode } from '../../../core/contract/index.ts';
import { maximumBlobBytes, maximumManifestBytes, mediaTypes } from '../../../core/image/index.ts';
import { describeContent, imageDocument, indexDocument, type Json } from '../../support/image-manifests.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { form, served, servedBytes, type ManifestForm } from './manifest-form.ts';

const good = (): Json => describeContent('x', mediaTypes.ociLayerGzip);

/** Every place where a descriptor may stand. */
const places: readonly ((descriptor: unknown) => Json)[] = [
  (config) => imageDocument({ config }),
  (layer) => imageDocument({ layers: [good(), layer] }),
  (subject) => imageDocument({ subject }),
  (entry) => indexDocument([good(), entry as Json]),
  (subject) => indexDocument([], { subject }),
  (blob) => ({ mediaType: mediaTypes.ociArtifact, blobs: [blob] }),
];

/** A descriptor with these fields, wherever one may stand. */
function descriptor(
  name: string,
  code: ErrorCode,
  more: Json | ((random: SeededRandom) => Json),
): ManifestForm {
  return form(name, code, (random) => {
    const fields = typeof more === 'function' ? more(random) : more;
    return served(random.pick(places)({ ...good(), ...fields }));
  });
}

const hex = 'a'.repeat(64);
const digests: readonly (readonly [string, unknown])[] = [
  // CVE-2024-3727
  ['that is a path', 'sha256:../../etc/passwd'],
  ['of 63 digits', `sha256:${hex.slice(1)}`],
  ['of 65 digits', `sha256:${hex}a`],
  ['in upper case', `sha256:${hex.toUpperCase()}`],
  ['with a line break', `sha256:${hex}\n`],
  ['with something before it', ` sha256:${hex}`],
  ['of md5', `md5:${'a'.repeat(32)}`],
  ['of sha512 that is too short', `sha512:${hex}`],
  ['without an algorithm', hex],
  ['in a tag', `sha256-${hex}`],
  ['that is empty', ''],
  ['that is a number', 7],
  ['that is a list', [`sha256:${hex}`]],
  ['that is null', null],
  ['that is not there', undefined],
];

const sizes: readonly (readonly [string, unknown])[] = [
  ['with a fraction', 1.5],
  ['in a text', '1'],
  ['below nothing', -1],
  ['beyond every number', 1e300],
  ['of 2 to the 53rd', 2 ** 53],
  ['that is null', null],
  ['that is not there', undefined],
  ['that is true', true],
  ['that is a list', [1]],
  ['that is an object', { size: 1 }],
];

/** What no number of JavaScript can hold is written by hand: GHSA-f36w-mj3v-6jqv. */
const exactSizes = ['9007199254740993', '-9223372036854775808', '18446744073709551616', '1e400'];

const fields: readonly (readonly [string, Json])[] = [
  ['an empty type', { mediaType: '' }],
  ['a type that is a number', { mediaType: 7 }],
  ['no type', { mediaType: undefined }],
  ['annotations that are a list', { annotations: [] }],
  ['an annotation that is a number', { annotations: { a: 1 } }],
  ['addresses that are numbers', { urls: [1] }],
  ['addresses that are a text', { urls: 'https://x' }],
  ['a platform that is a text', { platform: 'linux' }],
  ['a platform whose system is a number', { platform: { os: 1 } }],
  ['a kind of artifact that is an object', { artifactType: {} }],
  ['content that is a number', { data: 7 }],
];

/** Descriptors that lie, wherever they stand. */
export const descriptorForms: readonly ManifestForm[] = [
  ...digests.map(([name, digest]) => descriptor(`a digest ${name}`, 'MANIFEST_DIGEST_INVALID', { digest })),
  ...sizes.map(([name, size]) => descriptor(`a size ${name}`, 'MANIFEST_SIZE_INVALID', { size })),
  ...exactSizes.map((size) =>
    form(`the size ${size}`, 'MANIFEST_SIZE_INVALID', (random) => {
      const document = JSON.stringify(random.pick(places)({ ...good(), size: 123_456_789 }));
      return servedBytes(Buffer.from(document.replace('123456789', size)), '');
    }),
  ),
  form('a blob larger than any', 'MANIFEST_SIZE_INVALID', () =>
    served(imageDocument({ layers: [{ ...good(), size: maximumBlobBytes + 1 }] })),
  ),
  form('an image whose manifest is larger than any', 'MANIFEST_SIZE_INVALID', () =>
    served(indexDocument([{ ...good(), size: maximumManifestBytes + 1 }])),
  ),
  form('two sizes of one blob', 'MANIFEST_SIZE_CONFLICT', (random) =>
    served(imageDocument({ layers: [good(), { ...good(), size: random.between(2, 1000) }] })),
  ),
  form('a configuration that is a layer of another size', 'MANIFEST_SIZE_CONFLICT', () =>
    served(imageDocument({ config: good(), layers: [{ ...good(), size: 2 }] })),
  ),
  ...(
    [
      ['other', 'y'],
      ['longer', 'xx'],
      ['shorter', ''],
    ] as const
  ).map(([name, content]) =>
    descriptor(`${name} content in it`, 'MANIFEST_DATA_MISMATCH', {
      data: Buffer.from(content).toString('base64'),
    }),
  ),
  ...fields.map(([name, more]) => descriptor(name, 'MANIFEST_FIELD_INVALID', more)),
  ...([7, 'sha256:x', null, []] as const).map((value) =>
    form(`a layer that is ${JSON.stringify(value)}`, 'MANIFEST_FIELD_INVALID', () =>
      served(imageDocument({ layers: [good(), value] })),
    ),
  ),
  form('layers that are an object', 'MANIFEST_FIELD_INVALID', () => served(imageDocument({ layers: {} }))),
  form('a configuration that is null', 'MANIFEST_FIELD_INVALID', () =>
    served(imageDocument({ config: null })),
  ),
  form('annotations that are a text', 'MANIFEST_FIELD_INVALID', () =>
    served(imageDocument({ annotations: 'a' })),
  ),
  form('a subject that is a text', 'MANIFEST_FIELD_INVALID', () =>
    served(imageDocument({ subject: 'sha256:x' })),
  ),
];
