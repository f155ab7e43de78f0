import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listContent, startDockerRegistry, type DockerRegistry } from '../support/docker-registry.ts';
import { imageSetConfig } from '../../core/practice/index.ts';
import type { SetManifest } from '../../core/archive/index.ts';
import { pullWhole, rawDigest } from '../support/integration-skopeo.ts';
import { createStage, expectSuccess, wholeHosts, type Stage } from '../support/integration-stage.ts';
import { archiveBlobs, archiveEntries, unpack } from '../support/integration-tar.ts';
import { createWorld, startUpstream, type Upstream, type World } from '../support/integration-world.ts';

let world: World;
let upstream: Upstream;
let stage: Stage;
const hosts = ['quay.io', 'registry.redhat.io', 'registry.access.redhat.com'];
const ubi = 'registry.redhat.io/ubi8/ubi:latest';

beforeAll(async () => {
  world = await createWorld();
  upstream = await startUpstream(world);
  stage = await createStage(join(world.directory, 'connected'), {
    registriesConf: wholeHosts(upstream.registry.host, hosts),
    variables: { OCP_SIGNATURE_VERIFICATION_PK: 'release-key.asc', ...upstream.variables },
  });
  await stage.write('release-key.asc', upstream.content.publicKey);
  const { additionalImages } = upstream.content;
  const wish = (minVersion: string, maxVersion: string, images: readonly string[]): string =>
    imageSetConfig({ minVersion, maxVersion, additionalImages: images });
  await stage.write('narrow.yaml', wish('4.15.0', '4.15.1', []));
  // The image shares a layer with components of the releases.
  await stage.write('wide.yaml', wish('4.15.0', '4.15.3', [ubi]));
  await stage.write(
    'image.yaml',
    `apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n  additionalImages:\n    - name: ${ubi}\n`,
  );
  await stage.write('all.yaml', wish('4.15.0', '4.15.3', additionalImages));
});

afterAll(() => world.close());

const at = (...names: string[]): string => join(stage.directory, ...names);

async function manifestIn(folder: string): Promise<SetManifest> {
  return JSON.parse(await readFile(at(folder, 'sluice-set.json'), 'utf8')) as SetManifest;
}

async function exportSet(configuration: string, folder: string, flags = ''): Promise<SetManifest> {
  const outcome = await stage.type(`sluice mirror --v2 -c ${configuration} file://${folder} ${flags}`);
  expectSuccess(outcome);
  return manifestIn(folder);
}

const load = (configuration: string, folder: string, registry: DockerRegistry) =>
  stage.report(
    `sluice mirror --v2 -c ${configuration} --from file://${folder} docker://${registry.host} --dest-tls-verify=false`,
  );

/** Configurations and layers of a set: what an earlier set need not carry again. */
async function contentIn(folder: string): Promise<Set<string>> {
  const { closures } = await manifestIn(folder);
  const manifests = new Set(Object.keys(closures));
  return new Set([...(await archiveBlobs(at(folder)))].filter((digest) => !manifests.has(digest)));
}

describe('when GNU tar unpacks our archive into the storage of a registry', () => {
  let registry: DockerRegistry;
  let names: string[];

  beforeAll(async () => {
    await exportSet('all.yaml', 'whole');
    const directory = join(world.directory, 'registries', 'unpacked');
    await mkdir(join(directory, 'storage'), { recursive: true });
    await unpack(at('whole'), join(directory, 'storage'));
    registry = await startDockerRegistry(directory);
    world.onClose(registry.stop);
    names = (await listContent(registry.host)).map((line) => line.split(' ')[0] ?? '');
  });

  it('serves what an import through the registry’s own protocol puts there', async () => {
    const imported = await world.registry('imported');
    expect((await load('all.yaml', 'whole', imported)).code).toBe(0);
    expect(await listContent(registry.host)).toEqual(await listContent(imported.host));
    // Four releases of seven images, six additional images, one cosign signature.
    expect(names).toHaveLength(35);
  });

  it('lets skopeo pull every image whole, instances of lists and signatures too', async () => {
    for (const [index, name] of names.entries()) {
      await pullWhole(registry.host, name, join(world.directory, 'pulled', String(index)));
    }
  });

  it('has the tables that oc-mirror reads: graph, signatures, contents of releases', async () => {
    const entries = await archiveEntries(at('whole'));
    expect(entries).toEqual(
      expect.arrayContaining([
        'working-dir/hold-release/cincinnati-graph-data/amd64-stable-4.15.json',
        'working-dir/internal/oc-mirror-version.json',
        ...upstream.content.releases
          .filter(({ version }) => version.startsWith('4.15.'))
          .flatMap(({ tag, digest }) => [
            `working-dir/signatures/${tag}-${digest.replace(':', '-')}`,
            `working-dir/hold-release/ocp-release/${tag}/release-manifests/image-references`,
          ]),
      ]),
    );
    expect(entries.filter((name) => /^isc_\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(name))).toHaveLength(1);
    expect(entries.filter((name) => /^\/|^\.|\.\.|\/$/.test(name))).toEqual([]);
  });
});

describe('when the same folder is exported to again with more in the configuration', () => {
  let first: SetManifest;
  let second: SetManifest;

  beforeAll(async () => {
    first = await exportSet('narrow.yaml', 'disk');
    second = await exportSet('wide.yaml', 'disk');
  });

  it('carries no configuration or layer twice', async () => {
    const before = await contentIn(join('disk', 'generation-000001'));
    const after = await contentIn('disk');
    expect([...after].filter((digest) => before.has(digest))).toEqual([]);
    expect(after.size).toBeGreaterThan(0);
  });

  it('says which content it expects at the target, and on which set it builds', async () => {
    expect(second).toMatchObject({
      generation: 2,
      parent: { setId: first.setId, generation: 1 },
      complete: 'complete',
    });
    const carried = await contentIn(join('disk', 'generation-000001'));
    expect(second.expected.length).toBeGreaterThan(0);
    expect(second.expected.filter(({ digest }) => !carried.has(digest))).toEqual([]);
  });

  it('keeps the earlier set whole beside the new one', async () => {
    expect(await manifestIn(join('disk', 'generation-000001'))).toEqual(first);
    for (const folder of ['disk', 'disk/generation-000001']) {
      expectSuccess(await stage.type(`sluice verify file://${folder}`));
    }
  });

  it('is refused by an empty registry before anything is pushed, with the name of the earlier set', async () => {
    const registry = await world.registry('empty');
    const { code, findings } = await load('wide.yaml', 'disk', registry);
    expect(code).toBe(1);
    const [missing] = findings.filter((finding) => finding.code === 'EXPECTED_BLOBS_MISSING');
    expect(missing).toMatchObject({
      level: 'error',
      params: { count: second.expected.length, needed: `generation 1, ${first.setId}` },
    });
    expect(await listContent(registry.host)).toEqual([]);
  });

  it('loads where the earlier set was loaded, shared layers of new repositories included', async () => {
    const registry = await world.registry('loaded');
    expect((await load('narrow.yaml', 'disk/generation-000001', registry)).code).toBe(0);
    const { code, report, errors } = await load('wide.yaml', 'disk', registry);
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(report?.categories).toMatchObject([
      { category: 'release', copied: 14, present: 14 },
      { category: 'additional', copied: 1 },
    ]);
    const digest = upstream.content.digests[ubi];
    expect(await rawDigest(registry.host, 'ubi8/ubi:latest')).toBe(digest);
    await pullWhole(registry.host, 'ubi8/ubi:latest', join(world.directory, 'pulled', 'shared'));
  });

  it('finds a shared layer at the target that only repositories of other sets hold', async () => {
    await exportSet('narrow.yaml', 'shared');
    const set = await exportSet('image.yaml', 'shared');
    expect(set.expected).toHaveLength(1);
    const registry = await world.registry('shared');
    expect((await load('narrow.yaml', 'shared/generation-000001', registry)).code).toBe(0);
    const planned = await stage.type(
      `sluice plan --v2 -c image.yaml --from file://shared docker://${registry.host} --dest-tls-verify=false`,
    );
    expectSuccess(planned);
    expect((await load('image.yaml', 'shared', registry)).code).toBe(0);
    await pullWhole(registry.host, 'ubi8/ubi:latest', join(world.directory, 'pulled', 'elsewhere'));
  });

  it('has nothing new the third time, and says so', async () => {
    const { code, report, findings } = await stage.report('sluice mirror --v2 -c wide.yaml file://disk');
    expect(code).toBe(0);
    expect(findings.map((finding) => finding.code)).toContain('NOTHING_NEW');
    expect(report?.bytesStored).toBe(0);
    expect(await contentIn('disk')).toEqual(new Set());
    expect(await readdir(at('disk'))).toEqual(
      expect.arrayContaining(['generation-000001', 'generation-000002']),
    );
  });
});

describe('when the receiver does not have what was carried', () => {
  beforeAll(async () => {
    await exportSet('narrow.yaml', 'receivers');
    // As if the first set had been made long ago.
    const history = at('receivers', 'working-dir', '.history');
    const [name = ''] = await readdir(history);
    await rename(join(history, name), join(history, '.history-2024-02-01T10:00:00Z'));
    await exportSet('wide.yaml', 'receivers');
  });

  it('--self-contained carries everything, and an empty registry takes it', async () => {
    const set = await exportSet('wide.yaml', 'receivers', '--self-contained');
    expect(set.expected).toEqual([]);
    expect(set.parent).toBeUndefined();
    const registry = await world.registry('self-contained');
    expect((await load('wide.yaml', 'receivers', registry)).code).toBe(0);
    expect(await listContent(registry.host)).toHaveLength(29);
  });

  it('--since counts only what was carried before that day', async () => {
    const set = await exportSet('wide.yaml', 'receivers', '--since 2024-06-01');
    const first = await contentIn(join('receivers', 'generation-000001'));
    expect(new Set(set.expected.map(({ digest }) => digest)).isSubsetOf(first)).toBe(true);
    expect(set.expected.length).toBeGreaterThan(0);
    const earlier = await exportSet('wide.yaml', 'receivers', '--since 2024-01-01');
    expect(earlier.expected).toEqual([]);
  });

  it('--replace-previous leaves no earlier set behind', async () => {
    await exportSet('narrow.yaml', 'replaced');
    await exportSet('wide.yaml', 'replaced', '--replace-previous');
    expect((await readdir(at('replaced'))).filter((name) => name.startsWith('generation'))).toEqual([]);
  });
});

describe('when sets are made for receivers by name', () => {
  it('--target counts what this receiver got, on whichever disk it came', async () => {
    const first = await exportSet('narrow.yaml', 'stick-a', '--target enclave-1');
    const second = await exportSet('wide.yaml', 'stick-b', '--target enclave-1');
    expect(second).toMatchObject({ generation: 2, parent: { setId: first.setId } });
    const before = await contentIn('stick-a');
    expect((await contentIn('stick-b')).isDisjointFrom(before)).toBe(true);
    const other = await exportSet('wide.yaml', 'stick-c', '--target enclave-2');
    expect(other).toMatchObject({ generation: 1, expected: [] });
    const registry = await world.registry('enclave-1');
    expect((await load('narrow.yaml', 'stick-a', registry)).code).toBe(0);
    expect((await load('wide.yaml', 'stick-b', registry)).code).toBe(0);
    expect(await listContent(registry.host)).toHaveLength(29);
  });
});
