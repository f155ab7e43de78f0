import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogsWorld, practiceCatalog, type CatalogsWorld } from '../../support/host-catalogs-world.ts';
import { practiceYaml } from '../../support/plan-world.ts';

const place = { site: 'connected', source: { kind: 'upstream' } } as const;

let world: CatalogsWorld;
beforeAll(async () => {
  world = await catalogsWorld();
});
afterAll(() => world.close());

const list = async (lines: readonly string[]): Promise<readonly string[]> => {
  const { catalogs } = await world.call('catalogs.list', { ...place, yaml: practiceYaml(lines) });
  return catalogs.map(({ catalog, why, readAt }) => `${why} ${catalog}${readAt === undefined ? '' : ' *'}`);
};
const open = (catalog = practiceCatalog) => world.call('catalogs.open', { ...place, catalog });

describe('the catalogues to choose from', () => {
  it('are none while nothing is known, and nobody is asked', async () => {
    world.plan.requests('upstream');
    expect(await list([])).toEqual([]);
    expect(world.plan.requests('upstream')).toBe(0);
  });

  it('are those of the file, and what Red Hat publishes for its channels, newest first', async () => {
    expect(
      await list([
        '  platform: {channels: [{name: stable-4.21}, {name: stable-4.22}]}',
        '  operators: [{catalog: quay.io/mine/index:v1}]',
      ]),
    ).toEqual([
      'configured quay.io/mine/index:v1',
      'published registry.redhat.io/redhat/redhat-operator-index:v4.22',
      'published registry.redhat.io/redhat/certified-operator-index:v4.22',
      'published registry.redhat.io/redhat/community-operator-index:v4.22',
      'published registry.redhat.io/redhat/redhat-operator-index:v4.21',
      'published registry.redhat.io/redhat/certified-operator-index:v4.21',
      'published registry.redhat.io/redhat/community-operator-index:v4.21',
      'published registry.redhat.io/redhat/redhat-marketplace-index:v4.21',
    ]);
  });

  it('are those of the newest channel that is known, where the file names none', async () => {
    await world.plan.call('releases.channels', place);
    expect((await list([]))[0]).toBe(`published ${practiceCatalog}`);
  });

  it('tell which are on this machine, whatever else is chosen', async () => {
    await open();
    expect(await list([])).toContain(`published ${practiceCatalog} *`);
    expect(await list(['  platform: {channels: [{name: stable-4.30}]}'])).toContain(
      `known ${practiceCatalog} *`,
    );
  });

  it('may be listed for a file with mistakes', async () => {
    expect(await list(['  operatorz: []'])).toContain(`published ${practiceCatalog} *`);
  });
});

describe('a catalogue that is opened', () => {
  it('has its packages with everything that people choose by', async () => {
    const view = await open();
    expect(view.digest).toBe(world.plan.practice.content.catalog.digest);
    expect(view.findings).toEqual([]);
    expect(view.packages.map(({ name }) => name)).toEqual(
      world.plan.practice.content.catalog.packages.map(({ name }) => name).toSorted(),
    );
    expect(view.packages[0]).toEqual({
      name: 'advanced-cluster-management',
      displayName: 'advanced-cluster-management',
      provider: '',
      summary: 'Practice copy of advanced-cluster-management: the shape is real, the content is not.',
      hasIcon: true,
      channels: 2,
      bundles: 4,
      defaultChannel: 'release-2.10',
      head: 'advanced-cluster-management.v2.10.1',
      headVersion: '2.10.1',
      needs: ['multicluster-engine'],
      problems: 0,
    });
  });

  it('tells how far it is while it is read, and only then', async () => {
    const phases = world.progress.map(({ phase }) => phase);
    expect(phases).toEqual(phases.toSorted());
    expect(world.progress[0]).toMatchObject({ catalog: practiceCatalog, phase: 'fetch' });
    const told = world.progress.length;
    world.forget();
    await open();
    expect(world.progress).toHaveLength(told);
  });

  it('is asked for once while people click through it', async () => {
    await open();
    world.plan.requests('upstream');
    await Promise.all([open(), open()]);
    await world.call('catalogs.package', { ...place, catalog: practiceCatalog, package: 'quay-operator' });
    await world.call('catalogs.icons', { ...place, catalog: practiceCatalog, packages: ['quay-operator'] });
    expect(world.plan.requests('upstream')).toBe(0);
  });

  it('is opened once for pages that want it at the same time', async () => {
    world.forget();
    const views = await Promise.all([open(), open(), open()]);
    expect(new Set(views.map((view) => JSON.stringify(view))).size).toBe(1);
  });

  it('that is not there is an error which names it', async () => {
    const error = await open('registry.redhat.io/redhat/redhat-operator-index:v4.99').catch(
      (cause: unknown) => cause,
    );
    expect(JSON.stringify(error)).toContain('registry.redhat.io/redhat/redhat-operator-index');
    expect(error).toMatchObject({
      code: expect.stringMatching(/^(?:CATALOG_NOT_FOUND|NOT_AT_REACHABLE_ENDPOINTS)$/),
    });
  });

  it('is given up when the page gives up', async () => {
    world.forget();
    const controller = new AbortController();
    const opening = world.call('catalogs.open', { ...place, catalog: practiceCatalog }, controller.signal);
    controller.abort(new Error('given up'));
    await expect(opening).rejects.toThrow('given up');
    expect((await open()).packages).toHaveLength(6);
  });
});

describe('a package', () => {
  const look = (name: string) =>
    world.call('catalogs.package', { ...place, catalog: practiceCatalog, package: name });

  it('has its channels with their versions, highest first, and what is wrong with them', async () => {
    const view = await look('cluster-logging');
    expect(view.description).toMatch(/^Practice copy of cluster-logging/);
    expect(view.channels.map(({ name, isDefault, head }) => [name, isDefault, head])).toEqual([
      ['stable', true, 'cluster-logging.v5.8.2'],
      ['stable-5.8', false, 'cluster-logging.v5.8.2'],
    ]);
    expect(view.channels[0]?.entries).toEqual([
      {
        name: 'cluster-logging.v5.8.2',
        version: '5.8.2',
        replaces: 'cluster-logging.v5.8.1',
        skips: ['cluster-logging.v5.8.0'],
      },
      {
        name: 'cluster-logging.v5.8.1',
        version: '5.8.1',
        replaces: 'cluster-logging.v5.7.9',
        skips: ['cluster-logging.v5.8.0'],
      },
      {
        name: 'cluster-logging.v5.8.0',
        version: '5.8.0',
        skips: [],
        skipRange: '>=5.6.0-0 <5.8.0',
        deprecated: 'cluster-logging 5.8.0 is no longer supported. Update to a later version.',
      },
    ]);
    expect(view.channels[0]?.findings).toMatchObject([
      { level: 'note', message: { code: 'CATALOG_CHANNEL_REPLACES_ABSENT' } },
    ]);
    expect(view.findings).toEqual([]);
    expect(view.bundles.map(({ name, images }) => [name, images])).toEqual([
      ['cluster-logging.v5.8.2', 3],
      ['cluster-logging.v5.8.1', 3],
      ['cluster-logging.v5.8.0', 3],
    ]);
  });

  it('has its icon as a data address, alone and with others', async () => {
    const { icon } = await look('loki-operator');
    expect(icon).toMatch(/^data:image\/svg\+xml;base64,[A-Za-z0-9+/]+=*$/);
    const { icons } = await world.call('catalogs.icons', {
      ...place,
      catalog: practiceCatalog,
      packages: ['loki-operator', 'quay-operator', 'no-such-package'],
    });
    expect(Object.keys(icons)).toEqual(['loki-operator', 'quay-operator']);
    expect(icons['loki-operator']).toBe(icon);
  });

  it('that the catalogue does not have is an error', async () => {
    await expect(look('no-such-package')).rejects.toMatchObject({
      code: 'CATALOG_PACKAGE_UNKNOWN',
      params: { catalog: practiceCatalog, package: 'no-such-package' },
    });
  });
});

describe('what the operators of a configuration come to', () => {
  const resolve = (lines: readonly string[]) =>
    world.call('catalogs.resolve', { ...place, yaml: practiceYaml(lines) });

  it('is nothing without operators, and nobody is asked', async () => {
    expect(await resolve(['  additionalImages: []'])).toEqual({
      catalogs: [],
      missing: [],
      compatibility: [],
    });
  });

  it('is bundles by package and channel, with their images counted once', async () => {
    const { catalogs, missing } = await resolve([
      '  operators:',
      `  - catalog: ${practiceCatalog}`,
      '    packages:',
      '    - name: cluster-logging',
      '      channels: [{name: stable, minVersion: 5.8.1}]',
      '    - name: quay-operator',
    ]);
    expect(missing).toEqual([]);
    expect(catalogs).toMatchObject([
      {
        catalog: practiceCatalog,
        digest: world.plan.practice.content.catalog.digest,
        images: 5 + 6,
        packages: [
          {
            name: 'cluster-logging',
            defaultChannel: 'stable',
            defaultChannelChosen: false,
            images: 5,
            channels: [
              {
                name: 'stable',
                head: 'cluster-logging.v5.8.2',
                bundles: [{ version: '5.8.2' }, { version: '5.8.1' }],
              },
            ],
          },
          { name: 'quay-operator', images: 6, channels: [{ name: 'stable-3.10' }, { name: 'stable-3.11' }] },
        ],
        findings: [],
      },
    ]);
  });

  it('tells of another default channel, and of what cannot be carried', async () => {
    const { catalogs } = await resolve([
      '  operators:',
      `  - catalog: ${practiceCatalog}`,
      '    packages:',
      '    - name: cluster-logging',
      '      channels: [{name: stable-5.8}]',
      '    - name: quay-operater',
      '  - catalog: registry.redhat.io/redhat/no-such-index:v4.15',
    ]);
    expect(catalogs[0]?.packages).toMatchObject([
      { defaultChannel: 'stable-5.8', defaultChannelChosen: true },
    ]);
    expect(catalogs[0]?.findings.map(({ level, message }) => `${level} ${message.code}`).toSorted()).toEqual([
      'warning CATALOG_FILTER_DEFAULT_CHOSEN',
      'warning CATALOG_FILTER_PACKAGE_NEAR',
    ]);
    expect(catalogs[1]).toMatchObject({ packages: [], images: 0, findings: [{ level: 'error' }] });
    expect(catalogs[1]?.digest).toBeUndefined();
  });

  it('names what is missing, why, and who has it; nothing when it is chosen as well', async () => {
    const wanted = (more: readonly string[]): readonly string[] => [
      '  operators:',
      `  - catalog: ${practiceCatalog}`,
      '    packages:',
      '    - name: advanced-cluster-management',
      '      channels: [{name: release-2.10}]',
      ...more,
    ];
    expect((await resolve(wanted([]))).missing).toEqual([
      {
        need: 'multicluster-engine >=2.4.0 <2.6.0',
        chain: ['advanced-cluster-management.v2.10.1'],
        suppliers: [
          {
            catalog: practiceCatalog,
            package: 'multicluster-engine',
            channel: 'stable-2.5',
            bundle: 'multicluster-engine.v2.5.1',
          },
        ],
      },
    ]);
    expect((await resolve(wanted(['    - name: multicluster-engine']))).missing).toEqual([]);
  });

  it('is refused for a file with mistakes', async () => {
    await expect(resolve(['  operatorz: []'])).rejects.toMatchObject({ code: 'CONFIG_REFUSED' });
  });
});
