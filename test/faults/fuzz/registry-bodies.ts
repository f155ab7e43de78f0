import { parseAnswerError } from '../../../core/registry/http/answer-error.ts';
import { follow } from '../../../core/registry/http/redirect.ts';
import { fetchToken } from '../../../core/registry/auth/token.ts';
import { resolveRealm } from '../../../core/registry/auth/realm.ts';
import { mediaTypes } from '../../../core/image/index.ts';
import { getDocument } from '../../../core/release/index.ts';
import { blobOf, steadyRandom, swiftClock } from '../../support/registry-world.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { clientThrough, doorOf, offlineWire, registryUrl, responseOf } from './offline-wire.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

const errors = [
  { errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown', detail: { tag: 'x' } }] },
  {
    errors: [
      { code: 'DENIED', message: 'see https://u:p@h.example/x?sig=abc Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6' },
    ],
  },
];
const htmlPieces = [
  '<',
  '>',
  '<p>',
  '&lt;',
  'http://',
  'https://a?',
  '//',
  '@',
  ' ',
  'Bearer ',
  'eyJ',
  '?sig=',
];

const answerError = fuzzTarget({
  name: 'error bodies',
  draw: (random) =>
    random.between(0, 1) === 0
      ? mutateJson(random, random.pick(errors), htmlPieces)
      : mutateText(random, '<html><body>502 Bad Gateway at http://h.example/a?b=c</body></html>', htmlPieces),
  parse: (body) => {
    const { codes, words } = parseAnswerError(body);
    for (const code of codes) holds(/^[A-Z0-9_.-]{1,64}$/.test(code), 'a code that is none');
    holds(words.length <= 200 && !/\p{Cc}/u.test(words), 'words with controls');
    return [codes, words];
  },
});

const tagList = fuzzTarget({
  name: 'lists of tags',
  batch: 5000,
  draw: (random) => mutateJson(random, { name: 'a', tags: ['1.0', 'latest'] }, ['tags', 'name']),
  parse: async (body) => {
    const tags = await clientThrough(() => responseOf({}, body)).listTags('a');
    for (const tag of tags) holds(typeof tag === 'string', 'a tag that is no text');
    return tags;
  },
});

const token = {
  token: 'abc',
  access_token: 'def',
  expires_in: 300,
  issued_at: '2026-11-22T00:00:00Z',
  refresh_token: 'r',
};

/** registry-client.md A3, A7: whatever a token service says, the token ends some time. */
const tokenAnswer = fuzzTarget({
  name: 'token answers',
  batch: 5000,
  draw: (random) => mutateJson(random, token, ['1e308', 'token', 'expires_in']),
  parse: async (body) => {
    const realm = resolveRealm('/token', registryUrl, {});
    const { value, lifetime, expiresAt } = await fetchToken(
      doorOf(() => responseOf({}, body)),
      swiftClock(),
      {
        realm,
        service: undefined,
        scopes: ['repository:a:pull'],
        credential: undefined,
        refreshToken: undefined,
        registry: {
          host: registryUrl.host,
          url: registryUrl,
          credentials: () => Promise.resolve({ words: '', used: false }),
        },
        security: undefined,
      },
    );
    holds(/^[\x21-\x7e]+$/.test(value.reveal()), 'a token that is no header value');
    holds(Number.isFinite(lifetime) && Number.isFinite(expiresAt), `a token that ends at ${expiresAt}`);
    return expiresAt;
  },
});

const locations = [
  '/v2/a/blobs/uploads/1?_state=x',
  'https://cdn.example/blob?X-Amz-Signature=1',
  'http://registry.example/v2/a/blobs/uploads/2',
  '//elsewhere.example/x',
  'uploads/3',
];
const locationPieces = [
  'https://',
  'http://',
  '//',
  '@',
  ':',
  '/',
  '\\',
  '?',
  '#',
  '..',
  '%2e',
  '[::1]',
  'registry.example',
];

/** registry-client.md H5, U3: from https never to http, and every hop counts. */
const location = fuzzTarget({
  name: 'Location',
  draw: (random) => mutateText(random, random.pick(locations), locationPieces),
  parse: async (header) => {
    const upload = offlineWire.locate(header, registryUrl);
    holds(upload === undefined || upload.protocol === 'https:', 'an upload without TLS');
    const asked: URL[] = [];
    const door = doorOf((url, count) => {
      asked.push(url);
      return count === 0 ? responseOf({ location: header }, '', 307) : responseOf({});
    });
    const what = 'x';
    await follow(door, { method: 'GET', url: registryUrl, lane: 'small' }, { what });
    const services = { door, clock: swiftClock(), random: steadyRandom };
    await getDocument(services, { url: registryUrl, what, limit: 1000 });
    for (const url of asked) holds(url.protocol === 'https:', 'a hop without TLS');
    return upload;
  },
});

const blob = blobOf('0123456789');
const contentRanges = [
  'bytes 4-9/10',
  'bytes 4-9/*',
  'bytes 0-9/10',
  'bytes 4-8/10',
  'bytes 4-9/11',
  '4-9/10',
];

/** registry-client.md D2: only the one Content-Range that says what was asked. */
const contentRange = fuzzTarget({
  name: 'Content-Range',
  batch: 5000,
  draw: (random) =>
    mutateText(random, random.pick(contentRanges), ['bytes ', '4', '9', '10', '-', '/', '*', ' ']),
  parse: async (header) => {
    const client = clientThrough(() => responseOf({ 'content-range': header }, '456789', 206));
    const body = await client.openBlob('a', blob.descriptor, 4);
    holds(/^bytes\s+0*4-0*9\/0*10$/i.test(header.trim()), 'a range that was not asked for');
    return body;
  },
});

const types = [
  mediaTypes.ociManifest,
  mediaTypes.ociIndex,
  'application/json; charset=utf-8',
  'text/plain',
  'text/html',
];

const manifestHeaders = fuzzTarget({
  name: 'Content-Type',
  batch: 5000,
  draw: (random) =>
    mutateText(random, random.pick(types), [';', ' ', '/', '+json', 'application/', mediaTypes.dockerList]),
  parse: async (header) => {
    const document = JSON.stringify({ schemaVersion: 2, manifests: [] });
    const headers = { 'content-type': header, 'docker-content-digest': header };
    const manifest = await clientThrough(() => responseOf(headers, document)).getManifest('a', 'latest');
    const type = manifest?.descriptor.mediaType;
    holds(type === mediaTypes.ociIndex || type === mediaTypes.dockerList, 'an index as something else');
    return manifest;
  },
});

export const registryBodyTargets: readonly FuzzTarget[] = [
  answerError,
  tagList,
  tokenAnswer,
  location,
  contentRange,
  manifestHeaders,
];
