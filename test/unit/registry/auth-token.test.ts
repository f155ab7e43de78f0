import { describe, expect, it } from 'vitest';
import { basic, demand, op, tags, token } from '../../support/registry-logins.ts';
import { openWorld, serve } from '../../support/registry-servers.ts';
import { codeOf, holding, identityToken } from '../../support/registry-world.ts';

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
    const world = openWorld();
    await world.client(registry.host, { credentials: holding(op) }).listTags('a');
    registry.verify();
  });

  it('understands a relative realm', async () => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({}, { access_token: 't' }),
      tags('a', 'Bearer t'),
    );
    const world = openWorld();
    await world.client(registry.host).listTags('a');
    registry.verify();
  });

  it('uses the first usable challenge in the server’s order', async () => {
    const registry = await serve(
      demand(['Negotiate', 'Basic realm="x", Bearer realm="/token"']),
      tags('a', basic('op', 'pa:ss')),
    );
    const world = openWorld();
    await world.client(registry.host, { credentials: holding(op) }).listTags('a');
    registry.verify();
  });

  it('says so when no challenge is usable', async () => {
    const registry = await serve(demand('Negotiate, NTLM'));
    const world = openWorld();
    expect(await codeOf(world.client(registry.host).listTags('a'))).toBe('REGISTRY_CHALLENGE_UNUSABLE');
  });

  it('asks once for many parallel requests (A7)', async () => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({}, { token: 't', expires_in: 300 }),
      tags('a', 'Bearer t', undefined, 12),
    );
    const world = openWorld();
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
    const world = openWorld();
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
    const world = openWorld();
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
    const world = openWorld();
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
    const world = openWorld();
    expect(await codeOf(world.client(registry.host).listTags('a'))).toBe('REGISTRY_LOGIN_NEEDED');
    registry.verify();
  });

  it('asks once more when a new token had ended, by its own account, before it was judged', async () => {
    const refused = { status: 401, headers: { 'www-authenticate': 'Bearer realm="/token"' } };
    const registry = await serve(
      demand('Bearer realm="/token"'),
      ...['t1', 't2', 't3'].map((name) => token({}, { token: name, expires_in: 1 })),
      tags('a', 'Bearer t1', refused),
      {
        ...tags('a', 'Bearer t2'),
        reply: () => {
          world.clock.advance(2000);
          return refused;
        },
      },
      tags('a', 'Bearer t3'),
    );
    const world = openWorld();
    expect(await world.client(registry.host).listTags('a')).toEqual(['1']);
    registry.verify();
  });

  it('names the service, the scope and the credential when it refuses', async () => {
    const registry = await serve(demand('Bearer realm="/token"'), token({}, {}, { reply: { status: 403 } }));
    const world = openWorld();
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
    const world = openWorld();
    await world.client(registry.host).listTags('a');
    registry.verify();
  });

  it('does not read an endless answer (CVE-2020-1702)', async () => {
    const body = `{"token":"${'x'.repeat(300 * 1024)}"}`;
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({}, {}, { reply: { status: 200, body } }),
    );
    const world = openWorld();
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
    const world = openWorld();
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
    const world = openWorld();
    const client = world.client(registry.host, { credentials: holding(identityToken('id-token')) });
    await client.listTags('a');
    await client.listTags('b');
    registry.verify();
  });

  it.each([400, 401, 403])('goes back to it when the refresh token is refused with %d', async (status) => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token(
        { method: 'POST', body: form('refresh_token=id-token') },
        { token: 'a1', refresh_token: 'renewed' },
      ),
      tags('a', 'Bearer a1'),
      {
        ...token({ method: 'POST', body: form('refresh_token=renewed') }, {}),
        name: 'revoked',
        reply: { status, body: '{"error":"invalid_grant"}' },
      },
      token({ method: 'POST', body: form('refresh_token=id-token') }, { token: 'b1' }),
      tags('b', 'Bearer b1'),
      token({ method: 'POST', body: form('refresh_token=id-token') }, { token: 'c1' }),
      tags('c', 'Bearer c1'),
    );
    const world = openWorld();
    const client = world.client(registry.host, { credentials: holding(identityToken('id-token')) });
    for (const name of ['a', 'b', 'c']) await client.listTags(name);
    registry.verify();
  });

  it('falls back to GET where POST is unknown', async () => {
    const registry = await serve(
      demand('Bearer realm="/token"'),
      token({ method: 'POST' }, {}, { name: 'POST', reply: { status: 405 } }),
      token({ headers: { authorization: null } }, { token: 't' }),
      tags('a', 'Bearer t'),
    );
    const world = openWorld();
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
    const world = openWorld();
    const credentials = holding(identityToken('id-token'));
    expect(await codeOf(world.client(registry.host, { credentials }).listTags('a'))).toBe('REDIRECT_REFUSED');
    expect(other.received).toEqual([]);
  });
});
