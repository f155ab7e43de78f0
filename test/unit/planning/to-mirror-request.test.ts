import { describe, expect, it } from 'vitest';
import { runRequestSchema, type PathToken, type RunRequest } from '../../../core/contract/index.ts';
import { systemServices } from '../../../core/host/index.ts';
import type { Workplace } from '../../../core/host/app/workplaces.ts';
import type { NetworkRequest } from '../../../core/host/network.ts';
import { checkedPlace, toMirrorRequest } from '../../../core/host/run-request/to-mirror-request.ts';
import { defaultSettings } from '../../../core/host/settings/kept-settings.ts';

const token = (digit: string): PathToken => `p_${digit.repeat(32)}` as PathToken;
const unused = (): never => {
  throw new Error('nobody asks for this here');
};

function desk(network: NetworkRequest, workers: number | null = null) {
  const asked: unknown[] = [];
  const workplace = (site: Workplace['site']): Workplace => ({
    site,
    practice: false,
    services: systemServices(),
    network,
  });
  return {
    asked,
    paths: {
      give: unused,
      describe: unused,
      release: unused,
      resolve: (given: PathToken, purposes: readonly string[]) => `/${purposes.join()}/${given.slice(2, 3)}`,
    },
    settings: { current: () => ({ ...defaultSettings, workers }), view: unused, update: unused },
    workplaces: {
      at: unused,
      readingFrom: (site: Workplace['site'], ...rest: readonly unknown[]) => {
        asked.push(rest);
        return Promise.resolve(workplace(site));
      },
    },
  };
}

function request(more: object): RunRequest {
  return runRequestSchema.parse({
    flow: 'enclave-import',
    site: 'enclave',
    yaml: 'kind: ImageSetConfiguration\n',
    source: { kind: 'archive', folder: token('a') },
    destination: { kind: 'registry', place: { host: 'enclave.test:5000', namespace: '/team/' } },
    options: {},
    afterwards: { verify: true, eject: true },
    ...more,
  });
}

describe('the engine’s request for a run', () => {
  it('has paths for tokens, and allows the registry that is filled where hosts are limited', async () => {
    const made = await toMirrorRequest(desk({ offlineAllow: ['osus.test'] }), request({}), {
      configFile: '/c',
    });
    expect(made.request).toMatchObject({
      config: '/c',
      from: '/archive-in/a',
      destination: { kind: 'registry', host: 'enclave.test:5000', namespace: 'team' },
      offlineAllow: ['osus.test', 'enclave.test:5000'],
    });
    expect(made.network.offlineAllow).toEqual(['osus.test', 'enclave.test:5000']);
  });

  it('leaves hosts free where they are not limited', async () => {
    const made = await toMirrorRequest(desk({}), request({}), { configFile: '/c' });
    expect(made.request.offlineAllow).toBeUndefined();
  });

  it('asks for what is approved for the enclave, and never for everything instead', async () => {
    const outward = request({
      flow: 'enclave-export',
      site: 'enterprise',
      source: { kind: 'registry', place: { host: 'e.test', namespace: '' } },
      destination: { kind: 'archive', folder: token('b') },
      options: { approvedOnly: true },
    });
    const { request: made } = await toMirrorRequest(desk({}), outward, {
      configFile: '/c',
      target: 'harbour',
    });
    expect(made.approvedFor).toBe('harbour');
    await expect(toMirrorRequest(desk({}), outward, { configFile: '/c' })).rejects.toMatchObject({
      code: 'APPROVAL_ENCLAVE_MISSING',
    });
  });

  it('names the receiver for an archive only, and takes the edited registries.conf', async () => {
    const outward = request({
      flow: 'enclave-export',
      site: 'enterprise',
      source: { kind: 'registry', place: { host: 'e.test', namespace: '' }, registriesConf: 'x = 1' },
      destination: { kind: 'archive', folder: token('b') },
    });
    const files = { configFile: '/c', registriesConf: '/r', target: 'harbour' };
    const at = desk({ registriesConf: '/made' });
    const made = await toMirrorRequest(at, outward, files);
    expect(made.request).toMatchObject({ target: 'harbour', registriesConf: '/r' });
    expect(at.asked).toEqual([
      [{ kind: 'registry', place: { host: 'e.test', namespace: '' } }, { yaml: outward.yaml }],
    ]);
    const inward = await toMirrorRequest(desk({}), request({}), files);
    expect(inward.request.target).toBeUndefined();
  });

  it('takes the number of workers from the run, else from the settings', async () => {
    const of = async (options: object, workers: number | null) =>
      (await toMirrorRequest(desk({}, workers), request({ options }), { configFile: '/c' })).request.workers;
    expect(await of({ workers: 3 }, 7)).toBe(3);
    expect(await of({}, 7)).toBe(7);
    expect(await of({}, null)).toBeUndefined();
  });

  it.each([
    ['an export into a registry', { flow: 'export', site: 'connected', source: { kind: 'upstream' } }],
    ['an import of another site', { flow: 'enclave-import', site: 'enterprise' }],
    ['an import from a registry', { source: { kind: 'upstream' } }],
  ])('is refused for %s', async (_what, more) => {
    await expect(toMirrorRequest(desk({}), request(more), { configFile: '/c' })).rejects.toMatchObject({
      code: 'RUN_ENDS_UNFIT',
    });
  });
});

describe('the address of a registry', () => {
  it.each([
    ['registry.test', '', ''],
    ['registry.test:5000', '/a/b/', 'a/b'],
    ['[::1]:5000', 'team_x/mirror-1', 'team_x/mirror-1'],
  ])('%s with "%s" is good', (host, namespace, trimmed) => {
    expect(checkedPlace({ host, namespace })).toEqual({ host, namespace: trimmed });
  });

  it.each([
    ['https://registry.test', ''],
    ['registry.test/path', ''],
    ['registry.test:99999', ''],
    ['registry test', ''],
    ['-o', ''],
    ['registry.test', 'Team'],
    ['registry.test', 'a/../b'],
    ['registry.test', 'a//b'],
  ])('%s with "%s" is none', (host, namespace) => {
    expect(() => checkedPlace({ host, namespace })).toThrowError(/RUN_REGISTRY_INVALID/);
  });
});
