import { parseChallenges } from '../../../core/registry/auth/challenge.ts';
import { resolveRealm } from '../../../core/registry/auth/realm.ts';
import { mergeScopes } from '../../../core/registry/auth/scope.ts';
import { nextPage } from '../../../core/registry/client/listing.ts';
import { quotaPause, retryAfter } from '../../../core/registry/http/retry-after.ts';
import { createWarningCollector } from '../../../core/registry/http/warnings.ts';
import { confirms, parseUploadRange } from '../../../core/registry/upload/range.ts';
import { parseContentRange, parseRange } from '../../../core/practice/registry/byte-range.ts';
import { mutateText, shuffled } from './mutate-text.ts';
import { answered, offlineWire, registryUrl } from './offline-wire.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

const challenges = [
  'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/x:pull"',
  'Basic realm="Registry Realm"',
  'Negotiate, Basic realm=x, Bearer realm=https://quay.io/v2/auth,service=quay.io',
  'Bearer realm="a\\"b",error="insufficient_scope"',
  'Digest username="x", nonce=abc==, opaque="",Newauth a=1, b="c,d"',
  'Negotiate dG9rZW4=, bearer REALM = "/token" , Service="s"',
];
const challengePieces = [
  'Bearer ',
  'Basic ',
  'realm=',
  '"',
  '\\"',
  ', ',
  '="',
  '=',
  ' = ',
  'scope="a b"',
  '====',
  ',,,',
];

/** registry-client.md A1: never throws; what it names may be asked for, or is refused with a reason. */
const wwwAuthenticate = fuzzTarget({
  name: 'WWW-Authenticate',
  draw: (random) =>
    random.between(0, 4) === 0
      ? shuffled(random, challengePieces, 30)
      : mutateText(random, random.pick(challenges), challengePieces),
  parse: (header) => {
    const read = parseChallenges([header, header]);
    for (const { scheme, parameters } of read) {
      holds(scheme === scheme.toLowerCase(), 'a scheme in upper case');
      for (const name of Object.keys(parameters)) holds(name === name.toLowerCase(), 'a name in upper case');
      mergeScopes(['repository:a:pull'], parameters['scope']);
    }
    const realm = read.find(({ parameters }) => Object.hasOwn(parameters, 'realm'))?.parameters['realm'];
    if (realm === undefined) return read;
    const { url } = resolveRealm(realm, registryUrl, {});
    holds(url.protocol === 'https:' && url.username === '', 'a realm that leaks');
    return read;
  },
});

const links = [
  '</v2/a/tags/list?last=x&n=1000>; rel="next"',
  '<https://registry.example/v2/_catalog?last=b>; title="x"; rel=next',
  '<a>; rel="prev", </v2/b>; rel="next"',
];
const linkPieces = [
  '<',
  '>',
  '>;',
  '; rel="next"',
  ' rel=next',
  'rel="',
  ', ',
  '<>',
  'http://',
  '//',
  '<a>;',
];

/** registry-client.md H7: the next page is on the same host, or refused. */
const link = fuzzTarget({
  name: 'Link',
  draw: (random) =>
    random.between(0, 4) === 0
      ? shuffled(random, linkPieces, 30)
      : mutateText(random, random.pick(links), linkPieces),
  parse: (header) => {
    const next = nextPage(answered({ link: header }), offlineWire, 'tags');
    holds(next === undefined || next.origin === registryUrl.origin, 'a page elsewhere');
    return next;
  },
});

const retryTimes = ['120', '0', 'Wed, 21 Oct 2026 07:28:00 GMT', '-5', '1.5', 'soon', '99999999999'];
const retryPieces = ['GMT', 'Wed', ':', ' ', '2026', '-', '+'];
const now = new Date('2026-11-22T00:00:00Z');

const retryAfterHeader = fuzzTarget({
  name: 'Retry-After',
  draw: (random) => mutateText(random, random.pick(retryTimes), retryPieces),
  parse: (header) => {
    const wait = retryAfter({ 'retry-after': header }, now);
    holds(wait === undefined || (wait >= 0 && Number.isFinite(wait)), `a wait of ${wait}`);
    const pause = quotaPause({ 'ratelimit-remaining': header, 'ratelimit-reset': header });
    holds(pause === undefined || (pause >= 0 && pause <= 15 * 60_000), `a pause of ${pause}`);
    return [wait, pause];
  },
});

const ranges = [
  '0-0',
  '0-1023',
  'bytes=0-10',
  'bytes=0--1',
  'bytes 0-9/10',
  'bytes 5-9/*',
  'bytes=-5',
  '10-',
  'bytes=0-1,5-9',
];
const rangePieces = ['bytes', '=', '-', '/', '*', '0', '9', ' ', ','];

const range = fuzzTarget({
  name: 'Range',
  draw: (random) => mutateText(random, random.pick(ranges), rangePieces),
  parse: (header) => {
    const count = parseUploadRange(header);
    holds(count === undefined || (count >= 0 && !Number.isNaN(count)), `${count} bytes`);
    confirms(header, 10);
    const size = 100;
    const asked = parseRange(header, size);
    if (typeof asked === 'object') {
      holds(asked.start >= 0 && asked.start <= asked.end && asked.end < size, 'bytes that are not there');
    }
    const sent = parseContentRange(header);
    holds(sent === undefined || sent.start <= sent.end, 'a piece that ends before it begins');
    return [count, asked, sent];
  },
});

const warnings = ['299 - "deprecated"', '299 registry.example "a \\"quoted\\" word"', '199 - "x"'];

const warning = fuzzTarget({
  name: 'Warning',
  draw: (random) => mutateText(random, random.pick(warnings), ['"', '\\', '299 - "', ' ']),
  parse: (header) => {
    const heard: string[] = [];
    createWarningCollector(({ text }) => heard.push(text))('registry.example', [header, header]);
    for (const text of heard) holds(!/\p{Cc}/u.test(text) && text.length <= 4096, 'a warning with controls');
    holds(heard.length <= 1, 'the same warning twice');
    return heard;
  },
});

export const registryHeaderTargets: readonly FuzzTarget[] = [
  wwwAuthenticate,
  link,
  retryAfterHeader,
  range,
  warning,
];
