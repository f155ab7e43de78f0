import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pathTokenSchema, type Check, type RegistryEntry } from '../../../core/contract/index.ts';
import type { PathRegistry } from '../../../core/host/app/path-registry.ts';
import type { CredentialStore } from '../../../core/host/credentials/credential-store.ts';
import { openNetwork } from '../../../core/host/network.ts';
import { keptConnections } from '../../../core/host/app/kept-connections.ts';
import { createAuthorityStore } from '../../../core/host/registries/authority-store.ts';
import { createRegistryStore } from '../../../core/host/registries/registry-store.ts';
import { registryHandlers, type RegistryDesk } from '../../../core/host/registries/registries-handlers.ts';
import { createEventHub } from '../../../core/host/app/event-hub.ts';
import { appWorld, type App, type AppWorld } from '../../support/app-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';
import { authority, goodCertificate } from '../../support/registry-tls.ts';
import { serveRegistry, serveSilence, type ServedRegistry } from '../../support/tls-registry.ts';

let world: AppWorld;
let app: App;
const closers: (() => Promise<void>)[] = [];

const serve = async (options: Parameters<typeof serveRegistry>[0]): Promise<ServedRegistry> => {
  const served = await serveRegistry(options);
  closers.push(served.close);
  return served;
};
const entryFor = (host: string, tls: RegistryEntry['tls'] = { mode: 'verify' }): RegistryEntry => ({
  id: 'central',
  name: 'Central',
  site: 'enterprise',
  place: { host, namespace: '' },
  profile: 'generic',
  tls,
});
const insecure = { mode: 'insecure', reason: 'lab network' } as const;
const test = async (entry: RegistryEntry, push = true): Promise<readonly Check[]> =>
  (await app.call('registries.test', { entry, push })).checks;
const states = (checks: readonly Check[]): string =>
  checks.map(({ id, state, message }) => `${id} ${state} ${message?.code ?? '-'}`).join('\n');

const unused = (): never => {
  throw new Error('not used here');
};
const unusedPaths: PathRegistry = { give: unused, resolve: unused, describe: unused, release: unused };
const noCredentials: CredentialStore = {
  store: 'session',
  own: () => [],
  save: unused,
  remove: unused,
  authFile: () => Promise.resolve(undefined),
  chooseAuthFile: unused,
};
/** The handlers without the application around them, for tokens that no page can make up. */
const handlerDesk = (): RegistryDesk => ({
  services: world.services,
  paths: unusedPaths,
  events: createEventHub(),
  workplaces: { at: unused, readingFrom: unused, reaching: unused, registriesConf: unused },
  registries: createRegistryStore(world.services, world.folder, createEventHub()),
  authorities: createAuthorityStore(world.services, world.folder),
  practice: { isOn: () => false, state: () => ({ running: false }) },
});

beforeEach(async () => {
  world = await appWorld();
  app = await world.start({ options: { patience: 700 } });
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await world.remove();
});

describe('saved registries', () => {
  it('are kept, replaced by their id, removed, and told of', async () => {
    await app.call('registries.save', entryFor('a.test:5000'));
    await app.call('registries.save', { ...entryFor('b.test'), id: 'second' });
    await app.call('registries.save', {
      ...entryFor('c.test', insecure),
      place: { host: 'c.test', namespace: '/team/' },
    });
    const again = await world.start();
    const { registries } = await again.call('registries.list', {});
    expect(registries.map(({ id, place, tls }) => [id, place, tls])).toEqual([
      ['central', { host: 'c.test', namespace: 'team' }, insecure],
      ['second', { host: 'b.test', namespace: '' }, { mode: 'verify' }],
    ]);
    expect((await app.call('registries.remove', { id: 'central' })).registries).toHaveLength(1);
    expect(app.events.map(({ topic }) => topic)).toEqual(
      Array.from({ length: 4 }, () => 'registries.changed'),
    );
    expect((await stat(join(world.folder, 'registries.json'))).mode & 0o777).toBe(0o600);
  });

  it.each([
    [entryFor('https://a.test'), 'RUN_REGISTRY_INVALID'],
    [entryFor('../../etc'), 'RUN_REGISTRY_INVALID'],
    [{ ...entryFor('a.test'), place: { host: 'a.test', namespace: 'Team' } }, 'RUN_REGISTRY_INVALID'],
    [entryFor('a.test', { mode: 'insecure', reason: '  ' }), 'APP_INPUT_INVALID'],
  ])('refuse what is no registry, and insecure without a reason (%#)', async (entry, code) => {
    await expect(app.call('registries.save', entry)).rejects.toMatchObject({ code });
  });

  it('stay as they were when the disk is full', async () => {
    await app.call('registries.save', entryFor('a.test'));
    const { fs } = faultyFileSystem({ at: 1, only: /^sync .*registries/, kind: 'fail', code: 'ENOSPC' });
    const struck = await world.start({ services: { fs } });
    await expect(struck.call('registries.save', entryFor('b.test'))).rejects.toMatchObject({
      code: 'STATE_NOT_SAVED',
    });
    expect((await struck.call('registries.list', {})).registries[0]?.place.host).toBe('a.test');
  });

  it('in a damaged file are put aside and told', async () => {
    await mkdir(world.folder, { recursive: true });
    await writeFile(join(world.folder, 'registries.json'), '{"version":1,"registries":[{"id":');
    expect((await app.call('registries.list', {})).registries).toEqual([]);
    expect(app.events[0]).toMatchObject({ topic: 'notice', payload: { message: { code: 'STATE_DAMAGED' } } });
    await app.call('registries.save', entryFor('a.test'));
    expect((await readdir(world.folder)).filter((name) => name.startsWith('registries.json')).sort()).toEqual(
      ['registries.json', expect.stringContaining('registries.json.damaged-')],
    );
  });
});

describe('the test of a registry', () => {
  it('passes every step, and leaves nothing behind', async () => {
    const { host, registry } = await serve({ tls: false });
    expect(states(await test(entryFor(host, insecure)))).toBe(
      [
        'reach passed CHECK_REACH',
        'tls warning REGISTRY_UNVERIFIED',
        'protocol passed CHECK_PROTOCOL',
        'login passed CHECK_LOGIN_ANONYMOUS',
        'pull passed CHECK_PULL_EMPTY',
        'push passed CHECK_PUSH',
      ].join('\n'),
    );
    const opened = registry.log().filter(({ method }) => method === 'POST');
    const cancelled = registry.log().filter(({ method }) => method === 'DELETE');
    expect([opened.length, cancelled.map(({ status }) => status)]).toEqual([1, [204]]);
    expect(registry.log().some(({ method }) => method === 'PUT')).toBe(false);
  });

  it('does not write when it was not asked to', async () => {
    const { host, registry } = await serve({ tls: false });
    const checks = await test(entryFor(host, insecure), false);
    expect(checks.at(-1)).toEqual({ id: 'push', state: 'skipped' });
    expect(registry.log().every(({ method }) => method === 'GET')).toBe(true);
  });

  it('says when TLS is asked for and not spoken', async () => {
    const { host } = await serve({ tls: false });
    expect(states(await test(entryFor(host)))).toContain(
      'reach passed CHECK_REACH\ntls failed TLS_HANDSHAKE\nprotocol skipped -',
    );
  });

  it('says when nobody is there', async () => {
    const { host, close } = await serve({ tls: false });
    await close();
    expect(states(await test(entryFor(host)))).toMatch(/^reach failed NETWORK_REFUSED\ntls skipped/);
  });

  it('ends when nothing is ever said, with or without TLS in between', async () => {
    const silence = await serveSilence();
    closers.push(silence.close);
    expect(states(await test(entryFor(silence.host)))).toMatch(/^reach failed NETWORK_STALLED/);
    const mute = await serve({ tls: false, instead: () => undefined });
    expect(states(await test(entryFor(mute.host, insecure)))).toMatch(
      /\nprotocol failed REGISTRY_TOO_SLOW\n/,
    );
  });

  it('can be given up', async () => {
    const { host } = await serve({ tls: false, instead: () => undefined });
    const giveUp = new AbortController();
    const waiting = app.call(
      'registries.test',
      { entry: entryFor(host, insecure), push: true },
      { signal: giveUp.signal },
    );
    giveUp.abort();
    await expect(waiting).rejects.toThrow();
  });

  it('tells a web page from a registry', async () => {
    const page = await serve({
      tls: false,
      instead: (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    });
    expect(states(await test(entryFor(page.host, insecure)))).toContain(
      'protocol failed REGISTRY_ANSWER_MALFORMED',
    );
    const none = await serve({
      tls: false,
      instead: (_request, response) => void response.writeHead(404).end(),
    });
    expect(states(await test(entryFor(none.host, insecure)))).toContain(
      'protocol warning CHECK_PROTOCOL_HIDDEN',
    );
  });

  it('names the login that is missing, wrong, or used', async () => {
    const auth = { kind: 'bearer', username: 'robot', password: 'right' } as const;
    const { host } = await serve({ tls: false, auth });
    const entry = entryFor(host, insecure);
    expect(states(await test(entry))).toMatch(
      /login failed (?:TOKEN_SERVICE_FAILED|REGISTRY_LOGIN_\w+)\npull skipped/,
    );
    await app.call('credentials.save', {
      site: 'enterprise',
      scope: host,
      username: 'robot',
      secret: 'wrong',
    });
    expect(states(await test(entry))).toMatch(/login failed/);
    await app.call('credentials.save', {
      site: 'enterprise',
      scope: host,
      username: 'robot',
      secret: 'right',
    });
    const checks = await test(entry);
    expect(states(checks)).toMatch(
      /login passed CHECK_LOGIN\npull passed CHECK_PULL_EMPTY\npush passed CHECK_PUSH/,
    );
    expect(checks[3]?.message?.params).toEqual({ host, source: 'session', entry: host });
  });

  it('tells that an account may read and not write', async () => {
    const auth = { kind: 'basic', username: 'robot', password: 'right', anonymousPull: true } as const;
    const { host } = await serve({ tls: false, auth });
    expect(states(await test(entryFor(host, insecure)))).toMatch(
      /pull passed CHECK_PULL_EMPTY\npush failed REGISTRY_LOGIN_NEEDED/,
    );
  });
});

describe('an authority', () => {
  const site = 'enterprise';
  const fingerprint = async (host: string, index: number): Promise<string> =>
    (await app.call('registries.chain', { site, host })).certificates[index]?.sha256 ?? '';

  it('that is shown is trusted by its fingerprint, for this host only, until it is distrusted', async () => {
    const { host } = await serve({ tls: true });
    await app.call('registries.save', entryFor(host));
    expect(states(await test(entryFor(host)))).toMatch(
      /^reach passed CHECK_REACH\ntls failed TLS_UNTRUSTED\n/,
    );
    const chain = await app.call('registries.chain', { site, host });
    expect(chain.trusted).toBe(false);
    expect(chain.certificates.map(({ subject, selfSigned }) => [subject, selfSigned])).toEqual([
      ['CN=good', false],
      ['O=Sluice tests, CN=Enclave root', true],
    ]);
    const sha256 = await fingerprint(host, 1);
    expect(sha256).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    const { registries } = await app.call('registries.trust', {
      site,
      host,
      authority: { kind: 'shown', sha256: sha256.toLowerCase() },
    });
    expect(registries[0]?.authorities.map(({ subject }) => subject)).toEqual([
      'O=Sluice tests, CN=Enclave root',
    ]);
    expect(states(await test(entryFor(host)))).toMatch(/tls passed CHECK_TLS\n(?:.+passed.+\n?){4}$/);
    expect((await app.call('registries.chain', { site, host })).trusted).toBe(true);
    const other = await serve({ tls: true });
    expect((await app.call('registries.chain', { site, host: other.host })).trusted).toBe(false);
    const [folder = ''] = await readdir(join(world.folder, 'authorities'));
    const [file = ''] = await readdir(join(world.folder, 'authorities', folder));
    expect((await stat(join(world.folder, 'authorities', folder, file))).mode & 0o777).toBe(0o600);
    await app.call('registries.distrust', { host, sha256 });
    expect((await app.call('registries.chain', { site, host })).trusted).toBe(false);
  });

  it('must be shown at that moment, and must be one', async () => {
    const { host } = await serve({ tls: true });
    const sha256 = await fingerprint(host, 0);
    const trust = (print: string): Promise<unknown> =>
      app.call('registries.trust', { site, host, authority: { kind: 'shown', sha256: print } });
    await expect(trust(sha256)).rejects.toMatchObject({ code: 'AUTHORITY_IS_SERVER' });
    await expect(trust(sha256.replace(/^../, sha256.startsWith('00') ? '01' : '00'))).rejects.toMatchObject({
      code: 'AUTHORITY_NOT_SHOWN',
    });
  });

  it('in a file is trusted when it is one', async () => {
    const { host } = await serve({ tls: true });
    const file = join(world.root, 'chosen.pem');
    const handlers = registryHandlers({
      ...handlerDesk(),
      paths: { ...unusedPaths, resolve: () => file },
    });
    const context = {
      caller: { id: 'page', role: 'controller' },
      signal: new AbortController().signal,
    } as const;
    const token = pathTokenSchema.parse(`p_${'0'.repeat(32)}`);
    const trust = (): Promise<unknown> =>
      handlers['registries.trust']({ site, host, authority: { kind: 'file', file: token } }, context);
    await expect(trust()).rejects.toMatchObject({ code: 'TRUST_FILE_UNREADABLE' });
    await writeFile(file, 'not a certificate');
    await expect(trust()).rejects.toMatchObject({ code: 'TRUST_PEM_MALFORMED' });
    await writeFile(file, goodCertificate);
    await expect(trust()).rejects.toMatchObject({ code: 'AUTHORITY_IS_SERVER' });
    await writeFile(file, authority);
    await trust();
    expect((await app.call('registries.chain', { site, host })).trusted).toBe(true);
  });
});

describe('registries.conf', () => {
  it('is shown as a run would use it, and checked when edited', async () => {
    const preview = await app.call('registriesConf.preview', {
      site: 'enterprise',
      place: { host: 'central.test', namespace: '' },
    });
    expect(preview.text).toContain('location = "central.test"');
    expect(await app.call('registriesConf.check', { text: preview.text })).toEqual({ problems: [] });
    const broken = await app.call('registriesConf.check', { text: '[[registry]\n' });
    expect(broken.problems[0]?.code).toBe('REGISTRIES_CONF_SYNTAX');
  });
});

describe('a run with an insecure registry', () => {
  it('says so, with the reason that was given', async () => {
    const { host } = await serve({ tls: false });
    const services = world.services;
    const registries = createRegistryStore(services, world.folder, createEventHub());
    await registries.save(entryFor(host, insecure));
    const connections = await keptConnections({
      registries,
      authorities: createAuthorityStore(services, world.folder),
      credentials: noCredentials,
    })('enterprise');
    const told: unknown[] = [];
    const network = await openNetwork({ ...services, connections }, {}, (event) => told.push(event));
    await network.target(host).ping();
    await network
      .target(host)
      .listTags('some/repository')
      .catch(() => undefined);
    await network.close();
    expect(told).toEqual([
      {
        type: 'finding',
        level: 'warning',
        message: { code: 'REGISTRY_UNVERIFIED', params: { host, reason: 'lab network' }, affected: [host] },
      },
    ]);
  });
});

describe('the test of proxies', () => {
  it('says who is reached how', async () => {
    const { host } = await serve({ tls: false });
    await app.call('registries.save', entryFor(host, insecure));
    const { close, host: gone } = await serve({ tls: false });
    await close();
    await app.call('settings.update', {
      proxies: { http: '', https: 'http://me:pw@127.0.0.1:9', no: 'direct.invalid' },
    });
    const { results } = await app.call('proxies.test', {
      site: 'enterprise',
      hosts: [host, gone, 'far.invalid', host],
    });
    expect(results).toEqual([
      { host, reached: true },
      { host: gone, reached: false, error: expect.objectContaining({ code: 'NETWORK_REFUSED' }) },
      {
        host: 'far.invalid',
        proxy: '127.0.0.1:9',
        reached: false,
        error: expect.objectContaining({ code: 'PROXY_FAILED' }),
      },
    ]);
    expect(JSON.stringify(results)).not.toContain('pw');
    expect(await readFile(join(world.folder, 'settings.json'), 'utf8')).not.toContain('pw@');
  });
});
