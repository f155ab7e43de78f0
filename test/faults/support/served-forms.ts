import { gzipSync } from 'node:zlib';
import { maximumManifestBytes, mediaTypes } from '../../../core/image/index.ts';
import { digestOf, type Digest } from '../../../core/reference/index.ts';
import { describeContent, imageDocument, indexDocument, jsonBytes } from '../../support/image-manifests.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { drawDigest, form, served, servedBytes, type Asking, type ManifestForm } from './manifest-form.ts';

const image = imageDocument({ annotations: { title: 'an image like any other' } });
const bytes = jsonBytes(image);
const type = mediaTypes.ociManifest;

/** Asked for by its digest, and something else is given. */
function instead(
  change: (random: SeededRandom) => Buffer,
  digest: Digest = digestOf(bytes),
): (random: SeededRandom) => Asking {
  return (random) => ({ digest, root: servedBytes(change(random), type) });
}

const other = digestOf('something else');

/** Other bytes than were asked for, and answers that are no manifest. */
export const servedForms: readonly ManifestForm[] = [
  form(
    'one bit is another',
    'MANIFEST_DIGEST_MISMATCH',
    instead((random) => {
      const changed = Buffer.from(bytes);
      const at = random.between(0, changed.length - 1);
      changed[at] = (changed[at] ?? 0) ^ (1 << random.between(0, 7));
      return changed;
    }),
  ),
  form(
    'another manifest',
    'MANIFEST_DIGEST_MISMATCH',
    instead((random) => jsonBytes({ ...image, annotations: { other: random.seed } })),
  ),
  form(
    'written anew',
    'MANIFEST_DIGEST_MISMATCH',
    instead(() => Buffer.from(JSON.stringify(image, null, 2))),
  ),
  form(
    'with a line break behind it',
    'MANIFEST_DIGEST_MISMATCH',
    instead(() => Buffer.from(`${bytes.toString()}\n`)),
  ),
  form(
    'with a byte order mark',
    'MANIFEST_DIGEST_MISMATCH',
    instead(() => Buffer.from(`\ufeff${bytes.toString()}`)),
  ),
  form(
    'cut off',
    'MANIFEST_DIGEST_MISMATCH',
    instead((random) => bytes.subarray(0, random.between(1, bytes.length - 1))),
  ),
  form(
    'nothing',
    'MANIFEST_DIGEST_MISMATCH',
    instead(() => Buffer.alloc(0)),
  ),
  form(
    'twice',
    'MANIFEST_DIGEST_MISMATCH',
    instead(() => Buffer.concat([bytes, bytes])),
  ),
  form(
    'of another sha512',
    'MANIFEST_DIGEST_MISMATCH',
    instead(() => bytes, digestOf('other', 'sha512')),
  ),
  // GHSA-qv35-3gw6-8q4j: the header is what was asked for, the bytes are not.
  form('another manifest under the right header', 'MANIFEST_DIGEST_MISMATCH', (random) => {
    const digest = drawDigest(random);
    return {
      digest,
      root: { body: bytes, headers: { 'content-type': type, 'docker-content-digest': digest } },
    };
  }),
  ...([other, digestOf('x', 'sha512')] as const).map((claimed) =>
    form(`a tag whose ${claimed.slice(0, 6)} is another`, 'DIGEST_HEADER_MISMATCH', () => ({
      body: bytes,
      headers: { 'content-type': type, 'docker-content-digest': claimed },
    })),
  ),
  ...['text/html; charset=utf-8', 'application/xml', mediaTypes.ociConfig, 'application/problem+json'].map(
    (contentType) =>
      form(`served as ${contentType}`, 'MANIFEST_TYPE_UNSUPPORTED', () => served(image, contentType)),
  ),
  form('a login page', 'MANIFEST_TYPE_UNSUPPORTED', () =>
    servedBytes(Buffer.from('<html><form action="/login">'), 'text/html'),
  ),
  form('a login page that says nothing of itself', 'JSON_INVALID', () =>
    servedBytes(Buffer.from('<html><form action="/login">'), ''),
  ),
  ...(['gzip', 'br', 'gzip, gzip', 'x-unheard-of'] as const).map((encoding) =>
    form(`encoded: ${encoding}`, 'REGISTRY_ANSWER_ENCODED', () => ({
      body: gzipSync(bytes),
      headers: { 'content-type': type, 'content-encoding': encoding },
    })),
  ),
  form('a byte too large', 'REGISTRY_ANSWER_TOO_LARGE', () =>
    servedBytes(Buffer.alloc(maximumManifestBytes + 1, ' '), type),
  ),
  form('without end', 'REGISTRY_ANSWER_TOO_LARGE', () => ({
    body: bytes,
    headers: { 'content-type': type },
    endless: Buffer.alloc(256 * 1024, ' '),
  })),
  form('an index whose image is another', 'MANIFEST_DIGEST_MISMATCH', (random) => {
    const child = drawDigest(random);
    return { root: served(indexOf(child)), others: new Map([[child, served(image)]]) };
  }),
  form('an index whose image is not there', 'MANIFEST_NOT_FOUND', (random) => ({
    root: served(indexOf(drawDigest(random))),
  })),
  // A digest that is its own cannot be made; what is given for it is the index once more.
  form('an index that names itself', 'MANIFEST_DIGEST_MISMATCH', (random) => {
    const itself = drawDigest(random);
    const root = served(indexOf(itself));
    return { root, others: new Map([[itself, root]]) };
  }),
  form('two indexes that name each other', 'MANIFEST_DIGEST_MISMATCH', (random) => {
    const first = drawDigest(random);
    const second = indexOf(first);
    const secondBytes = jsonBytes(second);
    const secondDigest = digestOf(secondBytes);
    const root = served(
      indexDocument([{ mediaType: mediaTypes.ociIndex, digest: secondDigest, size: secondBytes.length }]),
    );
    return {
      root,
      others: new Map([
        [secondDigest, served(second)],
        [first, root],
      ]),
    };
  }),
  form('an index in which one of many images is hostile', 'MANIFEST_DIGEST_INVALID', (random) => {
    const bad = jsonBytes(imageDocument({ config: describeContent('x', 'x/y', { digest: 'sha256:../x' }) }));
    const all = [...Array.from({ length: random.between(0, 5) }, (_, at) => imageBytes(at)), bad];
    const others = new Map(all.map((one) => [digestOf(one), servedBytes(one, type)]));
    const entries = [...others].map(([digest, { body }]) => ({ mediaType: type, digest, size: body.length }));
    return { root: served(indexDocument(entries)), others };
  }),
];

function imageBytes(number: number): Buffer {
  return jsonBytes(imageDocument({ annotations: { number: String(number) } }));
}

function indexOf(child: Digest): ReturnType<typeof indexDocument> {
  return indexDocument([{ mediaType: mediaTypes.ociIndex, digest: child, size: 500 }]);
}
