import { describe, expect, it } from 'vitest';
import { describeCode, SluiceError } from '../../../core/contract/index.ts';
import { basic, demand, op, tags } from '../../support/registry-logins.ts';
import { openWorld, serve } from '../../support/registry-servers.ts';
import { holding } from '../../support/registry-world.ts';

describe('when a registry asks for Basic', () => {
  it('sends the credential with every request after the ping', async () => {
    const registry = await serve(
      demand('Basic realm="registry"'),
      tags('a', basic('op', 'pa:ss')),
      tags('b', basic('op', 'pa:ss')),
    );
    const world = openWorld();
    const client = world.client(registry.host, { credentials: holding(op) });
    await client.listTags('a');
    await client.listTags('b');
    registry.verify();
  });

  it('sends no header at all without a credential (A2)', async () => {
    const registry = await serve(demand('Basic realm="registry"'), tags('a', null));
    const world = openWorld();
    await world.client(registry.host).listTags('a');
    registry.verify();
  });

  it('reports a refused login with the files searched and the entry used', async () => {
    const registry = await serve(
      demand('Basic realm="registry"'),
      tags('a', basic('op', 'pa:ss'), { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } }),
    );
    const world = openWorld();
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

describe('when the ping is hidden', () => {
  it('learns the challenge from the first real request (T1)', async () => {
    const registry = await serve(
      { name: 'ping', expect: { method: 'GET', path: '/v2/' }, reply: { status: 404 } },
      tags('a', null, { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }),
      tags('a', basic('op', 'pa:ss')),
    );
    const world = openWorld();
    await world.client(registry.host, { credentials: holding(op) }).listTags('a');
    registry.verify();
  });

  it('pings once however many requests start together, and again after a failure', async () => {
    const registry = await serve(
      { name: 'down', expect: { method: 'GET', path: '/v2/' }, reply: { status: 503 } },
      { name: 'ping', expect: { method: 'GET', path: '/v2/' }, reply: { status: 200 } },
      tags('a', null, undefined, 3),
    );
    const world = openWorld();
    const client = world.client(registry.host);
    await Promise.all([client.listTags('a'), client.listTags('a'), client.listTags('a')]);
    registry.verify();
  });
});
