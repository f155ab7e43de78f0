import type { Digest } from '../../reference/index.ts';
import type { ContentBuilder } from './builder.ts';
import { architectures, buildBundle, type BuiltBundle } from './bundle.ts';
import { operatorPackages, type OperatorPackage } from './catalog-packages.ts';
import type { TarEntry } from './tar.ts';

/** The sample operator catalogue and what it leads to. */
export interface PracticeCatalog {
  readonly reference: string;
  /** Of the catalogue's manifest list. */
  readonly digest: Digest;
  readonly packages: readonly PracticePackage[];
}

export interface PracticePackage {
  readonly name: string;
  readonly defaultChannel: string;
  readonly channels: readonly string[];
  /** The package that its bundles require. */
  readonly requires: string | undefined;
  readonly bundles: readonly BuiltBundle[];
}

const repository = 'registry.redhat.io/redhat/redhat-operator-index';
const tag = 'v4.15';

/** Builds every bundle with its related images, then the catalogue image for two architectures. */
export function buildCatalog(builder: ContentBuilder, unit: number): PracticeCatalog {
  const built = operatorPackages.map((operator) => ({
    operator,
    bundles: versionsOf(operator).map((version) => buildBundle(builder, operator, version, unit)),
  }));
  const configs = builder.files([
    { path: 'configs/.indexignore', content: '**/README.md\n' },
    { path: 'configs/README.md', content: 'Sample catalogue of the practice environment.\n' },
    ...built.flatMap(({ operator, bundles }) => packageFiles(operator, bundles)),
  ]);
  const cache = builder.files([{ path: 'tmp/cache/digest', content: '0123456789abcdef' }]);
  const children = architectures.map((architecture) => ({
    architecture,
    image: builder.image({
      repository,
      architecture,
      layers: [builder.layer(`opm-${architecture}`, 3 * unit), configs, cache],
      labels: { 'operators.operatorframework.io.index.configs.v1': '/configs' },
      config: { Entrypoint: ['/bin/opm'], Cmd: ['serve', '/configs', '--cache-dir=/tmp/cache'] },
    }),
  }));
  const index = builder.imageIndex({ repository, tag, children });
  return {
    reference: `${repository}:${tag}`,
    digest: index.digest,
    packages: built.map(({ operator, bundles }) => ({
      name: operator.name,
      defaultChannel: operator.defaultChannel,
      channels: Object.keys(operator.channels),
      requires: operator.requires?.packageName,
      bundles,
    })),
  };
}

function versionsOf(operator: OperatorPackage): readonly string[] {
  return [
    ...new Set(
      Object.values(operator.channels)
        .flat()
        .map(({ version }) => version),
    ),
  ];
}

/** A package's part of the catalogue, in the layout it chose. */
function packageFiles(operator: OperatorPackage, bundles: readonly BuiltBundle[]): readonly TarEntry[] {
  const folder = `configs/${operator.name}`;
  const head = [packageBlob(operator), ...channelBlobs(operator)];
  const rest = [...bundles.map((bundle) => bundleBlob(operator, bundle)), ...deprecationBlobs(operator)];
  const json = (blobs: readonly object[]): string =>
    blobs.map((blob) => `${JSON.stringify(blob, undefined, 4)}\n`).join('');
  switch (operator.layout) {
    case 'json':
      return [{ path: `${folder}/catalog.json`, content: json([...head, ...rest]) }];
    case 'yaml':
      // Every JSON document is a YAML document.
      return [
        {
          path: `${folder}/catalog.yaml`,
          content: [...head, ...rest].map((blob) => `---\n${json([blob])}`).join(''),
        },
      ];
    case 'split':
      return [
        { path: `${folder}/package.json`, content: json(head.slice(0, 1)) },
        { path: `${folder}/channels.json`, content: json(head.slice(1)) },
        ...bundles.map((bundle) => ({
          path: `${folder}/bundles/${bundle.name}.json`,
          content: json([bundleBlob(operator, bundle)]),
        })),
      ];
  }
}

function packageBlob({ name, defaultChannel }: OperatorPackage): object {
  const icon =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>';
  return {
    schema: 'olm.package',
    name,
    defaultChannel,
    description: `Practice copy of ${name}: the shape is real, the content is not.`,
    icon: { base64data: Buffer.from(icon).toString('base64'), mediatype: 'image/svg+xml' },
  };
}

function channelBlobs(operator: OperatorPackage): readonly object[] {
  const bundleName = (version: string): string => `${operator.name}.v${version}`;
  return Object.entries(operator.channels).map(([name, entries]) => ({
    schema: 'olm.channel',
    name,
    package: operator.name,
    entries: entries.map(({ version, replaces, skips, skipRange }) => ({
      name: bundleName(version),
      ...(replaces !== undefined && { replaces: bundleName(replaces) }),
      ...(skips !== undefined && { skips: skips.map(bundleName) }),
      ...(skipRange !== undefined && { skipRange }),
    })),
  }));
}

function bundleBlob(operator: OperatorPackage, bundle: BuiltBundle): object {
  return {
    schema: 'olm.bundle',
    name: bundle.name,
    package: operator.name,
    image: bundle.image,
    properties: [
      { type: 'olm.package', value: { packageName: operator.name, version: bundle.version } },
      { type: 'olm.gvk', value: { group: 'practice.example.com', kind: operator.kind, version: 'v1' } },
      {
        type: 'olm.csv.metadata',
        value: { displayName: operator.name, annotations: { capabilities: 'Seamless Upgrades' } },
      },
      ...(operator.requires === undefined
        ? []
        : [{ type: 'olm.package.required', value: operator.requires }]),
    ],
    relatedImages: bundle.relatedImages,
  };
}

function deprecationBlobs({ name, deprecated = [] }: OperatorPackage): readonly object[] {
  if (deprecated.length === 0) return [];
  return [
    {
      schema: 'olm.deprecations',
      package: name,
      entries: deprecated.map((version) => ({
        reference: { schema: 'olm.bundle', name: `${name}.v${version}` },
        message: `${name} ${version} is no longer supported. Update to a later version.`,
      })),
    },
  ];
}
