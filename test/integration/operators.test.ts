import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import {
  checkCatalog,
  filterLabel,
  openCatalog,
  originalLabel,
  type CatalogModel,
} from '../../core/catalog/index.ts';
import { openSet } from '../../core/archive/index.ts';
import { findImage, readImageConfig } from '../../core/layers/index.ts';
import { systemFileSystem } from '../../core/ports/index.ts';
import { parseDigest } from '../../core/reference/index.ts';
import { listContent, type DockerRegistry } from '../support/docker-registry.ts';
import { rawDigest } from '../support/integration-skopeo.ts';
import {
  createStage,
  expectSuccess,
  insecureRegistry,
  wholeHosts,
  type Stage,
} from '../support/integration-stage.ts';
import { createWorld, startUpstream, type Upstream, type World } from '../support/integration-world.ts';
import { registrySourceOf } from '../support/registry-source.ts';

// Operators from the internet through an enterprise registry into two enclaves, against real registries.

const index = 'registry.redhat.io/redhat/redhat-operator-index';
const repository = 'redhat/redhat-operator-index';
const configuration = (packages: string): string => `apiVersion: mirror.openshift.io/v2alpha1
kind: ImageSetConfiguration
mirror:
  operators:
    - catalog: ${index}:v4.15
      packages:
${packages}`;
const connected = configuration(`        - name: advanced-cluster-management
        - name: multicluster-engine
        - name: cluster-logging
          channels:
            - name: stable-5.8
              minVersion: 5.8.0
`);
const enclaveOne = configuration(`        - name: advanced-cluster-management
          channels:
            - name: release-2.10
        - name: multicluster-engine
          channels:
            - name: stable-2.5
`);
const enclaveTwo = configuration(`        - name: cluster-logging
          channels:
            - name: stable-5.8
              minVersion: 5.8.1
              maxVersion: 5.8.1
`);

let world: World;
let upstream: Upstream;
let enterprise: DockerRegistry;
let enclaves: readonly DockerRegistry[];
let connectedStage: Stage;
let enterpriseStage: Stage;
let enclaveStages: readonly Stage[];

beforeAll(async () => {
  world = await createWorld();
  upstream = await startUpstream(world);
  enterprise = await world.registry('enterprise');
  enclaves = [await world.registry('enclave-1'), await world.registry('enclave-2')];
  const hosts = ['registry.redhat.io', 'quay.io'];
  connectedStage = await createStage(join(world.directory, 'connected'), {
    registriesConf: wholeHosts(upstream.registry.host, hosts),
    variables: upstream.variables,
  });
  enterpriseStage = await createStage(join(world.directory, 'enterprise'), {
    registriesConf: wholeHosts(enterprise.host, hosts) + insecureRegistry(enterprise.host),
  });
  enclaveStages = await Promise.all(
    enclaves.map(({ host }, at) =>
      createStage(join(world.directory, `enclave-${at + 1}`), { registriesConf: insecureRegistry(host) }),
    ),
  );
  await connectedStage.write('isc.yaml', connected);
  await enterpriseStage.write('isc.yaml', connected);
  for (const [at, yaml] of [enclaveOne, enclaveTwo].entries()) {
    await enterpriseStage.write(`isc-${at + 1}.yaml`, yaml);
    await enclaveStages[at]?.write('isc.yaml', yaml);
  }
});

afterAll(() => world.close());

async function carry(from: Stage, name: string, to: Stage): Promise<void> {
  await cp(join(from.directory, name), join(to.directory, name), { recursive: true });
}

/** The catalogue that a registry serves under its tag, opened as a stranger would. */
async function served(host: string, tag = 'v4.15'): Promise<CatalogModel> {
  const state = await mkdtemp(join(tmpdir(), 'sluice-served-'));
  try {
    const digest = parseDigest(await rawDigest(host, `${repository}:${tag}`));
    const catalog = await openCatalog({
      fs: systemFileSystem,
      stateDirectory: state,
      source: registrySourceOf(host),
      repository: `${host}/${repository}`,
      digest,
    });
    await catalog.close();
    expect(checkCatalog(catalog.model).filter(({ level }) => level === 'error')).toEqual([]);
    return catalog.model;
  } finally {
    await rm(state, { recursive: true, force: true });
  }
}

const shapeOf = ({ packages }: CatalogModel): Record<string, Record<string, string[]>> =>
  Object.fromEntries(
    [...packages].map(([name, { channels }]) => [
      name,
      Object.fromEntries(
        channels.map((channel) => [channel.name, channel.entries.map((entry) => entry.name)]),
      ),
    ]),
  );

/** Names and digests of everything that these bundles need, as a registry must hold it. */
function imagesOf(model: CatalogModel): string[] {
  const references = [...model.packages.values()].flatMap(({ bundles }) =>
    bundles.flatMap(({ image, relatedImages }) => [image, ...relatedImages.map((related) => related.image)]),
  );
  return [...new Set(references)]
    .map((reference) => {
      const [name = '', digest = ''] = reference.split('@');
      return `${name.slice(name.indexOf('/') + 1)}:${digest.replace(':', '-')} ${digest}`;
    })
    .sort();
}

async function operatorContent(host: string): Promise<string[]> {
  return (await listContent(host)).filter((line) => !line.startsWith(`${repository}:`)).sort();
}

describe('operators on their way into enclaves', () => {
  it('are exported with their catalogue, filtered as oc-mirror filters', async () => {
    const { code, report, errors } = await connectedStage.report('sluice mirror -c isc.yaml file://set');
    expect(code, errors).toBe(0);
    expect(report?.categories.map(({ category, failed }) => [category, failed])).toEqual([['operator', 0]]);
    const set = await openSet(systemFileSystem, join(connectedStage.directory, 'set'));
    try {
      const tags = [...(set.repositories.get(repository)?.tags ?? [])];
      expect(tags.map(([tag]) => tag).filter((tag) => !tag.endsWith('.sig'))).toEqual([
        expect.stringMatching(/^[0-9a-f]{32}$/),
        'v4.15',
      ]);
      expect(set.repositories.get(repository)?.tags.get('v4.15')).toBe(upstream.content.catalog.digest);
      const [hash = ''] = tags.map(([tag]) => tag).filter((tag) => /^[0-9a-f]{32}$/.test(tag));
      const folder = `working-dir/operator-catalogs/redhat-operator-index/${upstream.content.catalog.digest.slice(7)}/filtered-catalogs/${hash}`;
      const rebuilt = set.repositories.get(repository)?.tags.get(hash) ?? '';
      expect((await set.readFile(`${folder}/digest`, 100)).toString()).toBe(rebuilt.slice('sha256:'.length));
      expect([...set.files.keys()]).toContain(`${folder}/catalog-config/cluster-logging/catalog.json`);
    } finally {
      await set.close();
    }
  });

  it('arrive in the enterprise registry with everything that their bundles name', async () => {
    await carry(connectedStage, 'set', enterpriseStage);
    const outcome = await enterpriseStage.type(
      `sluice mirror -c isc.yaml --from file://set docker://${enterprise.host} --offline-allow ${enterprise.host}`,
    );
    expectSuccess(outcome);
    const model = await served(enterprise.host);
    expect(shapeOf(model)).toEqual({
      'advanced-cluster-management': {
        'release-2.10': ['advanced-cluster-management.v2.10.1'],
        'release-2.9': ['advanced-cluster-management.v2.9.1'],
      },
      'cluster-logging': {
        'stable-5.8': ['cluster-logging.v5.8.0', 'cluster-logging.v5.8.1', 'cluster-logging.v5.8.2'],
      },
      'multicluster-engine': {
        'stable-2.4': ['multicluster-engine.v2.4.1'],
        'stable-2.5': ['multicluster-engine.v2.5.1'],
      },
    });
    expect(await operatorContent(enterprise.host)).toEqual(imagesOf(model));
  });

  it('keep the catalogue as its publisher made it beside the filtered one', async () => {
    const original = upstream.content.catalog.digest;
    const tag = original.replace(':', '-');
    expect(await rawDigest(enterprise.host, `${repository}:${tag}`)).toBe(original);
    const source = registrySourceOf(enterprise.host);
    const digest = parseDigest(await rawDigest(enterprise.host, `${repository}:v4.15`));
    const at = `${enterprise.host}/${repository}`;
    const image = await findImage(source, { repository: at, digest });
    const config = await readImageConfig(source, at, image.config, { image: at });
    expect(config.config).toMatchObject({
      Cmd: ['serve', '/configs'],
      Labels: { [originalLabel]: original, [filterLabel]: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
    });
  });

  it('tell clusters of the enterprise which catalogue to use', async () => {
    const folder = join(enterpriseStage.directory, 'set', 'working-dir', 'cluster-resources');
    expect(await readdir(folder)).toEqual(
      expect.arrayContaining(['cs-redhat-operator-index-v4-15.yaml', 'cc-redhat-operator-index-v4-15.yaml']),
    );
    expect((await readdir(folder)).filter((name) => name.startsWith('cs-'))).toHaveLength(1);
    const text = await readFile(join(folder, 'cs-redhat-operator-index-v4-15.yaml'), 'utf8');
    expect(parseAllDocuments(text)[0]?.toJS()).toMatchObject({
      kind: 'CatalogSource',
      spec: { image: `${enterprise.host}/${repository}:v4.15`, sourceType: 'grpc' },
    });
  });

  it('give the same catalogue again when nothing has changed, and move nothing', async () => {
    const { code, report } = await enterpriseStage.report(
      `sluice mirror -c isc.yaml --from file://set docker://${enterprise.host}`,
    );
    expect(code).toBe(0);
    expect(report).toMatchObject({
      bytesStored: 0,
      categories: [{ category: 'operator', copied: 0, failed: 0 }],
    });
  });

  it.each([0, 1])('are cut for enclave %d out of the enterprise registry, and arrive there', async (at) => {
    const [stage, enclave] = [enclaveStages[at], enclaves[at]];
    if (stage === undefined || enclave === undefined) throw new RangeError('two enclaves');
    const disk = `disk-${at + 1}`;
    const cut = await enterpriseStage.type(
      `sluice mirror -c isc-${at + 1}.yaml file://${disk} --offline-allow ${enterprise.host}`,
    );
    expectSuccess(cut);
    await carry(enterpriseStage, disk, stage);
    const loaded = await stage.type(
      `sluice mirror -c isc.yaml --from file://${disk} docker://${enclave.host} --offline-allow ${enclave.host}`,
    );
    expectSuccess(loaded);
    const model = await served(enclave.host);
    expect(shapeOf(model)).toEqual(
      at === 0
        ? {
            'advanced-cluster-management': { 'release-2.10': ['advanced-cluster-management.v2.10.1'] },
            'multicluster-engine': { 'stable-2.5': ['multicluster-engine.v2.5.1'] },
          }
        : { 'cluster-logging': { 'stable-5.8': ['cluster-logging.v5.8.1'] } },
    );
    expect(await operatorContent(enclave.host)).toEqual(imagesOf(model));
  });
});
