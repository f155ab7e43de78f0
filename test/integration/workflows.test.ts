import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mirrorRequestSchema, type MirrorReport, type RunEvent } from '../../core/contract/index.ts';
import { inspect, mirror, planMirror, type HostServices } from '../../core/host/index.ts';
import { systemClock, systemEnvironment, systemFileSystem, systemRandom } from '../../core/ports/index.ts';
import { startPractice, type PracticeEnvironment } from '../../core/practice/index.ts';
import { listContent } from '../support/docker-registry.ts';

let directory: string;
let practice: PracticeEnvironment;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-workflows-'));
  practice = await startPractice({
    directory,
    scale: 'tiny',
    fs: systemFileSystem,
    clock: systemClock,
    random: systemRandom,
  });
});

afterAll(async () => {
  await practice.stop();
  await rm(directory, { recursive: true });
});

type Stage = 'connected' | 'enterprise' | 'enclave';

const servicesFor = (stage: Stage, without: readonly string[] = []): HostServices => {
  const variables = { ...practice.stages[stage].variables };
  for (const name of without) delete (variables as Record<string, string>)[name];
  return {
    fs: systemFileSystem,
    clock: systemClock,
    random: systemRandom,
    environment: {
      ...systemEnvironment(),
      home: join(directory, stage),
      variables: { ...variables, SLUICE_STATE_DIR: join(directory, stage, 'state') },
    },
  };
};

const context = (events: RunEvent[] = []) => ({
  observer: (event: RunEvent) => void events.push(event),
  signal: new AbortController().signal,
  command: ['sluice', 'test'],
});

const configuration = async (name: string, lines: readonly string[]): Promise<string> => {
  const path = join(directory, name);
  const text = ['apiVersion: mirror.openshift.io/v2alpha1', 'kind: ImageSetConfiguration', ...lines, ''].join(
    '\n',
  );
  await systemFileSystem.open(path, 'w').then(async (handle) => {
    await handle.writeFile(text);
    await handle.close();
  });
  return path;
};

const run = (
  stage: Stage,
  request: Readonly<Record<string, unknown>>,
  without: readonly string[] = [],
): Promise<MirrorReport> =>
  mirror(servicesFor(stage, without), mirrorRequestSchema.parse(request), context());

const archive = (name: string) => ({ kind: 'archive', directory: join(directory, name) });
const registry = (host: string, namespace = '') => ({ kind: 'registry', host, namespace });

describe('when mirroring from registry to registry', () => {
  it('moves the content under a namespace and writes resources into the workspace', async () => {
    const config = await configuration('m2m.yaml', [
      'mirror:',
      '  platform:',
      '    channels: [{name: stable-4.15, minVersion: 4.15.3, maxVersion: 4.15.3}]',
      '  additionalImages: [{name: "quay.io/practice/multi:1.0"}]',
    ]);
    const workspace = join(directory, 'm2m');
    const conf = join(directory, 'm2m.conf');
    const text = `${practice.stages.connected.registriesConf.text}\n[[registry]]\nlocation="${practice.hosts.enterprise}"\ninsecure=true\n`;
    await systemFileSystem.open(conf, 'w').then(async (handle) => {
      await handle.writeFile(text);
      await handle.close();
    });
    const request = {
      config,
      workspace,
      registriesConf: conf,
      destination: registry(practice.hosts.enterprise, 'team/a'),
    };
    const report = await run('connected', request);
    expect(report).toMatchObject({ workflow: 'mirror', status: 'complete', exitCode: 0 });
    const held = await listContent(practice.hosts.enterprise);
    expect(held.filter((line) => line.startsWith('team/a/openshift/release:'))).toHaveLength(6);
    expect(held.some((line) => line.startsWith('team/a/practice/multi:1.0 '))).toBe(true);
    const idms = await readFile(join(workspace, 'working-dir/cluster-resources/idms-oc-mirror.yaml'), 'utf8');
    expect(idms).toContain(`${practice.hosts.enterprise}/team/a/openshift/release-images`);

    const again = await run('connected', request);
    expect(again.bytesStored).toBe(0);
    expect(again.categories.every((category) => category.copied === 0)).toBe(true);
  });

  it('shortens nested paths, resources included', async () => {
    const config = await configuration('nested.yaml', [
      'mirror:',
      '  additionalImages: [{name: "registry.redhat.io/ubi8/ubi:latest"}]',
    ]);
    const report = await run('connected', {
      config,
      workspace: join(directory, 'nested'),
      registriesConf: join(directory, 'm2m.conf'),
      maxNestedPaths: 2,
      destination: registry(practice.hosts.enterprise, 'p'),
    });
    expect(report.exitCode).toBe(0);
    expect(await listContent(practice.hosts.enterprise)).toContainEqual(
      expect.stringMatching(/^p\/ubi8-ubi:latest /),
    );
    const itms = await readFile(
      join(directory, 'nested/working-dir/cluster-resources/itms-oc-mirror.yaml'),
      'utf8',
    );
    expect(itms).toContain(`${practice.hosts.enterprise}/p/ubi8-ubi`);
  });
});

describe('when referrers are asked for', () => {
  it('carries an image’s SBOM through an archive, and the target lists it', async () => {
    const config = await configuration('referrers.yaml', [
      'mirror:',
      '  additionalImages: [{name: "quay.io/practice/signed:1.0"}]',
    ]);
    const accessories = ['referrers'];
    const exported = await run('connected', { config, destination: archive('referrers'), accessories });
    expect(exported.exitCode).toBe(0);
    const loaded = await run('enclave', {
      config,
      from: join(directory, 'referrers'),
      destination: registry(practice.hosts.enclave),
      accessories,
    });
    expect(loaded.exitCode).toBe(0);
    const line = (await listContent(practice.hosts.enclave)).find((text) =>
      text.startsWith('practice/signed:1.0 '),
    );
    const digest = line?.split(' ')[1];
    const answer = await fetch(`http://${practice.hosts.enclave}/v2/practice/signed/referrers/${digest}`);
    const { manifests } = (await answer.json()) as { manifests: { artifactType?: string }[] };
    expect(manifests.length).toBeGreaterThan(0);
    expect(await listContent(practice.hosts.enclave)).toContainEqual(
      expect.stringMatching(/^practice\/signed:sha256-[0-9a-f]{64}\.ref-[0-9a-f]{16} /),
    );
  });
});

describe('when the update graph is asked for', () => {
  it('carries the graph image through all three environments', async () => {
    const lines = (version: string) => [
      'mirror:',
      '  platform:',
      '    graph: true',
      `    channels: [{name: stable-4.15, minVersion: ${version}, maxVersion: 4.15.2}]`,
    ];
    const all = await configuration('graph.yaml', lines('4.15.1'));
    const one = await configuration('graph-enclave.yaml', lines('4.15.2'));
    expect((await run('connected', { config: all, destination: archive('graph-1') })).exitCode).toBe(0);
    const from = join(directory, 'graph-1');
    const enterprise = registry(practice.hosts.enterprise);
    expect((await run('enterprise', { config: all, from, destination: enterprise })).exitCode).toBe(0);
    const offline = { offlineAllow: [practice.hosts.enterprise] };
    // No update service: what the first set carried is enough.
    const cut = await run('enterprise', { config: one, destination: archive('graph-2'), ...offline }, [
      'UPDATE_URL_OVERRIDE',
    ]);
    expect(cut).toMatchObject({ status: 'complete', exitCode: 0 });
    const workspace = join(directory, 'graph-enclave');
    const loaded = await run('enclave', {
      config: one,
      from: join(directory, 'graph-2'),
      workspace,
      destination: registry(practice.hosts.enclave),
      offlineAllow: [practice.hosts.enclave],
    });
    expect(loaded.exitCode).toBe(0);
    const digestIn = async (host: string) =>
      (await listContent(host)).find((line) => line.startsWith('openshift/graph-image:latest '));
    expect(await digestIn(practice.hosts.enclave)).toBe(await digestIn(practice.hosts.enterprise));
    const service = await readFile(
      join(workspace, 'working-dir/cluster-resources/updateService.yaml'),
      'utf8',
    );
    expect(service).toContain(`graphDataImage: ${practice.hosts.enclave}/openshift/graph-image:latest`);
  });
});

describe('when the base of the graph image cannot be had', () => {
  it('says so of the base, and not of an image that nobody has', async () => {
    const services = servicesFor('connected');
    const { variables } = services.environment;
    const known = await readFile(variables['CONTAINERS_REGISTRIES_CONF'] ?? '', 'utf8');
    const conf = join(directory, 'without-base.conf');
    await writeFile(conf, known.replaceAll('"registry.access.redhat.com"', '"elsewhere.example"'));
    const base = '[[registry]]\nprefix = "registry.access.redhat.com"\nblocked = true\n';
    await appendFile(conf, `\n${base}location = "registry.access.redhat.com"\n`);
    const config = await configuration('no-base.yaml', [
      'mirror:',
      '  platform:',
      '    graph: true',
      '    channels: [{ name: stable-4.15, minVersion: 4.15.2, maxVersion: 4.15.2 }]',
    ]);
    const environment = {
      ...services.environment,
      variables: { ...variables, CONTAINERS_REGISTRIES_CONF: conf },
    };
    const request = mirrorRequestSchema.parse({ config, destination: archive('no-base') });
    const report = await mirror({ ...services, environment }, request, context());
    expect(report.failures).toEqual([
      expect.objectContaining({
        type: 'release',
        origin: 'registry.access.redhat.com',
        error: expect.objectContaining({ code: 'HOST_BLOCKED' }),
      }),
    ]);
    expect(report.exitCode).toBe(2);
  });
});

describe('when an archive is cut for one enclave without a registry', () => {
  it('carries only what the configuration asks for', async () => {
    const config = await configuration('cut.yaml', [
      'mirror:',
      '  platform:',
      '    channels: [{name: stable-4.15, minVersion: 4.15.1, maxVersion: 4.15.1}]',
    ]);
    const from = join(directory, 'graph-1');
    const report = await run('enterprise', { config, from, destination: archive('cut') }, [
      'UPDATE_URL_OVERRIDE',
    ]);
    expect(report).toMatchObject({ workflow: 'recut', status: 'complete' });
    const description = await inspect(servicesFor('enterprise'), join(directory, 'cut'));
    expect(description.releases.map((release) => release.version)).toEqual(['4.15.1']);
    expect(description.set?.images.release).toBe(7);
    expect(description.problems.filter(({ level }) => level !== 'note')).toEqual([]);
  });
});

describe('when a plan is made', () => {
  it('tells every byte before anything moves, and moves nothing', async () => {
    const config = practice.stages.connected.imageSetConfig.path;
    const request = mirrorRequestSchema.parse({ config, destination: archive('planned') });
    const plan = await planMirror(servicesFor('connected'), request, context());
    expect(plan.releases.map((release) => release.version)).toEqual(['4.15.0', '4.15.1', '4.15.2', '4.15.3']);
    const summed = plan.releases.reduce((sum, release) => sum + release.newBytes, 0);
    expect(summed).toBeLessThan(plan.totals.contentBytes);
    expect(plan.totals.carriedBytes).toBe(0);
    const report = await run('connected', { config, destination: archive('planned') });
    // What was promised is what moved.
    expect(report.bytesStored).toBe(plan.totals.readBytes);
    const second = await planMirror(servicesFor('connected'), request, context());
    expect(second.totals.readBytes).toBe(0);
    expect(second.totals.carriedBytes).toBe(plan.totals.readBytes);
  });

  it('writes oc-mirror’s mapping for a dry run and leaves the folder’s set alone', async () => {
    const config = practice.stages.connected.imageSetConfig.path;
    const before = await readdir(join(directory, 'planned'));
    const report = await run('connected', { config, destination: archive('planned'), dryRun: 'mapping' });
    expect(report.status).toBe('dry-run');
    const mapping = await readFile(join(directory, 'planned/working-dir/dry-run/mapping.txt'), 'utf8');
    expect(mapping.trim().split('\n')).toHaveLength(34);
    expect(mapping).toContain('docker://quay.io/openshift-release-dev/ocp-release:4.15.3-x86_64=file://');
    expect(await readdir(join(directory, 'planned'))).toEqual(before);
  });
});
