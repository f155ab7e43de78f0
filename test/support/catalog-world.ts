import { createHash } from 'node:crypto';
import type { LayerEntry } from '../../core/layers/index.ts';

/** How large a made catalogue is. */
export interface CatalogScale {
  readonly packages: number;
  readonly bundlesEach: number;
  /** Bytes of a bundle's ClusterServiceVersion, before base64. */
  readonly serviceVersionBytes: number;
  /** Bytes of each of its two custom resource definitions, where a bundle carries its objects. */
  readonly definitionBytes: number;
  readonly relatedImages: number;
}

/** Like the largest catalogue that Red Hat publishes: 3,000 bundles, more than 100 MB. */
export const fullScale: CatalogScale = {
  packages: 300,
  bundlesEach: 10,
  serviceVersionBytes: 20_000,
  definitionBytes: 16_000,
  relatedImages: 12,
};

/** Every form that the full scale has, small enough for a test. */
export const smallScale: CatalogScale = {
  packages: 6,
  bundlesEach: 4,
  serviceVersionBytes: 600,
  definitionBytes: 800,
  relatedImages: 3,
};

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function seededNumbers(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface MadeBundle {
  readonly name: string;
  readonly version: string;
  readonly image: string;
}

export interface MadePackage {
  readonly name: string;
  readonly path: string;
  readonly defaultChannel: string;
  readonly channels: readonly string[];
  readonly bundles: readonly MadeBundle[];
  /** The file's text, made anew whenever it is asked for. */
  text(): string;
}

const topics = ['cluster', 'storage', 'logging', 'network', 'service', 'database', 'message', 'security'];
const subjects = ['manager', 'observer', 'broker', 'gateway', 'scanner', 'mesh', 'backup', 'scheduler'];
const words =
  'the operator watches resources and keeps what they describe in the cluster as it was asked for while it installs updates and repairs components of its own'.split(
    ' ',
  );

/** Packages of a catalogue: the same for the same seed and scale. */
export function madeCatalog(seed: string, scale: CatalogScale): readonly MadePackage[] {
  return Array.from({ length: scale.packages }, (_, index) => madePackage(seed, index, scale));
}

function madePackage(seed: string, index: number, scale: CatalogScale): MadePackage {
  const topic = topics[index % topics.length] ?? '';
  const subject = subjects[Math.floor(index / topics.length) % subjects.length] ?? '';
  const name = `${topic}-${subject}-operator-${index}`;
  const bundles = Array.from({ length: scale.bundlesEach }, (_, number): MadeBundle => {
    const version = `${1 + Math.floor(number / 5)}.${number % 5}.${index % 7}`;
    const image = imageName(`${seed}/${name}/${version}`, `${topic}/${name}-bundle`);
    return { name: `${name}.v${version}`, version, image };
  });
  return {
    name,
    path: `${name}/catalog.json`,
    defaultChannel: 'stable',
    channels: ['stable', 'candidate'],
    bundles,
    text: () => packageText(seed, name, index, bundles, scale),
  };
}

function imageName(seed: string, repository: string): string {
  return `registry.example.com/${repository}@sha256:${createHash('sha256').update(seed).digest('hex')}`;
}

/** Pretty-printed as opm writes catalogues: objects one after the other, with four blanks. */
const written = (blob: object): string => `${JSON.stringify(blob, undefined, 4)}\n`;

function packageText(
  seed: string,
  name: string,
  index: number,
  bundles: readonly MadeBundle[],
  scale: CatalogScale,
): string {
  const random = seededNumbers(`${seed}/${name}`);
  const icon = {
    base64data: noise(random, 3000),
    mediatype: index % 2 === 0 ? 'image/svg+xml' : 'image/png',
  };
  return [
    written({
      schema: 'olm.package',
      name,
      defaultChannel: 'stable',
      description: prose(random, 300),
      icon,
    }),
    ...channels(name, bundles).map(written),
    ...bundles.map((bundle) => written(bundleBlob(random, name, index, bundle, scale))),
    ...(index % 5 === 0 ? [written(deprecations(name, bundles))] : []),
  ].join('');
}

/** `stable` replaces and skips as z-stream channels do; `candidate` is a plain chain. */
function channels(name: string, bundles: readonly MadeBundle[]): readonly object[] {
  const chain = bundles.map((bundle, at) => ({
    name: bundle.name,
    ...(at > 0 && { replaces: bundles[at - 1]?.name }),
  }));
  const stable = bundles.map((bundle, at) => ({
    name: bundle.name,
    ...(at > 1 && { replaces: bundles[at - 2]?.name, skips: [bundles[at - 1]?.name] }),
    ...(at > 0 && { skipRange: `>=1.0.0 <${bundle.version}` }),
  }));
  return [
    { schema: 'olm.channel', name: 'candidate', package: name, entries: chain },
    {
      schema: 'olm.channel',
      name: 'stable',
      package: name,
      entries: stable.filter((_, at) => at % 2 === 1 || at === 0),
    },
  ];
}

/** Two packages of three are written as opm does today, with metadata; the third with all its objects. */
function bundleBlob(
  random: () => number,
  name: string,
  index: number,
  bundle: MadeBundle,
  scale: CatalogScale,
): object {
  const kind = name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
  const csv = serviceVersion(random, name, bundle, scale);
  return {
    schema: 'olm.bundle',
    name: bundle.name,
    package: name,
    image: bundle.image,
    properties: [
      { type: 'olm.gvk', value: { group: 'operators.example.com', kind, version: 'v1' } },
      { type: 'olm.package', value: { packageName: name, version: bundle.version } },
      ...(index % 10 === 9
        ? [
            {
              type: 'olm.package.required',
              value: { packageName: 'cluster-manager-operator-0', versionRange: '>=1.0.0' },
            },
          ]
        : []),
      ...(index % 3 === 0 ? objects(random, csv, scale) : [metadata(csv)]),
    ],
    relatedImages: [
      { name: '', image: bundle.image },
      ...Array.from({ length: scale.relatedImages }, (_, at) => ({
        name: `component-${at}`,
        image: imageName(`${bundle.image}/${at}`, `${name}/component-${at}-rhel9`),
      })),
    ],
  };
}

interface ServiceVersion {
  readonly kind: 'ClusterServiceVersion';
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

function serviceVersion(
  random: () => number,
  name: string,
  bundle: MadeBundle,
  scale: CatalogScale,
): ServiceVersion {
  return {
    kind: 'ClusterServiceVersion',
    metadata: {
      name: bundle.name,
      annotations: {
        'alm-examples': JSON.stringify([
          { kind: 'Example', spec: { text: prose(random, scale.serviceVersionBytes / 2) } },
        ]),
        capabilities: 'Seamless Upgrades',
        description: `Keeps ${name} running. ${prose(random, 80)}`,
        'features.operators.openshift.io/disconnected': 'true',
        'features.operators.openshift.io/fips-compliant': 'false',
      },
    },
    spec: {
      displayName: `${name.replaceAll('-', ' ')} for OpenShift`,
      description: `## Overview\n\n${prose(random, scale.serviceVersionBytes / 2)}`,
      provider: { name: 'Example, Inc.' },
      minKubeVersion: '1.27.0',
    },
  };
}

function metadata({ metadata: { annotations }, spec }: ServiceVersion): object {
  return { type: 'olm.csv.metadata', value: { annotations, ...spec } };
}

function objects(random: () => number, csv: ServiceVersion, scale: CatalogScale): readonly object[] {
  const definition = (): object => ({
    kind: 'CustomResourceDefinition',
    spec: { description: noise(random, scale.definitionBytes) },
  });
  return [definition(), definition(), csv].map((object) => ({
    type: 'olm.bundle.object',
    value: { data: Buffer.from(JSON.stringify(object)).toString('base64') },
  }));
}

function deprecations(name: string, bundles: readonly MadeBundle[]): object {
  return {
    schema: 'olm.deprecations',
    package: name,
    entries: [
      { reference: { schema: 'olm.bundle', name: bundles[0]?.name }, message: 'No longer supported.' },
      { reference: { schema: 'olm.channel', name: 'candidate' }, message: 'Use stable.' },
    ],
  };
}

/** Words from which every text is cut; longer than what gzip looks back over. */
const prosePool = ((): string => {
  const random = seededNumbers('prose');
  const parts: string[] = [];
  for (let length = 0; length < 100_000;) {
    const word = words[Math.floor(random() * words.length)] ?? '';
    parts.push(word);
    length += word.length + 1;
  }
  return parts.join(' ');
})();

function prose(random: () => number, length: number): string {
  const from = Math.floor(random() * (prosePool.length / 2));
  return prosePool.slice(from, from + length).trim();
}

/** Text that hardly compresses. */
function noise(random: () => number, length: number): string {
  let bytes = createHash('sha512').update(String(random())).digest();
  const parts: string[] = [];
  for (let made = 0; made < length; made += 88) {
    bytes = createHash('sha512').update(bytes).digest();
    parts.push(bytes.toString('base64'));
  }
  return parts.join('').slice(0, length - (length % 4));
}

/** The packages as entries of a layer, one in memory at a time. */
export function* catalogEntries(packages: readonly MadePackage[], folder = 'configs'): Generator<LayerEntry> {
  yield { kind: 'directory', path: folder };
  for (const { name, path, text } of packages) {
    yield { kind: 'directory', path: `${folder}/${name}` };
    yield { kind: 'file', path: `${folder}/${path}`, content: Buffer.from(text()) };
  }
}
