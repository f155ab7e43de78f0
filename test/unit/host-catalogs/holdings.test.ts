import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mirrorRequestSchema, type Holdings } from '../../../core/contract/index.ts';
import { mirror } from '../../../core/host/index.ts';
import { catalogsWorld, practiceCatalog, type CatalogsWorld } from '../../support/host-catalogs-world.ts';
import { practiceYaml } from '../../support/plan-world.ts';

const namespace = 'mirror/first';
let world: CatalogsWorld;

/** An export of a part of the practice content, and its import into the enterprise's registry. */
beforeAll(async () => {
  world = await catalogsWorld();
  const { directory, practice } = world.plan;
  const config = join(directory, 'imageset-config.yaml');
  const set = join(directory, 'set');
  await mkdir(set);
  await writeFile(
    config,
    practiceYaml([
      '  platform: {graph: true, channels: [{name: fast-4.15, minVersion: 4.15.2, maxVersion: 4.15.3}]}',
      '  operators:',
      `  - catalog: ${practiceCatalog}`,
      '    packages:',
      '    - name: advanced-cluster-management',
      '    - name: multicluster-engine',
      '      channels: [{name: stable-2.4}]',
      '  additionalImages:',
      ...practice.content.additionalImages.map((name) => `  - name: ${name}`),
    ]),
  );
  await run('connected', { config, destination: { kind: 'archive', directory: set } });
  const registry = { kind: 'registry', host: practice.hosts.enterprise, namespace };
  await run('enterprise', { config, from: set, destination: registry });
}, 120_000);
afterAll(() => world.close());

async function run(site: 'connected' | 'enterprise', request: object): Promise<void> {
  const { services, network } = await world.plan.desk.workplaces.at(site);
  const { exitCode } = await mirror(services, mirrorRequestSchema.parse({ ...network, ...request }), {
    observer: () => undefined,
    signal: new AbortController().signal,
    command: ['sluice', 'mirror'],
  });
  expect(exitCode).toBe(0);
}

const registry = () => ({ host: world.plan.practice.hosts.enterprise, namespace });
const holdings = (place = registry()): Promise<Holdings> =>
  world.call('holdings.list', { site: 'enterprise', registry: place });

describe('what a registry holds', () => {
  it('are releases, oldest first, with the channels whose graphs came along', async () => {
    const { releases, findings } = await holdings();
    expect(findings).toEqual([]);
    expect(releases).toEqual([
      { version: '4.15.2', architecture: 'amd64', tag: '4.15.2-x86_64', channel: 'fast-4.15' },
      { version: '4.15.3', architecture: 'amd64', tag: '4.15.3-x86_64', channel: 'fast-4.15' },
    ]);
  });

  it('are catalogues by the names that configurations use, with what is there whole', async () => {
    const { catalogs } = await holdings();
    expect(catalogs).toHaveLength(1);
    expect(catalogs[0]).toMatchObject({
      catalog: practiceCatalog,
      // Of the catalogue as it was published: what is left of it here is told by its packages.
      digest: world.plan.practice.content.catalog.digest,
      packages: [
        {
          name: 'advanced-cluster-management',
          channels: [
            { name: 'release-2.9', bundles: [{ version: '2.9.1' }] },
            { name: 'release-2.10', bundles: [{ version: '2.10.1' }] },
          ],
        },
        {
          name: 'multicluster-engine',
          channels: [{ name: 'stable-2.4', bundles: [{ version: '2.4.1' }] }],
        },
      ],
    });
  });

  it('are additional images by the names that configurations use', async () => {
    const { images } = await holdings();
    const byTag = world.plan.practice.content.additionalImages.filter((name) => !name.includes('@'));
    expect(images.filter((name) => !name.includes('@'))).toEqual(byTag.toSorted());
    const digests = (names: readonly string[]): readonly string[] =>
      names.flatMap((name) => (name.includes('@') ? name.replace(/:[^:@/]+@/, '@') : [])).toSorted();
    expect(digests(images)).toEqual(digests(world.plan.practice.content.additionalImages));
  });

  it('is nothing in a part of the registry that nobody filled', async () => {
    expect(await holdings({ host: world.plan.practice.hosts.enterprise, namespace: 'mirror/other' })).toEqual(
      {
        releases: [],
        catalogs: [],
        images: [],
        findings: [],
      },
    );
  });

  it('is an error where there is no registry', async () => {
    await expect(holdings({ host: 'no such host', namespace: '' })).rejects.toMatchObject({
      code: 'RUN_REGISTRY_INVALID',
    });
  });
});

describe('a catalogue at a registry that holds a part of it', () => {
  const source = () => ({ kind: 'registry', place: registry() }) as const;
  const resolve = (packages: readonly string[]) =>
    world.call('catalogs.resolve', {
      site: 'enterprise',
      source: source(),
      yaml: practiceYaml([
        '  operators:',
        `  - catalog: ${practiceCatalog}`,
        '    packages:',
        ...packages.map((name) => `    - name: ${name}`),
      ]),
    });

  it('offers that part', async () => {
    const { packages, digest } = await world.call('catalogs.open', {
      site: 'enterprise',
      source: source(),
      catalog: practiceCatalog,
    });
    expect(digest).toBe(world.plan.practice.content.catalog.digest);
    expect(packages.map(({ name, channels, bundles }) => [name, channels, bundles])).toEqual([
      ['advanced-cluster-management', 2, 2],
      ['multicluster-engine', 1, 1],
    ]);
  });

  it('comes to that part, and says what is not there', async () => {
    const { catalogs } = await resolve(['multicluster-engine', 'quay-operator']);
    expect(catalogs[0]?.packages).toMatchObject([
      { name: 'multicluster-engine', channels: [{ name: 'stable-2.4', bundles: [{ version: '2.4.1' }] }] },
    ]);
    expect(catalogs[0]?.findings.map(({ message }) => message.code)).toContain('CATALOG_PACKAGE_NOT_HELD');
  });

  it('is asked for suppliers that are there', async () => {
    const { missing } = await resolve(['advanced-cluster-management']);
    expect(missing.map(({ need }) => need)).toEqual(['multicluster-engine >=2.4.0 <2.6.0']);
    expect(missing[0]?.suppliers).toEqual([
      {
        catalog: practiceCatalog,
        package: 'multicluster-engine',
        channel: 'stable-2.4',
        bundle: 'multicluster-engine.v2.4.1',
      },
    ]);
  });

  it('is the same in the set that filled it', async () => {
    const folder = await world.plan.folder('set', 'archive-in');
    const { packages } = await world.call('catalogs.open', {
      site: 'enterprise',
      source: { kind: 'archive', folder },
      catalog: practiceCatalog,
    });
    expect(packages.map(({ name, bundles }) => [name, bundles])).toEqual([
      ['advanced-cluster-management', 2],
      ['multicluster-engine', 1],
    ]);
  });
});
