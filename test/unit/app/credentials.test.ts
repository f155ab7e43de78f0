import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CredentialView } from '../../../core/contract/index.ts';
import type { ShellPorts } from '../../../core/host/index.ts';
import { createEventHub } from '../../../core/host/app/event-hub.ts';
import { createCredentialStore } from '../../../core/host/credentials/credential-store.ts';
import { credentialHandlers } from '../../../core/host/credentials/credentials-handlers.ts';
import { openVault } from '../../../core/host/credentials/vault.ts';
import { pathTokenSchema } from '../../../core/contract/index.ts';
import { appWorld, type App, type AppWorld } from '../../support/app-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';
import { serveRegistry } from '../../support/tls-registry.ts';

const site = 'enterprise';
const scope = 'registry.test:5000';
const canary = 'c4n4ry-S3cr3t/+"quoted';

let world: AppWorld;
let app: App;

/** A system store that scrambles, so that a test can tell what is encrypted from what is not. */
const secrets: NonNullable<ShellPorts['secrets']> = {
  encrypt: (text) => Promise.resolve(Buffer.from(Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a))),
  decrypt: (bytes) => Promise.resolve(Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString('utf8')),
};
const electron: ShellPorts = { shell: 'electron', secrets };

const save = (to: App, secret = canary): Promise<unknown> =>
  to.call('credentials.save', { site, scope, username: 'robot', secret });
const own = (credentials: readonly CredentialView[]): unknown[] =>
  credentials
    .filter(({ removable }) => removable)
    .map(({ scope: of, username, source }) => [of, username, source]);

beforeEach(async () => {
  world = await appWorld();
  app = await world.start();
});
afterEach(() => world.remove());

describe('credentials that are entered', () => {
  it('live until the host ends in browser mode, which is said', async () => {
    await save(app);
    const listed = await app.call('credentials.list', { site });
    expect(listed).toMatchObject({ store: 'session', why: { code: 'CREDENTIALS_SESSION_ONLY' } });
    expect(own(listed.credentials)).toEqual([[scope, 'robot', 'session']]);
    const again = await world.start();
    expect(own((await again.call('credentials.list', { site })).credentials)).toEqual([]);
    const desktop = await world.start({ ports: { shell: 'electron' } });
    expect((await desktop.call('credentials.list', { site })).why?.code).toBe('CREDENTIALS_NO_KEY_STORE');
  });

  it("outlive it, encrypted, with the system's store", async () => {
    const first = await world.start({ ports: electron });
    await save(first);
    const file = join(world.folder, 'credentials.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const second = await world.start({ ports: electron });
    const listed = await second.call('credentials.list', { site });
    expect(listed).toMatchObject({ store: 'system' });
    expect(own(listed.credentials)).toEqual([[scope, 'robot', 'system']]);
    await second.call('credentials.remove', { site, id: `own:${scope}` });
    expect(await readFile(file, 'utf8')).not.toContain(scope);
  });

  it('that are entered again accept that the registry has moved its token service', async () => {
    const service = await serveRegistry({
      tls: false,
      auth: { kind: 'bearer', username: 'robot', password: 'right' },
    });
    const served = await serveRegistry({
      tls: false,
      instead: (request, response) => {
        const known = request.headers.authorization?.startsWith('Bearer ') === true;
        const demand = {
          'www-authenticate': `Bearer realm="http://${service.host}/token",service="practice"`,
        };
        response.writeHead(known ? 200 : 401, known ? {} : demand).end('{}');
      },
    });
    const memory = join(world.root, 'state', 'token-services.json');
    await mkdir(join(world.root, 'state'), { recursive: true });
    const entry = {
      id: 'central',
      name: 'Central',
      site,
      place: { host: served.host, namespace: '' },
      profile: 'generic',
      tls: { mode: 'insecure', reason: 'test' },
    } as const;
    const enter = (): Promise<unknown> =>
      app.call('credentials.save', { site, scope: served.host, username: 'robot', secret: 'right' });
    const login = async (): Promise<unknown> =>
      (await app.call('registries.test', { entry, push: false })).checks.find(({ id }) => id === 'login');
    try {
      await app.call('settings.update', { onlyNamedHosts: false });
      await enter();
      await writeFile(
        memory,
        JSON.stringify({ [served.host]: 'elsewhere.test', 'other.test': 'other.test' }),
      );
      expect(await login()).toMatchObject({ state: 'failed', message: { code: 'REALM_CHANGED' } });
      await enter();
      expect(JSON.parse(await readFile(memory, 'utf8'))).toEqual({ 'other.test': 'other.test' });
      expect(await login()).toMatchObject({ state: 'passed' });
      expect(JSON.parse(await readFile(memory, 'utf8'))).toMatchObject({ [served.host]: service.host });
    } finally {
      await served.close();
      await service.close();
    }
  });

  it('belong to one site', async () => {
    await save(app);
    expect(own((await app.call('credentials.list', { site: 'enclave' })).credentials)).toEqual([]);
  });

  it.each([
    [{ scope: 'a b' }, 'CREDENTIAL_SCOPE_INVALID'],
    [{ scope: '../etc' }, 'CREDENTIAL_SCOPE_INVALID'],
    [{ username: '' }, 'CREDENTIAL_INCOMPLETE'],
    [{ secret: '' }, 'CREDENTIAL_INCOMPLETE'],
    [{ secret: 'x'.repeat(20_001) }, 'APP_INPUT_INVALID'],
  ])('are refused when they are of no use (%#)', async (change, code) => {
    const input = { site, scope, username: 'robot', secret: canary, ...change } as const;
    await expect(app.call('credentials.save', input)).rejects.toMatchObject({ code });
  });

  it('stay as they were when the disk is full', async () => {
    const first = await world.start({ ports: electron });
    await save(first);
    const { fs } = faultyFileSystem({
      at: 1,
      only: /^writeFile .*credentials/,
      kind: 'fail',
      code: 'ENOSPC',
    });
    const struck = await world.start({ ports: electron, services: { fs } });
    await expect(save(struck, 'other')).rejects.toMatchObject({ code: 'CREDENTIALS_NOT_SAVED' });
    expect(own((await struck.call('credentials.list', { site })).credentials)).toHaveLength(1);
  });

  it('that the key store cannot open now are told and kept', async () => {
    const first = await world.start({ ports: electron });
    await save(first);
    const before = await readFile(join(world.folder, 'credentials.json'), 'utf8');
    const locked = { ...secrets, decrypt: () => Promise.reject(new Error('locked')) };
    const second = await world.start({ ports: { shell: 'electron', secrets: locked } });
    expect((await second.call('app.info', {})).startFindings).toMatchObject([
      { message: { code: 'CREDENTIALS_LOCKED' } },
    ]);
    await second.call('credentials.save', { site, scope: 'other.test', username: 'a', secret: 'bcde' });
    const kept = JSON.parse(await readFile(join(world.folder, 'credentials.json'), 'utf8')) as {
      entries: object;
    };
    expect(kept.entries).toMatchObject((JSON.parse(before) as { entries: object }).entries);
  });

  it('in a damaged file are put aside and told', async () => {
    await mkdir(world.folder, { recursive: true });
    await writeFile(join(world.folder, 'credentials.json'), '{"version":1,"entries":{"a":');
    const next = await world.start({ ports: electron });
    expect((await next.call('app.info', {})).startFindings).toMatchObject([
      { message: { code: 'CREDENTIALS_STORE_DAMAGED' } },
    ]);
    await save(next);
    expect(await readdir(world.folder)).toContain('credentials.json.damaged');
  });

  it('come before those in files', async () => {
    const auth = { kind: 'basic', username: 'robot', password: 'right' } as const;
    const served = await serveRegistry({ tls: false, auth });
    try {
      const file = join(world.root, 'home', '.docker', 'config.json');
      await mkdir(join(world.root, 'home', '.docker'), { recursive: true });
      const wrong = Buffer.from('robot:wrong').toString('base64');
      await writeFile(file, JSON.stringify({ auths: { [served.host]: { auth: wrong } } }));
      const entry = {
        id: 'central',
        name: 'Central',
        site,
        place: { host: served.host, namespace: '' },
        profile: 'generic',
        tls: { mode: 'insecure', reason: 'test' },
      } as const;
      const login = async (): Promise<unknown> =>
        (await app.call('registries.test', { entry, push: false })).checks.find(({ id }) => id === 'login');
      expect(await login()).toMatchObject({ state: 'failed', message: { code: 'REGISTRY_LOGIN_FAILED' } });
      await app.call('credentials.save', { site, scope: served.host, username: 'robot', secret: 'right' });
      expect(await login()).toMatchObject({ state: 'passed', message: { params: { source: 'session' } } });
    } finally {
      await served.close();
    }
  });
});

describe('credentials in files', () => {
  const docker = (): string => join(world.root, 'home', '.docker', 'config.json');
  const write = async (file: string, content: unknown): Promise<void> => {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  };
  const auth = Buffer.from(`me:${canary}`).toString('base64');

  it('are listed with user, kind and file, and never a secret', async () => {
    await write(docker(), {
      auths: { 'quay.io': { auth }, 'token.test': { identitytoken: canary }, 'empty.test': {} },
      credHelpers: { 'helped.test': 'pass' },
      credsStore: 'secretservice',
    });
    const { credentials } = await app.call('credentials.list', { site });
    expect(credentials.map(({ scope: of, kind, username, source }) => [of, kind, username, source])).toEqual([
      ['helped.test', 'helper', undefined, `${docker()}, docker-credential-pass`],
      ['quay.io', 'password', 'me', docker()],
      ['token.test', 'token', undefined, docker()],
      ['*', 'helper', undefined, `${docker()}, docker-credential-secretservice`],
    ]);
    expect(JSON.stringify(credentials)).not.toContain('c4n4ry');
    await expect(
      app.call('credentials.remove', { site, id: credentials[0]?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'CREDENTIAL_NOT_OWN' });
  });

  it('that cannot be used are told, and do not hide the others', async () => {
    await write(docker(), `{"auths": {"quay.io": {"auth": "${auth}"`);
    await save(app);
    const listed = await app.call('credentials.list', { site });
    expect(listed.problems).toMatchObject([{ code: 'CREDENTIALS_FILE_SYNTAX', params: { file: docker() } }]);
    expect(own(listed.credentials)).toHaveLength(1);
    expect(JSON.stringify(listed)).not.toContain(auth.slice(0, 8));
  });

  it('are used from a file that was chosen, until it is chosen no longer', async () => {
    const file = join(world.root, 'chosen.json');
    const { vault } = await openVault({ services: world.services, folder: world.folder });
    const events = createEventHub();
    const credentials = createCredentialStore({
      services: world.services,
      folder: world.folder,
      vault,
      events,
    });
    const workplace = { site, practice: false, services: world.services, network: {} } as const;
    const unused = (): never => {
      throw new Error('not used here');
    };
    const handlers = credentialHandlers({
      services: world.services,
      ports: { shell: 'browser' },
      events,
      credentials,
      paths: { give: unused, resolve: () => file, describe: unused, release: unused },
      workplaces: { at: () => Promise.resolve(workplace), readingFrom: unused },
    });
    const context = {
      caller: { id: 'page', role: 'controller' },
      signal: new AbortController().signal,
    } as const;
    const token = pathTokenSchema.parse(`p_${'0'.repeat(32)}`);
    const choose = (chosen: typeof token | null): ReturnType<(typeof handlers)['credentials.useAuthFile']> =>
      handlers['credentials.useAuthFile']({ site, file: chosen }, context);
    await expect(choose(token)).rejects.toMatchObject({ code: 'CREDENTIALS_FILE_MISSING' });
    await write(file, 'no json');
    await expect(choose(token)).rejects.toMatchObject({ code: 'CREDENTIALS_FILE_SYNTAX' });
    await write(file, { auths: { 'chosen.test': { auth } } });
    const chosen = await choose(token);
    expect(chosen).toMatchObject({ authFile: file, credentials: [{ scope: 'chosen.test', source: file }] });
    const again = await world.start();
    expect(await again.call('credentials.list', { site })).toMatchObject({ authFile: file });
    expect((await choose(null)).authFile).toBeUndefined();
  });
});
