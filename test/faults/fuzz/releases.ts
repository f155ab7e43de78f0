import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  parseGraph,
  parseImageReferences,
  parseKubeVirtImages,
  verifyReleaseSignature,
} from '../../../core/release/index.ts';
import { graphDataLayer } from '../../../core/release/graph-layer.ts';
import { graphDataChannels } from '../../../core/release/channels.ts';
import { framePackets, unpackCompressed } from '../../../core/release/packet-framing.ts';
import { loadReleaseKeys, parseReleaseKeys, shippedKeyDirectory } from '../../../core/release/keys.ts';
import { parsePayload } from '../../../core/release/parse-payload.ts';
import { readSignedContent } from '../../../core/release/signed-content.ts';
import { parseChannelName, parseVersion, readVersion } from '../../../core/release/version.ts';
import { SluiceError } from '../../../core/contract/index.ts';
import { systemEnvironment, systemFileSystem } from '../../../core/ports/index.ts';
import { digestOf, parseDigest } from '../../../core/reference/index.ts';
import { endOfTar, rawEntry } from '../../support/archive-tar.ts';
import { graphJson, ocpRelease, payloadOf } from '../../support/release-graphs.ts';
import { redHatSignature } from '../../support/release-red-hat-signature.ts';
import { statement } from '../../support/release-signing.ts';
import { yamlPieces } from './configurations.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

const graphDocument: unknown = JSON.parse(
  graphJson(
    ['4.18.1', '4.18.2', '4.19.0-rc.1'],
    ['4.18.1>4.18.2'],
    [{ from: '4.18.2', to: '4.19.0-rc.1', risk: 'R' }],
  ),
);

const graph = fuzzTarget({
  name: 'update graphs',
  draw: (random) =>
    mutateJson(random, graphDocument, [
      '4.18.1',
      'nodes',
      'edges',
      'version',
      'payload',
      'io.openshift.upgrades.graph.release.channels',
    ]),
  parse: (text) => {
    const { nodes, edges } = parseGraph(Buffer.from(text), 'amd64-stable-4.18');
    for (const [from, outgoing] of edges) {
      holds(
        nodes.includes(from) && outgoing.every(({ to }) => nodes.includes(to)),
        'an update of no release',
      );
    }
    for (const { payload, version } of nodes) orRefused(() => parsePayload(payload, version.text));
    return nodes;
  },
});

const versions = [
  '4.18.1',
  '4.19.0-rc.1+x',
  'stable-4.18',
  'candidate-4.9',
  payloadOf('4.18.1'),
  `${ocpRelease}:4.18.1-x86_64`,
];

const version = fuzzTarget({
  name: 'release versions',
  draw: (random) =>
    mutateText(random, random.pick(versions), ['.', '-', '+', '0', '01', 'stable-', '@', ':', '/']),
  parse: (text) => {
    const channel = parseChannelName(text);
    holds(channel === undefined || Number.isSafeInteger(channel.minor), 'a channel of no release');
    orRefused(() => parsePayload(text, '4.18.1'));
    const read = readVersion(text);
    holds(read === undefined || read.text === text, 'another version than was read');
    return parseVersion(text);
  },
});

const references = {
  kind: 'ImageStream',
  apiVersion: 'image.openshift.io/v1',
  spec: { tags: [{ name: 'cli', from: { kind: 'DockerImage', name: `${ocpRelease}@${digestOf('cli')}` } }] },
};
const bootImages = `apiVersion: v1\nkind: ConfigMap\ndata:\n  stream: '${JSON.stringify({
  architectures: { x86_64: { images: { kubevirt: { 'digest-ref': `${ocpRelease}@${digestOf('kv')}` } } } },
})}'\n`;

const content = fuzzTarget({
  name: 'release content',
  batch: 5000,
  draw: (random) =>
    random.between(0, 1) === 0
      ? mutateJson(random, references, ['spec', 'tags', 'name', 'from'])
      : mutateText(random, bootImages, [...yamlPieces, '\\"', 'kubevirt', 'digest-ref']),
  parse: (text) => {
    const bytes = Buffer.from(text);
    if (!text.startsWith('{')) return parseKubeVirtImages(bytes, { architectures: ['multi'] }, '4.18.1');
    return parseImageReferences(bytes, '4.18.1').map(({ image }) => {
      holds(image.domain !== '' && image.transport === 'docker', 'an image of no registry');
      return image.text;
    });
  },
});

const digest = digestOf('release');
const reference = `${ocpRelease}:4.18.1-x86_64`;
const expectation = {
  digest,
  repositories: [ocpRelease],
  version: '4.18.1',
  now: new Date('2024-06-01T00:00:00Z'),
};
const refuse = (code: ConstructorParameters<typeof SluiceError>[0]): SluiceError => new SluiceError(code);

const signedContent = fuzzTarget({
  name: 'signed content',
  draw: (random) =>
    mutateJson(random, JSON.parse(statement(digest, reference)), [
      'critical',
      'identity',
      'type',
      digest,
      reference,
    ]),
  parse: (text) => {
    const read = readSignedContent(Buffer.from(text), expectation, refuse);
    holds(
      read.repository === ocpRelease && read.tag.startsWith('4.18.1'),
      'another release than was asked for',
    );
    return read;
  },
});

const environment = { ...systemEnvironment(), variables: {} };
const keys = await loadReleaseKeys({ fileSystem: systemFileSystem, environment });
const published = Buffer.from(redHatSignature.base64, 'base64');
/** What the published message holds: one packet compressed, of which the body begins with the method. */
const plain = unpackCompressed(framePackets(published)?.[0]?.body ?? published, 10_000) ?? published;
const genuine = {
  keys,
  digest: parseDigest(redHatSignature.digest),
  repositories: [ocpRelease],
  version: redHatSignature.version,
  now: new Date('2026-01-01T00:00:00Z'),
};

/** Whatever is changed in it: what is good still says what was signed. */
const signature = fuzzTarget({
  name: 'release signatures',
  batch: 5000,
  draw: (random) => mutateBytes(random, random.pick([published, plain])),
  parse: async (bytes) => {
    const verified = await verifyReleaseSignature(bytes, genuine);
    holds(
      verified.reference === `${ocpRelease}:${redHatSignature.version}-x86_64`,
      'something else was signed',
    );
    return verified;
  },
});

const packets = fuzzTarget({
  name: 'OpenPGP packets',
  draw: (random) => mutateBytes(random, random.pick([published, plain])),
  parse: (bytes) => {
    const framed = framePackets(bytes);
    const ends = framed?.map(({ end }) => end) ?? [];
    holds(
      ends.every((end, at) => end > (ends[at - 1] ?? 0) && end <= bytes.length),
      'packets that overlap',
    );
    return unpackCompressed(bytes, 10_000);
  },
});

const armoured = readFileSync(join(shippedKeyDirectory(), 'redhat-release-2.asc'), 'utf8');

const key = fuzzTarget({
  name: 'release keys',
  batch: 500,
  own: true,
  draw: (random) =>
    mutateText(random, armoured, ['-----BEGIN PGP PUBLIC KEY BLOCK-----\n', '\n', '=', '-----END', 'A']),
  parse: (text) => parseReleaseKeys(text, 'key.asc'),
});

const graphData = Buffer.concat([
  rawEntry({ name: 'channels/', type: '5' }),
  rawEntry({ name: 'channels/stable-4.18.yaml', body: 'name: stable-4.18\n' }),
  endOfTar,
]);

const graphTar = fuzzTarget({
  name: 'graph data',
  batch: 1000,
  draw: (random) => {
    const tar = random.between(0, 3) === 0 ? graphData : mutateBytes(random, graphData);
    const packed = gzipSync(tar, { level: 1 });
    return random.between(0, 3) === 0 ? mutateBytes(random, packed) : packed;
  },
  parse: async (bytes) => {
    await graphDataLayer(bytes);
    return graphDataChannels(bytes);
  },
});

function orRefused(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
  }
}

export const releaseTargets: readonly FuzzTarget[] = [
  graph,
  version,
  content,
  signedContent,
  signature,
  packets,
  key,
  graphTar,
];
