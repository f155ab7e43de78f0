import { afterEach, describe, expect, it } from 'vitest';
import {
  filterCatalog,
  rebuildCatalog,
  validateFiltered,
  withoutBundles,
  type FilteredCatalog,
  type OpenedCatalog,
} from '../../../../core/catalog/index.ts';
import type { OperatorConfig } from '../../../../core/config/index.ts';
import { memoryImageSource } from '../../../../core/layers/index.ts';
import {
  bundleBlob,
  catalogRepository,
  CatalogImages,
  jsonStream,
  packageBlob,
} from '../../../support/catalog-images.ts';

const channels = (...names: readonly string[]): object[] =>
  names.map((name) => ({
    schema: 'olm.channel',
    package: 'app',
    name,
    entries: [
      { name: 'app.v1.1.0', replaces: 'app.v1.0.0', skipRange: '>=0.9.0 <1.1.0' },
      { name: 'app.v1.0.0' },
    ],
  }));

/** Two packages in one file, one of them in YAML, and a blob that belongs to none. */
const files = {
  'app/catalog.json': jsonStream(
    packageBlob('app', { description: 'déjà vu' }),
    ...channels('stable', 'old'),
    bundleBlob('app', '1.0.0'),
    bundleBlob('app', '1.1.0', {
      properties: [{ type: 'olm.package', value: { packageName: 'app', version: '1.1.0' } }],
    }),
    {
      schema: 'olm.deprecations',
      package: 'app',
      entries: [
        { reference: { schema: 'olm.bundle', name: 'app.v1.0.0' }, message: 'old' },
        { reference: { schema: 'olm.package' }, message: 'all of it' },
      ],
    },
    { schema: 'vendor.extra', package: 'app', weight: 1 },
  ),
  'yaml/index.yaml': [
    'schema: olm.package\nname: yaml\ndefaultChannel: stable',
    'schema: olm.channel\npackage: yaml\nname: stable\nentries: [{name: yaml.v2.0.0}]',
    'schema: olm.bundle\npackage: yaml\nname: yaml.v2.0.0\nimage: registry.example.com/yaml@sha256:' +
      `${'1'.repeat(64)}\nproperties: [{type: olm.package, value: {packageName: yaml, version: 2.0.0}}]`,
  ].join('\n---\n'),
  'vendor.json': jsonStream({ schema: 'vendor.top' }),
};

const all: Pick<OperatorConfig, 'packages' | 'full'> = { packages: [], full: true };
const heads = { packages: [], full: false };

describe('a catalogue that was rebuilt', () => {
  const worlds: CatalogImages[] = [];
  afterEach(() => {
    for (const world of worlds.splice(0)) world.close();
  });

  async function reopened(
    change: (opened: OpenedCatalog) => FilteredCatalog,
  ): Promise<{ readonly filtered: FilteredCatalog; readonly again: OpenedCatalog }> {
    const images = new CatalogImages();
    const elsewhere = new CatalogImages();
    worlds.push(images, elsewhere);
    const base = await images.addFiles(files);
    const opened = await images.open(base);
    expect(opened.findings).toEqual([]);
    const filtered = change(opened);
    const image = await rebuildCatalog({
      source: images.store,
      repository: catalogRepository,
      digest: base.digest,
      name: 'catalogue:v1',
      filtered,
      readBlobs: opened.readBlobs,
      hash: 'f'.repeat(32),
    });
    await opened.close();
    const record = {
      type: 'operatorCatalog',
      origin: catalogRepository,
      source: { repository: catalogRepository, digest: image.root.digest },
      destination: { repository: 'catalogue', tag: 'v1' },
    } as const;
    const source = memoryImageSource({ ...image, record }, images.store);
    const again = await elsewhere.open(image.root, { source });
    await again.close();
    expect(again.findings).toEqual([]);
    return { filtered, again };
  }

  const summary = (
    packages: Iterable<FilteredCatalog['packages'][number] | FilteredCatalog['packages'][number]['source']>,
  ) =>
    [...packages].map(({ name, defaultChannel, channels: kept, bundles, deprecations, others }) => ({
      name,
      defaultChannel,
      channels: kept.map((channel) => [channel.name, channel.entries]).toSorted(),
      bundles: bundles.map((bundle) => [bundle.name, bundle.version, bundle.image]).toSorted(),
      deprecations: deprecations.map(({ entries }) => entries),
      others: others.map(({ schema }) => schema),
    }));

  it.each([
    ['whole', all],
    ['cut to its heads', heads],
    ['cut to a package', { ...heads, packages: [{ name: 'yaml', channels: [] }] }],
    [
      'cut to a range',
      {
        ...heads,
        packages: [{ name: 'app', channels: [{ name: 'old', maxVersion: '1.0.0' }], defaultChannel: 'old' }],
      },
    ],
  ])('opens again as what it was made of: %s', async (_name, operator) => {
    const { filtered, again } = await reopened(({ model }) => filterCatalog(model, operator));
    expect(filtered.errors).toEqual([]);
    expect(filtered.packages.length).toBeGreaterThan(0);
    expect(summary(again.model.packages.values())).toEqual(summary(filtered.packages));
    expect(again.model.others.map(({ schema }) => schema)).toEqual(['vendor.top']);
    expect(
      validateFiltered(filterCatalog(again.model, all)).filter(({ level }) => level === 'error'),
    ).toEqual([]);
  });

  it('does not offer what did not arrive', async () => {
    const { again } = await reopened(
      ({ model }) =>
        withoutBundles(filterCatalog(model, all), new Set(['app.v1.1.0', 'yaml.v2.0.0'])).filtered,
    );
    expect([...again.model.packages.keys()]).toEqual(['app']);
    expect(again.model.packages.get('app')?.bundles.map(({ name }) => name)).toEqual(['app.v1.0.0']);
    expect(
      validateFiltered(filterCatalog(again.model, all)).filter(({ level }) => level === 'error'),
    ).toEqual([]);
  });
});
