import { posix, win32 } from 'node:path';
import {
  catalogDestination,
  componentName,
  digestAlgorithm,
  digestHex,
  digestTag,
  formatDockerReference,
  formatImageReference,
  imageDestination,
  isDigest,
  isRepositoryPath,
  isTag,
  limitNesting,
  parseDigest,
  parseDockerReference,
  parseImageReference,
  referrerTag,
} from '../../../core/reference/index.ts';
import { blobPath, entryShape } from '../../../core/archive/index.ts';
import { parseLink } from '../../../core/archive/layout/links.ts';
import { isKnowledgeName, isTargetName } from '../../../core/ledger/index.ts';
import { redactedCommand } from '../../../core/ledger/command-line.ts';
import { SluiceError } from '../../../core/contract/index.ts';
import { parseNoProxy } from '../../../core/registry/proxy/no-proxy.ts';
import { parseProxy, usableProxy } from '../../../core/registry/proxy/index.ts';
import { parseListen } from '../../../core/bridge/listen-address.ts';
import { checkHost, checkOrigin, pathOf } from '../../../core/bridge/guards.ts';
import { routeOf } from '../../../core/practice/registry/route.ts';
import { RegistryFault } from '../../../core/practice/registry/fault.ts';
import { mutateText, shuffled } from './mutate-text.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

const hex = 'ab'.repeat(32);
const references = [
  'quay.io/openshift-release-dev/ocp-release:4.18.1-x86_64',
  `registry.redhat.io/ubi9/ubi@sha256:${hex}`,
  `localhost:5000/a/b__c:v1@sha256:${hex}`,
  'docker://docker.io/library/alpine:3',
  'oci:///srv/layouts/catalog',
  'ubuntu',
  '[::1]:5000/a:1',
];
const referencePieces = [
  ':',
  '@',
  '/',
  '//',
  '://',
  'docker://',
  'oci://',
  'sha256:',
  `sha256:${hex}`,
  '..',
  '-',
  '__',
  '.',
  hex,
];

const reference = fuzzTarget({
  name: 'references',
  draw: (random) => draw(random, references, referencePieces),
  parse: (text) => {
    const docker = orRefused(() => parseDockerReference(text));
    if (docker !== undefined) {
      const again = parseDockerReference(formatDockerReference(docker));
      holds(
        formatDockerReference(again) === formatDockerReference(docker),
        'another reference when read again',
      );
      holds(isRepositoryPath(docker.path) && !docker.path.includes('..'), 'a path that is none');
    }
    const read = parseImageReference(text);
    const again = parseImageReference(formatImageReference(read));
    holds(formatImageReference(again) === formatImageReference(read), 'another image when read again');
    componentName(read);
    for (const make of [imageDestination, catalogDestination]) {
      const target = orRefused(() => make(read));
      if (target === undefined) continue;
      holds(isRepositoryPath(target.repository) && isTag(target.tag), 'a name that no registry takes');
      limitNesting(target.repository, 2);
    }
    return read;
  },
});

const digests = [
  `sha256:${hex}`,
  `sha512:${hex}${hex}`,
  `sha256-${hex}`,
  `md5:${'a'.repeat(32)}`,
  'sha256:../../etc',
];
const paths = [
  blobPath(parseDigest(`sha256:${hex}`)),
  `docker/registry/v2/repositories/a/b/_manifests/tags/v1/index/sha256/${hex}/link`,
  `docker/registry/v2/repositories/a/_layers/sha256/${hex}/link`,
  'working-dir/.history/.history-2026-01-01T00:00:00Z',
  'isc_2026-01-01T00:00:00Z',
];

const digest = fuzzTarget({
  name: 'digests',
  draw: (random) =>
    draw(random, [...digests, ...paths], ['sha256', 'sha512', ':', '/', '_', 'link', hex, '..', 'A']),
  parse: (text) => {
    const shape = entryShape(text);
    if ('digest' in shape) holds(isDigest(shape.digest), 'a place of a digest that is none');
    if ('repository' in shape) holds(isRepositoryPath(shape.repository), 'a place of a name that is none');
    const linked = parseLink(Buffer.from(text), { kind: 'file' });
    holds(linked === undefined || isDigest(linked), 'a link to no digest');
    const read = parseDigest(text);
    holds(`${digestAlgorithm(read)}:${digestHex(read)}` === text, 'another digest than was read');
    holds(/^sha(?:256:[a-f0-9]{64}|512:[a-f0-9]{128})$/.test(text), 'a digest of another form');
    holds(isTag(digestTag(read)) && isTag(referrerTag(read, read)), 'a tag that is none');
    return read;
  },
});

const knowledge = [
  'helm/charts/web-1.0.0.tgz',
  `signatures/sha256-${hex}`,
  'hold-release/cincinnati-graph-data/amd64-stable-4.18.json',
  'helm/values/web.yaml',
];

/** registry-client.md 4.2 rules 1 and 3: no name from an archive leads anywhere but into its own folder. */
const carriedName = fuzzTarget({
  name: 'names of carried files',
  draw: (random) => draw(random, knowledge, ['/', '..', '\\', '.', '\0', 'C:', 'con', 'nul.', '~', hex]),
  parse: (name) => {
    const target = isTargetName(name);
    const known = isKnowledgeName(name);
    for (const { resolve, sep } of [posix, win32]) {
      const root = resolve('/state');
      const place = resolve(root, name);
      holds(!known || place.startsWith(`${root}${sep}`), 'a file elsewhere');
      holds(!target || (place === `${root}${sep}${name}` && !name.includes(sep)), 'a target elsewhere');
    }
    return [target, known];
  },
});

const commands = [
  '--password=x',
  '--dest-creds',
  'https://user:pass@h.example/x?X-Amz-Signature=abc&a=b',
  '--token',
  'TOKEN=abc',
];

const commandLine = fuzzTarget({
  name: 'command lines',
  own: true,
  draw: (random) => draw(random, commands, ['=', '--', '://', '@', '?', '&', 'token=', 'sig=', 'password']),
  parse: (word) => {
    const secret = 'S3CR3T';
    const shown = redactedCommand([
      word,
      `https://u:${secret}@h/`,
      '--password',
      secret,
      `--token=${secret}`,
    ]);
    // What stands before an option may make its value one of its own.
    holds(!shown.slice(1).join(' ').includes(secret), 'a secret is shown');
    return shown;
  },
});

const proxies = [
  'http://u:p@proxy.example:3128',
  'proxy.example',
  'socks5h://p.example',
  'https://[::1]:80',
  '10.0.0.0/8,.example.com,*.x,[::1]:80,localhost:5000,*',
];

const proxy = fuzzTarget({
  name: 'proxies',
  own: true,
  draw: (random) =>
    draw(random, proxies, [
      '://',
      '@',
      ':',
      ',',
      '/',
      '.',
      '*',
      '[',
      ']',
      '%',
      '%zz',
      '::ffff:1.2.3.4',
      '/129',
    ]),
  parse: (text) => {
    parseNoProxy(text)({ host: 'a.example', port: '443' });
    parseNoProxy(text)({ host: '::1', port: '443' });
    const read = usableProxy(parseProxy(text, 'HTTPS_PROXY'), 'HTTPS_PROXY');
    holds(read.url.username === '' && read.url.password === '', 'a password in an address');
    return read.url.href;
  },
});

const requests = [
  '127.0.0.1:7443',
  'localhost',
  '[::1]:80',
  'http://127.0.0.1:7443',
  '/index.html?x',
  '/v2/a/b/manifests/latest',
  '/v2/a/blobs/uploads/1',
  'unix:/run/s.sock',
];
const requestPieces = [
  '/',
  '//',
  '..',
  '%2e',
  '%',
  '?',
  '#',
  ':',
  '[',
  ']',
  '@',
  'localhost',
  '/v2/',
  '/manifests/',
  '/blobs/',
  'unix:',
];

/** What browsers and clients send to the servers of Sluice. */
const request = fuzzTarget({
  name: 'request lines',
  draw: (random) => draw(random, requests, requestPieces),
  mayThrow: (error) => error instanceof RegistryFault,
  parse: (text) => {
    const options = { scheme: 'http', certifiedName: () => false } as const;
    const host = orRefused(() => checkHost({ headers: {}, hosts: [text] }, options));
    holds(
      host === undefined || /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host),
      'a foreign name',
    );
    orRefused(() => checkOrigin({ headers: { origin: text }, hosts: [] }, 'write', '127.0.0.1:1', options));
    orRefused(() => parseListen(text));
    orRefused(() => pathOf(text));
    const route = routeOf(text);
    if (route !== undefined && 'repository' in route) {
      holds(isRepositoryPath(route.repository), 'a repository that is none');
    }
    return route;
  },
});

function draw(
  random: Parameters<typeof mutateText>[0],
  corpus: readonly string[],
  pieces: readonly string[],
): string {
  return random.between(0, 5) === 0
    ? shuffled(random, pieces)
    : mutateText(random, random.pick(corpus), pieces);
}

/** What `read` gives; undefined when it is refused as it should be. */
function orRefused<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): undefined {
  if (error instanceof SluiceError) return undefined;
  throw error;
}

export const nameTargets: readonly FuzzTarget[] = [
  reference,
  digest,
  carriedName,
  commandLine,
  proxy,
  request,
];
