import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  mirrorRequestSchema,
  type MirrorReport,
  type RegistryPlace,
  type Site,
} from '../../../core/contract/index.ts';
import type { Workplace } from '../../../core/host/app/workplaces.ts';
import { createEventHub } from '../../../core/host/app/event-hub.ts';
import { noConnections, type Connections } from '../../../core/host/connections.ts';
import { openVault } from '../../../core/host/credentials/vault.ts';
import { mirror } from '../../../core/host/index.ts';
import { rememberedResourcesFolder } from '../../../core/host/mirror/remembered-resources.ts';
import { createPracticeControl, type PracticeControl } from '../../../core/host/practice/practice-control.ts';
import { openSettings } from '../../../core/host/settings/create-settings-store.ts';
import type { SettingsStore } from '../../../core/host/app/settings-store.ts';
import { createWorkplaces, type OwnWorkplaces } from '../../../core/host/workplaces/create-workplaces.ts';
import { parseRegistriesConf, resolveEndpoints, mergeRegistriesConf } from '../../../core/registry/index.ts';
import { appWorld, type AppWorld } from '../../support/app-world.ts';

let world: AppWorld;
let settings: SettingsStore;
let practice: PracticeControl;
let workplaces: OwnWorkplaces;
let connections: Connections;

const place: RegistryPlace = { host: 'enterprise.test:5000', namespace: '' };

beforeEach(async () => {
  world = await appWorld({
    UPDATE_URL_OVERRIDE: 'https://osus.env.test/graph',
    https_proxy: 'http://env-proxy:3128',
  });
  const { services, folder } = world;
  const events = createEventHub();
  const { vault } = await openVault({ services, folder });
  const administratorFile = join(world.root, 'none.json');
  settings = (await openSettings({ services, folder, administratorFile, vault, events })).store;
  practice = await createPracticeControl({
    services,
    folder,
    events,
    scale: 'tiny',
    isBusy: () => false,
    forget: () => Promise.resolve(),
  });
  connections = noConnections;
  workplaces = createWorkplaces({
    services,
    folder,
    settings,
    practice,
    connections: () => Promise.resolve(connections),
  });
});
afterEach(async () => {
  await practice.close();
  await world.remove();
});

describe('a real site', () => {
  it("has the process's environment until a setting says otherwise", async () => {
    const before = await workplaces.at('connected');
    expect(before.practice).toBe(false);
    expect(before.network).toEqual({});
    expect(before.services.environment.variables['UPDATE_URL_OVERRIDE']).toBe('https://osus.env.test/graph');
    await settings.update({
      updateService: 'https://osus.set.test/graph',
      retryTimes: 4,
      proxies: { http: '', https: 'http://me:pass@set-proxy:8080', no: '.set.test' },
    });
    const { services, network } = await workplaces.at('connected');
    expect(network).toEqual({ retryTimes: 4 });
    expect(services.environment.variables).toMatchObject({
      UPDATE_URL_OVERRIDE: 'https://osus.set.test/graph',
      HTTPS_PROXY: 'http://me:pass@set-proxy:8080',
      https_proxy: 'http://me:pass@set-proxy:8080',
      no_proxy: '.set.test',
    });
    expect(services.environment.variables).not.toHaveProperty('HTTP_PROXY');
  });

  it.each(['enterprise', 'enclave'] as const)('%s contacts nobody that is not named', async (site) => {
    expect((await workplaces.at(site)).network.offlineAllow).toEqual(['osus.env.test']);
    const reading = await workplaces.readingFrom(site, { kind: 'registry', place });
    expect(reading.network.offlineAllow).toEqual(['osus.env.test', 'enterprise.test:5000']);
    await settings.update({ onlyNamedHosts: false });
    expect((await workplaces.at(site)).network.offlineAllow).toBeUndefined();
  });

  it("that reads as the configuration says may use the mirrors of the machine's registries.conf", async () => {
    const file = join(world.root, 'home', '.config', 'containers', 'registries.conf');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(
      file,
      '[[registry]]\nlocation="quay.io"\n[[registry.mirror]]\nlocation="mirror.test:8443/team"\n',
    );
    const { network } = await workplaces.readingFrom('enterprise', { kind: 'upstream' });
    expect(network.offlineAllow).toEqual(['osus.env.test', 'mirror.test:8443']);
    expect(network.registriesConf).toBeUndefined();
  });

  it('passes what is kept about registries on to the engine', async () => {
    connections = { ...noConnections, insecure: [{ host: place.host, reason: 'lab' }] };
    const { services, network } = await workplaces.readingFrom('enterprise', { kind: 'registry', place });
    expect(services.connections).toBe(connections);
    expect(await readFile(network.registriesConf ?? '', 'utf8')).toContain('insecure = true');
  });
});

describe('the registries.conf for reading from a registry', () => {
  const endpoints = (text: string, reference: string): string[] => {
    const conf = mergeRegistriesConf([parseRegistriesConf(text, 'registries.conf', 'refuse')]);
    return resolveEndpoints(conf, reference)
      .filter(({ blocked }) => !blocked)
      .map(({ host, repository }) => `${host}/${repository}`);
  };

  it('sends everything there and nothing anywhere else', async () => {
    const text = await workplaces.registriesConf('enterprise', {
      host: place.host,
      namespace: 'team/mirror',
    });
    expect(endpoints(text, 'quay.io/openshift-release-dev/ocp-release:4.15.2')).toEqual([
      'enterprise.test:5000/team/mirror/openshift-release-dev/ocp-release',
    ]);
    expect(endpoints(text, 'registry.redhat.io/ubi9/ubi:latest')).toEqual([
      'enterprise.test:5000/team/mirror/ubi9/ubi',
    ]);
  });

  it('redirects every host that the configuration or a list names', async () => {
    const yaml = [
      'apiVersion: mirror.openshift.io/v2alpha1',
      'kind: ImageSetConfiguration',
      'mirror:',
      '  additionalImages:',
      '    - name: ghcr.io/some/tool:1',
      '  operators:',
      '    - catalog: catalogs.test/index:v4',
    ].join('\n');
    const text = await workplaces.registriesConf('enterprise', place, {
      yaml,
      references: ['nginx', 'NOT//VALID'],
    });
    expect(endpoints(text, 'ghcr.io/some/tool:1')).toEqual(['enterprise.test:5000/some/tool']);
    expect(endpoints(text, 'catalogs.test/index:v4')).toEqual(['enterprise.test:5000/index']);
    expect(endpoints(text, 'docker.io/library/nginx')).toEqual(['enterprise.test:5000/library/nginx']);
  });

  it('uses what this machine has put there, by digest and by tag', async () => {
    const { services } = await workplaces.at('enterprise');
    const folder = rememberedResourcesFolder(services, place);
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, 'idms-oc-mirror.yaml'),
      [
        'apiVersion: config.openshift.io/v1',
        'kind: ImageDigestMirrorSet',
        'spec:',
        '  imageDigestMirrors:',
        '    - source: quay.io/openshift-release-dev/ocp-release',
        '      mirrors: [enterprise.test:5000/openshift/release-images, elsewhere.test/openshift/release-images]',
      ].join('\n'),
    );
    const text = await workplaces.registriesConf('enterprise', place);
    expect(endpoints(text, 'quay.io/openshift-release-dev/ocp-release:4.15.2')).toEqual([
      'enterprise.test:5000/openshift/release-images',
    ]);
    expect(text).not.toContain('elsewhere.test');
    await writeFile(join(folder, 'idms-oc-mirror.yaml'), '{ damaged');
    const without = await workplaces.registriesConf('enterprise', place);
    expect(endpoints(without, 'quay.io/openshift-release-dev/ocp-release:4.15.2')).toEqual([
      'enterprise.test:5000/openshift-release-dev/ocp-release',
    ]);
  });

  it('never redirects a registry to itself', async () => {
    const text = await workplaces.registriesConf('enterprise', { host: 'quay.io', namespace: 'corp' });
    expect(endpoints(text, 'quay.io/corp/openshift/release:1')).toEqual(['quay.io/corp/openshift/release']);
    expect(endpoints(text, 'registry.redhat.io/ubi9/ubi:9')).toEqual(['quay.io/corp/ubi9/ubi']);
  });

  it('is a private file, one for each content', async () => {
    const source = { kind: 'registry', place } as const;
    const first = await workplaces.readingFrom('enterprise', source);
    const again = await workplaces.readingFrom('enterprise', source);
    const other = await workplaces.readingFrom('enterprise', source, { references: ['ghcr.io/a/b'] });
    expect(again.network.registriesConf).toBe(first.network.registriesConf);
    expect(other.network.registriesConf).not.toBe(first.network.registriesConf);
    expect((await stat(first.network.registriesConf ?? '')).mode & 0o777).toBe(0o600);
  });
});

describe('while practice is on', () => {
  it('a site is the practised one, except for what was begun on the real one', async () => {
    await practice.start();
    const { hosts } = practice.state();
    const connected = await workplaces.at('connected');
    expect(connected).toMatchObject({ practice: true, network: { offlineAllow: [hosts?.upstream] } });
    expect(connected.practiceDisk).toBe(join(world.folder, 'practice', 'disk'));
    expect((await workplaces.at('connected', { practice: false })).practice).toBe(false);
    await expect(workplaces.reaching('enclave', ['quay.io'])).resolves.toMatchObject({
      network: { offlineAllow: [hosts?.enclave] },
    });
    await practice.stop();
    await expect(workplaces.at('connected', { practice: true })).rejects.toMatchObject({
      code: 'PRACTICE_NOT_RUNNING',
    });
    expect((await workplaces.at('connected')).practice).toBe(false);
  });

  it('the whole enclave workflow runs with what the workplaces give, without any file written by hand', async () => {
    await practice.start();
    const { hosts } = practice.state();
    const environment = await practice.running();
    const config = (site: Site): string => environment.stages[site].imageSetConfig.path;
    const run = async (
      workplace: Workplace,
      ends: {
        readonly config: string;
        readonly from?: string;
        readonly archive?: string;
        readonly host?: string;
      },
    ): Promise<MirrorReport> => {
      const { host, archive } = ends;
      const request = mirrorRequestSchema.parse({
        ...workplace.network,
        ...(host !== undefined && { offlineAllow: [...(workplace.network.offlineAllow ?? []), host] }),
        config: ends.config,
        ...(ends.from !== undefined && { from: ends.from }),
        destination:
          archive === undefined
            ? { kind: 'registry', host: host ?? '', namespace: '' }
            : { kind: 'archive', directory: archive },
      });
      const signal = new AbortController().signal;
      return mirror(workplace.services, request, { observer: () => undefined, signal, command: ['test'] });
    };
    const disk = join((await workplaces.at('connected')).practiceDisk ?? '', 'first');
    const second = join(dirname(disk), 'second');
    const enterprise = { host: hosts?.enterprise ?? '', namespace: '' };
    const reports = [
      await run(await workplaces.readingFrom('connected', { kind: 'upstream' }), {
        config: config('connected'),
        archive: disk,
      }),
      await run(await workplaces.at('enterprise'), {
        config: config('enterprise'),
        from: disk,
        host: enterprise.host,
      }),
      await run(await workplaces.readingFrom('enterprise', { kind: 'registry', place: enterprise }), {
        config: config('enclave'),
        archive: second,
      }),
      await run(await workplaces.at('enclave'), {
        config: config('enclave'),
        from: second,
        host: hosts?.enclave ?? '',
      }),
    ];
    expect(reports.map(({ status, exitCode }) => [status, exitCode])).toEqual(
      Array.from({ length: 4 }, () => ['complete', 0]),
    );
  });
});
