import { describe, expect, it } from 'vitest';
import type { Environment, FileSystem } from '../../../core/ports/index.ts';
import {
  loadRegistriesConf,
  type RegistriesConfOptions,
} from '../../../core/registry/registries-conf/index.ts';
import { pretendedEnvironment, rootedHost } from '../../support/registry-rooted-fs.ts';

const user = '/home/op/.config/containers/registries.conf';
const system = '/etc/containers/registries.conf';
const vendor = '/usr/share/containers/registries.conf';

type Options = Omit<RegistriesConfOptions, 'fs' | 'environment'>;

/** The files read, in order, on a host where all of `paths` exist. */
async function filesRead(
  paths: readonly string[],
  variables: Environment['variables'] = {},
  options: Options & { readonly uid?: number } = {},
): Promise<readonly string[]> {
  const { uid = 1000, ...rest } = options;
  const { fs } = rootedHost(Object.fromEntries(paths.map((path) => [path, ''])));
  const environment = pretendedEnvironment(variables, { uid });
  return (await loadRegistriesConf({ fs, environment, ...rest })).files;
}

async function load(files: Readonly<Record<string, string>>, options: Options = {}) {
  return await loadRegistriesConf({
    fs: rootedHost(files).fs,
    environment: pretendedEnvironment(),
    ...options,
  });
}

describe('when generation 2 looks for the main file', () => {
  it('reads the first of user, /etc and /usr/share', async () => {
    expect(await filesRead([user, system, vendor])).toEqual([user]);
    expect(await filesRead([system, vendor])).toEqual([system]);
    expect(await filesRead([vendor])).toEqual([vendor]);
  });

  it('finds nothing on a bare host, which is fine', async () => {
    expect(await load({})).toEqual({
      rules: [],
      searchRegistries: [],
      credentialHelpers: ['containers-auth.json'],
      files: [],
      findings: [],
    });
  });

  it('honours XDG_CONFIG_HOME', async () => {
    const own = '/cfg/containers/registries.conf';
    expect(await filesRead([own, user, system], { XDG_CONFIG_HOME: '/cfg' })).toEqual([own]);
  });

  it.each([
    ['--registries-conf', { CONTAINERS_REGISTRIES_CONF: '/b', REGISTRIES_CONFIG_PATH: '/c' }, '/a'],
    [
      'CONTAINERS_REGISTRIES_CONF',
      { CONTAINERS_REGISTRIES_CONF: '/b', REGISTRIES_CONFIG_PATH: '/c' },
      undefined,
    ],
    ['REGISTRIES_CONFIG_PATH', { CONTAINERS_REGISTRIES_CONF: '', REGISTRIES_CONFIG_PATH: '/c' }, undefined],
  ])('lets %s name one file, which then stands alone', async (source, variables, path) => {
    const options = path === undefined ? {} : { path };
    const expected = { '--registries-conf': '/a', CONTAINERS_REGISTRIES_CONF: '/b' }[source] ?? '/c';
    const paths = ['/a', '/b', '/c', user, `${user}.d/1.conf`];
    expect(await filesRead(paths, variables, options)).toEqual([expected]);
    await expect(filesRead([user], variables, options)).rejects.toMatchObject({
      code: 'REGISTRIES_CONF_MISSING',
      params: { file: expected, source },
    });
  });

  it('refuses an override that does not exist', async () => {
    await expect(filesRead([], { CONTAINERS_REGISTRIES_CONF_OVERRIDE: '/gone' })).rejects.toMatchObject({
      code: 'REGISTRIES_CONF_MISSING',
      params: { source: 'CONTAINERS_REGISTRIES_CONF_OVERRIDE' },
    });
  });
});

describe('when generation 2 looks for drop-ins', () => {
  const rootless = '/etc/containers/registries.rootless.conf.d';
  const rootful = '/etc/containers/registries.rootful.conf.d';

  it('prefers the user’s, then this user id’s, then those without root, then everybody’s', async () => {
    const places = [`${user}.d`, `${rootless}/1000`, rootless, `${system}.d`, `${vendor}.d`];
    const paths = places.map((place) => `${place}/50-a.conf`);
    for (const [index, path] of paths.entries()) expect(await filesRead(paths.slice(index))).toEqual([path]);
  });

  it('reads the rootful ones for root only, and those of other users never', async () => {
    const paths = [`${rootful}/1.conf`, `${rootless}/2.conf`, `${rootless}/1001/3.conf`];
    expect(await filesRead(paths, {}, { uid: 0 })).toEqual([`${rootful}/1.conf`]);
    expect(await filesRead(paths)).toEqual([`${rootless}/2.conf`]);
  });

  it('takes *.conf only, and does not descend', async () => {
    const paths = [
      `${user}.d/a.conf`,
      `${user}.d/b.conf.bak`,
      `${user}.d/c.toml`,
      `${user}.d/sub.conf/d.conf`,
    ];
    expect(await filesRead(paths)).toEqual([`${user}.d/a.conf`]);
  });

  it('ignores links, as the library does, but says so', async () => {
    const host = rootedHost({ '/shared/a.conf': '' });
    host.link(`${user}.d/a.conf`, '/shared/a.conf');
    const environment = pretendedEnvironment();
    const conf = await loadRegistriesConf({ fs: host.fs, environment });
    expect(conf.files).toEqual([]);
    expect(conf.findings).toMatchObject([{ code: 'REGISTRIES_CONF_LINK_IGNORED' }]);
    const former = await loadRegistriesConf({ fs: host.fs, environment, mode: 'gen1' });
    expect(former.files).toEqual([`${user}.d/a.conf`]);
  });
});

describe('when generation 1 is asked for', () => {
  const gen1 = { mode: 'gen1' } as const;

  it('reads only the user’s drop-ins beside a user’s main file', async () => {
    const paths = [user, system, `${system}.d/1.conf`, `${user}.d/2.conf`];
    expect(await filesRead(paths, {}, gen1)).toEqual([user, `${user}.d/2.conf`]);
  });

  it('otherwise reads the system’s drop-ins, then the user’s, folder by folder', async () => {
    const paths = [system, vendor, `${system}.d/2.conf`, `${system}.d/1.conf`, `${user}.d/1.conf`];
    expect(await filesRead(paths, {}, gen1)).toEqual([
      system,
      `${system}.d/1.conf`,
      `${system}.d/2.conf`,
      `${user}.d/1.conf`,
    ]);
  });

  it('keeps reading drop-ins beside a named file', async () => {
    expect(await filesRead(['/a', user, `${system}.d/1.conf`], {}, { ...gen1, path: '/a' })).toEqual([
      '/a',
      `${system}.d/1.conf`,
    ]);
  });
});

describe('when several files say something', () => {
  it('lets a later file replace lists, an empty one too', async () => {
    const text = 'unqualified-search-registries = ["a.test"]\ncredential-helpers = ["pass"]\n';
    expect(await load({ [user]: text })).toMatchObject({
      searchRegistries: ['a.test'],
      credentialHelpers: ['pass'],
    });
    const later = 'unqualified-search-registries = []\ncredential-helpers = []\n';
    expect(await load({ [user]: text, [`${user}.d/1.conf`]: later })).toMatchObject({
      searchRegistries: [],
      credentialHelpers: ['containers-auth.json'],
    });
    expect(await load({ [user]: text, [`${user}.d/1.conf`]: '' })).toMatchObject({
      credentialHelpers: ['pass'],
    });
  });

  it('sorts tables by prefix, whatever file they are from', async () => {
    const table = (prefix: string): string => `[[registry]]\nlocation = "${prefix}"\n`;
    const conf = await load({
      [user]: table('b.test') + table('a.test'),
      [`${user}.d/1.conf`]: table('*.test').replace('location', 'prefix'),
    });
    expect(conf.rules.map(({ prefix }) => prefix)).toEqual(['*.test', 'a.test', 'b.test']);
  });
});

describe('when a file cannot be read', () => {
  it.each([
    ['too large', '#'.repeat(1024 * 1024 + 1), 'REGISTRIES_CONF_TOO_LARGE'],
    ['a folder', undefined, 'REGISTRIES_CONF_UNREADABLE'],
  ])('names it: %s', async (_, content, code) => {
    const files = content === undefined ? { [`${user}/x`]: '' } : { [user]: content };
    await expect(load(files)).rejects.toMatchObject({ code, params: { file: user } });
  });

  it('names it: not UTF-8', async () => {
    const { fs } = rootedHost({ [user]: '' });
    const open = async (...given: Parameters<FileSystem['open']>) => {
      const handle = await fs.open(...given);
      return Object.assign(handle, { readFile: () => Promise.resolve(Buffer.from([0x61, 0xff])) });
    };
    const failing = loadRegistriesConf({
      fs: { ...fs, open } as FileSystem,
      environment: pretendedEnvironment(),
    });
    await expect(failing).rejects.toMatchObject({ code: 'REGISTRIES_CONF_UNREADABLE' });
  });

  it.each(['open', 'readdir'] as const)(
    'does not take a forbidden file for a missing one (%s)',
    async (call) => {
      const { fs } = rootedHost({ [user]: '' });
      const denied = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }));
      const failing = loadRegistriesConf({
        fs: { ...fs, [call]: denied } as FileSystem,
        environment: pretendedEnvironment(),
      });
      await expect(failing).rejects.toMatchObject({
        code: 'REGISTRIES_CONF_UNREADABLE',
        params: { reason: 'EACCES' },
      });
    },
  );

  it('goes on when a drop-in vanishes after it was listed', async () => {
    const { fs } = rootedHost({ [user]: '', [`${user}.d/1.conf`]: '' });
    const open = async (path: string, ...rest: []) => {
      if (path.endsWith('1.conf')) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
      return await fs.open(path, ...rest);
    };
    const conf = await loadRegistriesConf({
      fs: { ...fs, open } as unknown as FileSystem,
      environment: pretendedEnvironment(),
    });
    expect(conf.files).toEqual([user]);
  });
});

describe('when a file has the format of before 2019', () => {
  const text =
    "[registries.search]\nregistries = ['s.test']\n[registries.insecure]\nregistries = ['i.test/', 'b.test']\n[registries.block]\nregistries = ['b.test']\n";

  it.each(['gen1', 'gen2'] as const)('converts the main file with a warning (%s)', async (mode) => {
    const conf = await load({ [user]: text }, { mode });
    expect(conf.rules).toMatchObject([
      { prefix: 'b.test', insecure: true, blocked: true },
      { prefix: 'i.test', insecure: true, blocked: false },
    ]);
    expect(conf.searchRegistries).toEqual(['s.test']);
    expect(conf.findings).toMatchObject([{ level: 'warning', code: 'REGISTRIES_CONF_V1_CONVERTED' }]);
  });

  it('refuses it as a drop-in', async () => {
    await expect(load({ [`${user}.d/1.conf`]: text })).rejects.toMatchObject({
      code: 'REGISTRIES_CONF_V1_DROP_IN',
    });
  });

  it('accepts the template that lists nothing', async () => {
    const conf = await load({
      [user]: '[registries.search]\nregistries = []\n[registries.block]\nregistries = []\n',
    });
    expect(conf.rules).toEqual([]);
  });
});
