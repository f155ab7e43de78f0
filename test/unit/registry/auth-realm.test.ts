import { describe, expect, it } from 'vitest';
import type { RealmMemory } from '../../../core/registry/index.ts';
import { demand, op, tags, token } from '../../support/registry-logins.ts';
import { openWorld, serve } from '../../support/registry-servers.ts';
import { codeOf, holding } from '../../support/registry-world.ts';

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
    const world = openWorld();
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
    const world = openWorld();
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
    const world = openWorld();
    const client = world.client(registry.host, {
      credentials: holding(op),
      realms: { memory: memory('auth.example'), acceptChange: true },
    });
    expect(await client.listTags('a')).toEqual(['1']);
  });

  it('refuses schemes other than https, and http only if the registry itself uses it', async () => {
    const registry = await serve(demand('Bearer realm="file:///etc/passwd"'));
    const world = openWorld();
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
    const world = openWorld();
    await world.client(registry.host, { credentials: holding(op) }).listTags('a');
    registry.verify();
    third.verify();
  });
});
