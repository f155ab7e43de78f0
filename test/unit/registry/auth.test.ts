import { afterEach, describe, expect, it } from 'vitest';
import { describeCode, SluiceError } from '../../../core/contract/index.ts';
import type { RealmMemory } from '../../../core/registry/index.ts';
import { converse, type Conversation, type Exchange, type Reply } from '../../support/registry-exchanges.ts';
import {
  basicCredential,
  codeOf,
  holding,
  identityToken,
  registryWorld,
  type World,
} from '../../support/registry-world.ts';

let world: World;
const open: Conversation[] = [];
afterEach(async () => {
  await world.close();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(...exchanges: Exchange[]): Promise<Conversation> {
  const server = await converse(exchanges);
  open.push(server);
  return server;
}

const tags = (name: string, authorization: string | RegExp | null, reply?: Reply, times = 1): Exchange => ({
  name: `tags ${name}`,
  expect: { method: 'GET', path: `/v2/${name}/tags/list`, headers: { authorization } },
  reply: reply ?? { status: 200, body: JSON.stringify({ tags: ['1'] }) },
  times,
});
const demand = (challenge: string | string[]): Exchange => ({
  name: 'ping',
  expect: { method: 'GET', path: '/v2/', headers: { authorization: null } },
  reply: { status: 401, headers: { 'www-authenticate': challenge } },
});
const token = (
  request: Partial<Exchange['expect']>,
  body: object,
  more: Partial<Exchange> = {},
): Exchange => ({
  name: 'token',
  expect: { method: 'GET', path: '/token', ...request },
  reply: { status: 200, body: JSON.stringify(body) },
  ...more,
});
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const op = basicCredential('op', 'pa:ss');

describe('when a registry asks for Basic', () => {
  it('sends the credential with every request after the ping', async () => {
    const registry = await serve(
      demand('Basic realm="registry"'),
      tags('a', basic('op', 'pa:ss')),
      tags('b', basic('op', 'pa:ss')),
    );
    world = registryWorld();
    const client = world.client(registry.host, { credentials: holding(op) });
    await client.listTags('a');
    await client.listTags('b');
    registry.verify();
  });

  it('sends no header at all without a credential (A2)', async () => {
    const registry = await serve(demand('Basic realm="registry"'), tags('a', null));
    world = registryWorld();
    await world.client(registry.host).listTags('a');
    registry.verify();
  });

  it('reports a refused login with the files searched and the entry used', async () => {
    const registry = await serve(
      demand('Basic realm="registry"'),
      tags('a', basic('op', 'pa:ss'), { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } }),
    );
    world = registryWorld();
    const client = world.client(registry.host, { credentials: holding(op) });
    const error = await client.listTags('a').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SluiceError);
    const { code, params } = error as SluiceError;
    expect(code).toBe('REGISTRY_LOGIN_FAILED');
    const { what, next } = describeCode(code, params, 'en');
    expect(`${what} ${next}`).toContain('/home/op/auth.json');
    expect(`${what} ${next}`).toContain(registry.host);
    expect(JSON.stringify(error)).not.toContain('pa:ss');
  });
});

describe('when a registry uses a token service', () => {
  it('asks by GET with account, service and scope, keeps the realm’s own parameters, and sends the token', async () => {
    const registry = await serve();
    registry.add(
      demand(`Bearer realm="http://${registry.host}/token?keep=1",service="the registry"`),
      token(
        {
          query: { keep: '1', account: 'op', service: 'the registry', scope: 'repository:a:pull' },
          headers: { authorization: basic('op', 'pa:ss') },
        },
        { token: 'first-choice', access_token: 'second-choice' },
      ),
      tags('a', 'Bearer first-choice'),
    );
    world = registryWorld();
    await world.client(registry.host, { credentials: holding(op) }).listTags('a');
    registry.verify();
  });

  it('understands a relative realm', async () => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({}, { access_token: 't' }),
      tags('a', 'Bearer t'),
    );
    world = registryWorld();
    await world.client(registry.host).listTags('a');
    registry.verify();
  });

  it('uses the first usable challenge in the server’s order', async () => {
    const registry = await serve(
      demand(['Negotiate', 'Basic realm="x", Bearer realm="/token"']),
      tags('a', basic('op', 'pa:ss')),
    );
    world = registryWorld();
    await world.client(registry.host, { credentials: holding(op) }).listTags('a');
    registry.verify();
  });

  it('says so when no challenge is usable', async () => {
    const registry = await serve(demand('Negotiate, NTLM'));
    world = registryWorld();
    expect(await codeOf(world.client(registry.host).listTags('a'))).toBe('REGISTRY_CHALLENGE_UNUSABLE');
  });

  it('asks once for many parallel requests (A7)', async () => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({}, { token: 't', expires_in: 300 }),
      tags('a', 'Bearer t', undefined, 12),
    );
    world = registryWorld();
    const client = world.client(registry.host);
    await Promise.all(Array.from({ length: 12 }, () => client.listTags('a')));
    registry.verify();
  });

  it('asks again for another repository, and when the token nears its end', async () => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({ query: { scope: 'repository:a:pull' } }, { token: 'a1', expires_in: 300 }),
      token({ query: { scope: 'repository:b:pull' } }, { token: 'b1' }),
      tags('a', 'Bearer a1', undefined, 2),
      tags('b', 'Bearer b1'),
      token({ query: { scope: 'repository:a:pull' } }, { token: 'a2' }),
      tags('a', 'Bearer a2'),
    );
    world = registryWorld();
    const client = world.client(registry.host);
    await client.listTags('a');
    await client.listTags('b');
    world.clock.advance(269_000);
    await client.listTags('a');
    world.clock.advance(2000);
    await client.listTags('a');
    registry.verify();
  });

  it('believes at least a minute of lifetime', async () => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({}, { token: 't', expires_in: 1 }),
      tags('a', 'Bearer t', undefined, 2),
    );
    world = registryWorld();
    const client = world.client(registry.host);
    await client.listTags('a');
    world.clock.advance(50_000);
    await client.listTags('a');
    registry.verify();
  });

  it('exchanges a refused token once, with the union of the scopes (A8)', async () => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({ query: { scope: 'repository:a:pull' } }, { token: 'old' }),
      tags('a', 'Bearer old', {
        status: 401,
        headers: {
          'www-authenticate':
            'Bearer realm="/token",scope="repository:a:pull,push",error="insufficient_scope"',
        },
      }),
      token({ query: { scope: 'repository:a:pull,push' } }, { token: 'new' }),
      tags('a', 'Bearer new'),
    );
    world = registryWorld();
    await world.client(registry.host).listTags('a');
    registry.verify();
  });

  it('fails for good after the second 401', async () => {
    const refused = { status: 401, headers: { 'www-authenticate': 'Bearer realm="/token"' } };
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({}, { token: 't' }, { times: 2 }),
      tags('a', 'Bearer t', refused, 2),
    );
    world = registryWorld();
    expect(await codeOf(world.client(registry.host).listTags('a'))).toBe('REGISTRY_LOGIN_NEEDED');
    registry.verify();
  });

  it('names the service, the scope and the credential when it refuses', async () => {
    const registry = await serve(demand('Bearer realm="/token"'), token({}, {}, { reply: { status: 403 } }));
    world = registryWorld();
    const work = world.client(registry.host, { credentials: holding(op) }).listTags('a');
    await expect(work).rejects.toMatchObject({
      code: 'TOKEN_SERVICE_FAILED',
      retryable: false,
      params: { status: 403, scope: 'repository:a:pull', realm: registry.host },
    });
  });

  it('tries again when it is down for a moment, and when it answers a login page', async () => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({}, {}, { name: 'down', reply: { status: 503 } }),
      token({}, {}, { name: 'page', reply: { status: 200, body: '<html>log in</html>' } }),
      token({}, { token: 't' }),
      tags('a', 'Bearer t'),
    );
    world = registryWorld();
    await world.client(registry.host).listTags('a');
    registry.verify();
  });

  it('does not read an endless answer (CVE-2020-1702)', async () => {
    const body = `{"token":"${'x'.repeat(300 * 1024)}"}`;
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({}, {}, { reply: { status: 200, body } }),
    );
    world = registryWorld();
    expect(await codeOf(world.client(registry.host).listTags('a'))).toBe('REGISTRY_ANSWER_TOO_LARGE');
  });

  it('asks for the push scope of the repository before an upload, as Quay needs it (A6)', async () => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({ query: { scope: 'repository:new/repo:pull,push' } }, { token: 'p' }),
      {
        name: 'POST',
        expect: {
          method: 'POST',
          path: '/v2/new/repo/blobs/uploads/',
          headers: { authorization: 'Bearer p' },
        },
        reply: { status: 202, headers: { location: '/v2/new/repo/blobs/uploads/1' } },
      },
      {
        name: 'DELETE',
        expect: { method: 'DELETE', path: '/v2/new/repo/blobs/uploads/1' },
        reply: { status: 204 },
      },
    );
    world = registryWorld();
    expect(await world.client(registry.host).checkAccess('new/repo', 'push')).toBe('granted');
    registry.verify();
  });
});

describe('when the credential is an identity token', () => {
  const form = (text: string): RegExp => new RegExp(text);

  it('posts it, and uses the refresh token it gets for later scopes (A4)', async () => {
    const registry = await serve(
      demand('Bearer realm="/token",service="s"'),
      token(
        {
          method: 'POST',
          headers: { authorization: null, 'content-type': 'application/x-www-form-urlencoded' },
          body: form('grant_type=refresh_token&refresh_token=id-token&client_id=sluice&service=s'),
        },
        { access_token: 'a1', refresh_token: 'renewed' },
      ),
      tags('a', 'Bearer a1'),
      token({ method: 'POST', body: form('refresh_token=renewed') }, { access_token: 'b1' }),
      tags('b', 'Bearer b1'),
    );
    world = registryWorld();
    const client = world.client(registry.host, { credentials: holding(identityToken('id-token')) });
    await client.listTags('a');
    await client.listTags('b');
    registry.verify();
  });

  it('falls back to GET where POST is unknown', async () => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({ method: 'POST' }, {}, { name: 'POST', reply: { status: 405 } }),
      token({ headers: { authorization: null } }, { token: 't' }),
      tags('a', 'Bearer t'),
    );
    world = registryWorld();
    const credentials = holding(identityToken('id-token'));
    await world.client(registry.host, { credentials }).listTags('a');
    registry.verify();
  });

  it('never posts it to another origin (A11.6)', async () => {
    const other = await serve();
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token(
        { method: 'POST' },
        {},
        { reply: { status: 307, headers: { location: `http://${other.host}/token` } } },
      ),
    );
    world = registryWorld();
    const credentials = holding(identityToken('id-token'));
    expect(await codeOf(world.client(registry.host, { credentials }).listTags('a'))).toBe('REDIRECT_REFUSED');
    expect(other.received).toEqual([]);
  });
});

describe('when the token service is elsewhere', () => {
  const memory = (known?: string): RealmMemory & { known: string | undefined } => ({
    known,
    get() {
      return this.known;
    },
    set(_registry, realm) {
      this.known = realm;
    },
  });

  it('tells once where the credentials go, and remembers it', async () => {
    const service = await serve(token({}, { token: 't' }, { times: 2 }));
    const registry = await serve(
      demand(`Bearer realm="http://${service.host}/token"`),
      tags('a', 'Bearer t'),
      tags('b', 'Bearer t'),
    );
    world = registryWorld();
    const remembered = memory();
    const told: string[] = [];
    const client = world.client(registry.host, {
      credentials: holding(op),
      realms: { memory: remembered },
      onTokenService: ({ service: name }) => told.push(name),
    });
    await client.listTags('a');
    await client.listTags('b');
    expect(told).toEqual([service.host]);
    expect(remembered.known).toBe(service.host);
  });

  it('stops before sending anything when it has changed (A11.5)', async () => {
    const service = await serve();
    const registry = await serve(demand(`Bearer realm="http://${service.host}/token"`));
    world = registryWorld();
    const client = world.client(registry.host, {
      credentials: holding(op),
      realms: { memory: memory('auth.example') },
    });
    expect(await codeOf(client.listTags('a'))).toBe('REALM_CHANGED');
    expect(service.received).toEqual([]);
  });

  it('goes on when the operator accepts the change', async () => {
    const service = await serve(token({}, { token: 't' }));
    const registry = await serve(
      demand(`Bearer realm="http://${service.host}/token"`),
      tags('a', 'Bearer t'),
    );
    world = registryWorld();
    const client = world.client(registry.host, {
      credentials: holding(op),
      realms: { memory: memory('auth.example'), acceptChange: true },
    });
    expect(await client.listTags('a')).toEqual(['1']);
  });

  it('refuses schemes other than https, and http only if the registry itself uses it', async () => {
    const registry = await serve(demand('Bearer realm="file:///etc/passwd"'));
    world = registryWorld();
    expect(await codeOf(world.client(registry.host).listTags('a'))).toBe('REALM_REFUSED');
  });

  it('drops the credential when the service redirects to another origin', async () => {
    const third = await serve(token({ headers: { authorization: null } }, { token: 't' }));
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token(
        { headers: { authorization: /^Basic / } },
        {},
        { reply: { status: 302, headers: { location: `http://${third.host}/token` } } },
      ),
      tags('a', 'Bearer t'),
    );
    world = registryWorld();
    await world.client(registry.host, { credentials: holding(op) }).listTags('a');
    registry.verify();
    third.verify();
  });
});

describe('when the ping is hidden', () => {
  it('learns the challenge from the first real request (T1)', async () => {
    const registry = await serve(
      { name: 'ping', expect: { method: 'GET', path: '/v2/' }, reply: { status: 404 } },
      tags('a', null, { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }),
      tags('a', basic('op', 'pa:ss')),
    );
    world = registryWorld();
    await world.client(registry.host, { credentials: holding(op) }).listTags('a');
    registry.verify();
  });

  it('pings once however many requests start together, and again after a failure', async () => {
    const registry = await serve(
      { name: 'down', expect: { method: 'GET', path: '/v2/' }, reply: { status: 503 } },
      { name: 'ping', expect: { method: 'GET', path: '/v2/' }, reply: { status: 200 } },
      tags('a', null, undefined, 3),
    );
    world = registryWorld();
    const client = world.client(registry.host);
    await Promise.all([client.listTags('a'), client.listTags('a'), client.listTags('a')]);
    registry.verify();
  });
});
