import { describe, expect, it } from 'vitest';
import type { Environment, FileSystem } from '../../../core/ports/index.ts';
import {
  createCredentialLookup,
  type Credential,
  type CredentialLookup,
  type CredentialLookupOptions,
  type HelperRun,
  Secret,
} from '../../../core/registry/credentials/index.ts';
import { pretendedEnvironment, rootedHost } from '../../support/registry-rooted-fs.ts';

const docker = '/home/op/.docker/config.json';
const podman = '/run/user/1000/containers/auth.json';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const auths = (entries: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    auths: Object.fromEntries(Object.entries(entries).map(([key, pair]) => [key, { auth: base64(pair) }])),
  });
const stored = (username: string, secret: string): HelperRun => ({
  outcome: 'exited',
  exitCode: 0,
  stdout: JSON.stringify({ ServerURL: 'x', Username: username, Secret: secret }),
});
const nothingStored: HelperRun = {
  outcome: 'exited',
  exitCode: 1,
  stdout: 'credentials not found in native keychain',
};

interface Desk {
  readonly lookup: CredentialLookup;
  readonly host: ReturnType<typeof rootedHost>;
  /** Helper calls as `program server`. */
  readonly calls: string[];
}

function desk(
  files: Readonly<Record<string, string>>,
  helpers: Readonly<Record<string, HelperRun>> = {},
  over: Partial<CredentialLookupOptions> & { readonly variables?: Environment['variables'] } = {},
): Desk {
  const host = rootedHost(files);
  const calls: string[] = [];
  const { variables = { XDG_RUNTIME_DIR: '/run/user/1000' }, ...options } = over;
  const lookup = createCredentialLookup({
    fs: host.fs,
    environment: pretendedEnvironment(variables),
    runHelper: (program, server) => {
      calls.push(`${program} ${server}`);
      return Promise.resolve(helpers[program] ?? { outcome: 'not-installed' });
    },
    ...options,
  });
  return { lookup, host, calls };
}

const pair = (credential: Credential | undefined): string | undefined =>
  credential?.kind === 'basic'
    ? `${credential.username}:${credential.password.reveal()}`
    : credential?.token.reveal();

async function found(given: Desk, host: string, repository = 'ns/img'): Promise<string | undefined> {
  return pair(await given.lookup.lookup(host, repository));
}

describe('when credentials come with the command', () => {
  const explicit = [{ host: 'reg.test:5000', username: 'cli', password: new Secret('pw') }];

  it('beat every file, for their own host and port only', async () => {
    const given = desk(
      { [docker]: auths({ 'reg.test:5000': 'file:pw', 'mirror.test': 'mirror:pw' }) },
      {},
      { explicit },
    );
    expect(await found(given, 'reg.test:5000')).toBe('cli:pw');
    expect(await found(given, 'mirror.test')).toBe('mirror:pw');
    expect(await found(given, 'reg.test')).toBeUndefined();
  });
});

describe('when Docker Hub is asked for', () => {
  it.each(['https://index.docker.io/v1/', 'docker.io', 'index.docker.io', 'registry-1.docker.io'])(
    'finds the key %s by any of its names',
    async (key) => {
      const given = desk({ [docker]: auths({ [key]: 'hub:pw' }) });
      for (const host of ['docker.io', 'registry-1.docker.io', 'index.docker.io']) {
        expect(await found(given, host, 'library/alpine')).toBe('hub:pw');
      }
    },
  );

  it('asks a credential store under the name stores know', async () => {
    const given = desk(
      { [docker]: '{"credsStore":"fake"}' },
      { 'docker-credential-fake': stored('hub', 'pw') },
    );
    expect(await found(given, 'docker.io', 'library/alpine')).toBe('hub:pw');
    expect(given.calls).toEqual(['docker-credential-fake https://index.docker.io/v1/']);
  });
});

describe('when several files exist', () => {
  it('reads later ones only when earlier ones have nothing', async () => {
    const given = desk({ [podman]: auths({ 'reg.test': 'first:pw' }), [docker]: '{broken' });
    expect(await found(given, 'reg.test')).toBe('first:pw');
    await expect(found(given, 'other.test')).rejects.toMatchObject({
      code: 'CREDENTIALS_FILE_SYNTAX',
      params: { file: docker },
    });
  });

  it.each([
    [{}, '/run/containers/1000/auth.json'],
    [{ XDG_RUNTIME_DIR: '/rt' }, '/rt/containers/auth.json'],
    [{ XDG_CONFIG_HOME: '/cfg' }, '/cfg/containers/auth.json'],
    [{ DOCKER_CONFIG: '/dc' }, '/dc/config.json'],
    [{}, '/home/op/.config/containers/auth.json'],
  ])('knows the place %s %s', async (variables, file) => {
    expect(await found(desk({ [file]: auths({ 'reg.test': 'a:b' }) }, {}, { variables }), 'reg.test')).toBe(
      'a:b',
    );
  });

  it('looks in the user’s folder on other systems than Linux', async () => {
    const file = '/home/op/.config/containers/auth.json';
    const environment = pretendedEnvironment({ XDG_RUNTIME_DIR: '/rt' }, { platform: 'darwin' });
    const given = desk({ [file]: auths({ 'reg.test': 'a:b' }) }, {}, { environment });
    expect((await given.lookup.searched('reg.test', '')).steps[0]).toMatchObject({
      place: file,
      outcome: 'used',
    });
  });
});

describe('when a file is named', () => {
  it('is the only one read', async () => {
    const given = desk(
      { '/x.json': '{}', [docker]: auths({ 'reg.test': 'a:b' }) },
      {},
      { authFile: '/x.json' },
    );
    expect(await found(given, 'reg.test')).toBeUndefined();
    expect(given.host.opened).toEqual(['/x.json']);
  });

  it.each([
    ['--authfile', { authFile: '/gone.json' }],
    ['REGISTRY_AUTH_FILE', { variables: { REGISTRY_AUTH_FILE: '/gone.json' } }],
  ])('must exist: %s', async (source, over) => {
    await expect(found(desk({}, {}, over), 'reg.test')).rejects.toMatchObject({
      code: 'CREDENTIALS_FILE_MISSING',
      params: { source, file: '/gone.json' },
    });
  });

  it('may be a Kubernetes Secret, in YAML or JSON, encoded or not', async () => {
    const config = auths({ 'reg.test': 'k8s:pw' });
    const secrets = [
      `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: >-\n    ${base64(config)}\n`,
      `---\nkind: ConfigMap\n---\nkind: Secret\nstringData:\n  .dockerconfigjson: '${config}'\n`,
      JSON.stringify({ kind: 'Secret', data: { '.dockerconfigjson': base64(config) } }),
      JSON.stringify({ kind: 'Secret', data: { '.dockercfg': base64('{"reg.test":{"auth":"azhzOnB3"}}') } }),
    ];
    for (const secret of secrets) {
      expect(await found(desk({ '/s': secret }, {}, { authFile: '/s' }), 'reg.test')).toBe('k8s:pw');
    }
  });

  it('refuses a Secret of another kind, an alias bomb and other YAML', async () => {
    const code = async (text: string): Promise<unknown> =>
      await found(desk({ '/s': text }, {}, { authFile: '/s' }), 'reg.test').catch((error: unknown) => error);
    expect(await code('kind: Secret\ndata:\n  tls.key: abc\n')).toMatchObject({
      code: 'CREDENTIALS_SECRET_EMPTY',
    });
    expect(await code('kind: ConfigMap\n')).toMatchObject({ code: 'CREDENTIALS_FILE_SYNTAX' });
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]',
      'c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]',
      'd: [*c,*c,*c,*c,*c,*c]',
      'kind: Secret',
    ];
    expect(await code(bomb.join('\n'))).toMatchObject({ code: 'CREDENTIALS_FILE_SYNTAX' });
  });
});

describe('when an entry is odd', () => {
  it.each([
    ['not base64', '{"auths":{"reg.test":{"auth":"!!"}}}', 'CREDENTIALS_AUTH_MALFORMED'],
    ['base64 without its padding', '{"auths":{"reg.test":{"auth":"dTpwdzE"}}}', 'CREDENTIALS_AUTH_MALFORMED'],
    ['auth is a number', '{"auths":{"reg.test":{"auth":5}}}', 'CREDENTIALS_FILE_SHAPE'],
    ['auths is a list', '{"auths":[]}', 'CREDENTIALS_FILE_SHAPE'],
    ['not an object', '"hunter2"', 'CREDENTIALS_FILE_SHAPE'],
    ['empty file', '', 'CREDENTIALS_FILE_SYNTAX'],
    ['cut off', '{"auths":{"reg.test":{"auth":"aHVudGVyMjpodW50ZXIy', 'CREDENTIALS_FILE_SYNTAX'],
  ])('fails and keeps the value to itself: %s', async (_, content, code) => {
    const failure: unknown = await found(desk({ [docker]: content }), 'reg.test').catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code });
    expect(`${JSON.stringify(failure)}${String((failure as Error).stack)}`).not.toMatch(/hunter2|aHVudGVy/);
  });

  it('skips a value without a colon, with a warning that does not show it', async () => {
    const given = desk({ [docker]: JSON.stringify({ auths: { 'reg.test': { auth: base64('hunter2') } } }) });
    expect(await found(given, 'reg.test')).toBeUndefined();
    const search = await given.lookup.searched('reg.test', 'ns/img');
    expect(search.findings).toMatchObject([
      { code: 'CREDENTIALS_AUTH_SKIPPED', params: { key: 'reg.test' } },
    ]);
    expect(JSON.stringify(search)).not.toContain('hunter2');
  });

  it('reads null and missing members as empty, a byte order mark, and line breaks in base64', async () => {
    expect(await found(desk({ [docker]: '{"auths":null,"credHelpers":null}' }), 'reg.test')).toBeUndefined();
    expect(await found(desk({ [docker]: '{"auths":{"reg.test":null}}' }), 'reg.test')).toBeUndefined();
    expect(await found(desk({ [docker]: `\uFEFF${auths({ 'reg.test': 'a:b' })}` }), 'reg.test')).toBe('a:b');
    expect(await found(desk({ [docker]: '{"auths":{"reg.test":{"auth":"YTpi\\n"}}}' }), 'reg.test')).toBe(
      'a:b',
    );
  });

  it('prefers an identity token to the pair beside it, and takes one alone only as a superset', async () => {
    const both = JSON.stringify({ auths: { 'reg.test': { auth: base64('u:'), identitytoken: 'IDT' } } });
    expect(await desk({ [docker]: both }).lookup.lookup('reg.test', '')).toMatchObject({
      kind: 'identity-token',
    });
    const alone = JSON.stringify({ auths: { 'reg.test': { identitytoken: 'IDT' } } });
    expect(await found(desk({ [docker]: alone }), 'reg.test')).toBe('IDT');
    expect(await found(desk({ [docker]: alone }, {}, { superset: false }), 'reg.test')).toBeUndefined();
  });

  it('does not let plain fields of a wider entry replace an empty narrower one', async () => {
    const config = { auths: { 'reg.test/ns': {}, 'reg.test': { username: 'wide', password: 'pw' } } };
    const given = desk({ [docker]: JSON.stringify(config) });
    expect(await found(given, 'reg.test', 'ns/img')).toBeUndefined();
    expect(await found(given, 'reg.test', 'other/img')).toBe('wide:pw');
  });
});

describe('when a file cannot be read', () => {
  it.each([
    ['forbidden', 'EACCES'],
    ['a loop of links', 'ELOOP'],
  ])('is an error, not a miss: %s', async (_, reason) => {
    const { fs } = rootedHost();
    const open = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { code: reason }));
    const given = desk({}, {}, { fs: { ...fs, open } as FileSystem });
    await expect(found(given, 'reg.test')).rejects.toMatchObject({
      code: 'CREDENTIALS_FILE_UNREADABLE',
      params: { file: podman, reason },
    });
  });

  it('refuses one that is too large to be meant', async () => {
    await expect(found(desk({ [docker]: ' '.repeat(1024 * 1024 + 1) }), 'reg.test')).rejects.toMatchObject({
      code: 'CREDENTIALS_FILE_TOO_LARGE',
    });
  });
});

describe('when files and helpers were asked already', () => {
  const config = { [docker]: '{"credHelpers":{"reg.test":"fake"}}' };
  const helpers = { 'docker-credential-fake': stored('u', 'pw') };

  it('asks each once per run, also when many ask at the same time', async () => {
    const given = desk(config, helpers);
    await Promise.all(['a', 'b', 'c'].map((name) => given.lookup.lookup('reg.test', name)));
    expect(given.calls).toEqual(['docker-credential-fake reg.test']);
    expect(given.host.opened.filter((file) => file === docker)).toHaveLength(1);
  });

  it('asks again on request, and sees what has changed', async () => {
    const given = desk(config, helpers);
    await given.lookup.lookup('reg.test', 'a');
    given.host.write(docker, auths({ 'reg.test': 'new:pw' }));
    expect(await found(given, 'reg.test')).toBe('u:pw');
    expect(pair(await given.lookup.lookup('reg.test', 'a', { fresh: true }))).toBe('new:pw');
    expect(given.calls).toHaveLength(1);
  });
});

describe('when registries.conf names helpers', () => {
  it('asks them in their order, the auth files where their reserved word stands', async () => {
    const files = { [docker]: auths({ 'reg.test': 'file:pw' }) };
    const helpers = { 'docker-credential-one': nothingStored, 'docker-credential-two': stored('two', 'pw') };
    const order = async (credentialHelpers: readonly string[]): Promise<string | undefined> =>
      await found(desk(files, helpers, { conf: { credentialHelpers } }), 'reg.test');
    expect(await order(['one', 'containers-auth.json', 'two'])).toBe('file:pw');
    expect(await order(['one', 'two', 'containers-auth.json'])).toBe('two:pw');
    expect(await order(['one'])).toBeUndefined();
  });

  it('lets a later one make good an earlier failure, else tells the first', async () => {
    const conf = { credentialHelpers: ['missing', 'containers-auth.json'] };
    const given = desk({ [docker]: auths({ 'reg.test': 'file:pw' }) }, {}, { conf });
    expect(await found(given, 'reg.test')).toBe('file:pw');
    await expect(found(given, 'other.test')).rejects.toMatchObject({
      code: 'CREDENTIAL_HELPER_NOT_INSTALLED',
      params: { name: 'missing', host: 'other.test' },
    });
  });
});

describe('when a helper misbehaves', () => {
  const ask = async (run: HelperRun, name = 'fake'): Promise<unknown> =>
    await found(
      desk(
        { [docker]: JSON.stringify({ credHelpers: { 'reg.test': name } }) },
        { 'docker-credential-fake': run },
      ),
      'reg.test',
    ).catch((error: unknown) => error);
  const exited = (exitCode: number, stdout: string): HelperRun => ({ outcome: 'exited', exitCode, stdout });

  it.each([
    [{ outcome: 'not-installed' }, 'CREDENTIAL_HELPER_NOT_INSTALLED'],
    [{ outcome: 'timed-out', seconds: 30 }, 'CREDENTIAL_HELPER_TIMEOUT'],
    [{ outcome: 'too-much-output' }, 'CREDENTIAL_HELPER_OUTPUT'],
    [exited(1, 'locked, last secret was hunter2'), 'CREDENTIAL_HELPER_FAILED'],
    [exited(0, 'hunter2'), 'CREDENTIAL_HELPER_OUTPUT'],
    [exited(0, '{"Username":"hunter2"}'), 'CREDENTIAL_HELPER_OUTPUT'],
  ] as const)('fails without repeating its output (%#)', async (run, code) => {
    const failure = await ask(run);
    expect(failure).toMatchObject({ code, params: { name: 'fake', host: 'reg.test' } });
    expect(`${JSON.stringify(failure)}${String((failure as Error).cause)}`).not.toContain('hunter2');
  });

  it.each(['../evil', 'a b', 'x;rm', '', 'a/b', 'ü'])('does not run a program named %j', async (name) => {
    const given = desk({ [docker]: JSON.stringify({ credHelpers: { 'reg.test': name } }) });
    await expect(found(given, 'reg.test')).rejects.toMatchObject({ code: 'CREDENTIAL_HELPER_NAME' });
    expect(given.calls).toEqual([]);
  });

  it('passes over a credential store that is not there, as podman never asks it', async () => {
    const config = { credsStore: 'desktop', auths: { 'reg.test': { username: 'u', password: 'p' } } };
    const given = desk({ [docker]: JSON.stringify(config) });
    expect(await found(given, 'reg.test')).toBe('u:p');
    expect((await given.lookup.searched('reg.test', 'a')).findings).toMatchObject([
      { level: 'note', code: 'CREDENTIALS_STORE_UNUSABLE', params: { name: 'desktop' } },
    ]);
  });
});

describe('when the search is told', () => {
  it('names host, every place with its outcome, and the entry used, but no secret', async () => {
    const given = desk({
      [podman]: auths({ 'other.test': 'x:hunter2' }),
      [docker]: JSON.stringify({ auths: { 'reg.test/ns': {} } }),
      '/home/op/.dockercfg': JSON.stringify({ 'https://reg.test/v1/': { auth: base64('u:hunter2') } }),
    });
    const search = await given.lookup.searched('reg.test', 'ns/img');
    expect(search).toEqual({
      host: 'reg.test',
      repository: 'ns/img',
      steps: [
        { place: podman, outcome: 'no-entry' },
        { place: '/home/op/.config/containers/auth.json', outcome: 'absent' },
        { place: docker, outcome: 'empty', key: 'reg.test/ns' },
        { place: '/home/op/.dockercfg', outcome: 'used', key: 'https://reg.test/v1/' },
      ],
      used: { file: '/home/op/.dockercfg', key: 'https://reg.test/v1/' },
      findings: [],
    });
  });

  it('tells a failure as a step', async () => {
    const search = await desk({ [docker]: '{' }).lookup.searched('reg.test', '');
    expect(search.steps.at(-1)).toEqual({
      place: docker,
      outcome: 'failed',
      code: 'CREDENTIALS_FILE_SYNTAX',
    });
    expect(search.used).toBeUndefined();
  });
});
