import { afterEach, describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../core/ports/index.ts';
import { follow, type Followed } from '../../../core/registry/index.ts';
import { converse, type Conversation, type Exchange } from '../../support/registry-exchanges.ts';
import { codeOf, collect, registryWorld, type World } from '../../support/registry-world.ts';

let world: World;
const open: Conversation[] = [];
afterEach(async () => {
  await world.close();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(...exchanges: Exchange[]): Promise<Conversation> {
  world ??= registryWorld();
  const server = await converse(exchanges);
  open.push(server);
  return server;
}

const step = (
  path: string,
  location: string,
  status = 307,
  more: Partial<Exchange['expect']> = {},
): Exchange => ({
  name: `redirect at ${path}`,
  expect: { method: 'GET', path, ...more },
  reply: { status, headers: { location } },
});
const end = (path: string, headers: Exchange['expect']['headers'] = {}, method = 'GET'): Exchange => ({
  name: `end at ${path}`,
  expect: { method, path, headers },
  reply: { status: 200, body: 'here' },
});

function go(from: Conversation, more: Partial<HttpRequest> = {}): Promise<Followed> {
  world = registryWorld();
  return follow(
    world.door,
    {
      method: 'GET',
      url: new URL(`http://${from.host}/start`),
      lane: 'small',
      headers: { authorization: 'Bearer secret', cookie: 'session', range: 'bytes=5-', accept: 'text/plain' },
      ...more,
    },
    { what: 'a test' },
  );
}

describe('when an answer redirects', () => {
  it('keeps everything on the same origin', async () => {
    const server = await serve(
      step('/start', '/next', 302),
      end('/next', { authorization: 'Bearer secret', range: 'bytes=5-' }),
    );
    const response = await go(server);
    expect((await collect(response.body)).toString()).toBe('here');
    expect(response.foreign).toBe(false);
    server.verify();
  });

  it('leaves credentials behind on another port, and keeps range and accept (GHSA-vh4v)', async () => {
    const other = await serve(
      end('/elsewhere', { authorization: null, cookie: null, range: 'bytes=5-', accept: 'text/plain' }),
    );
    const server = await serve(step('/start', `http://${other.host}/elsewhere`));
    const response = await go(server);
    await collect(response.body);
    expect(response.foreign).toBe(true);
    expect(response.url.host).toBe(other.host);
    other.verify();
  });

  it('does not take them up again on the way back (ggcr #2349)', async () => {
    const server = await serve();
    const other = await serve(step('/detour', `http://${server.host}/back`));
    server.add(step('/start', `http://${other.host}/detour`), end('/back', { authorization: null }));
    await collect((await go(server)).body);
    server.verify();
  });

  it('refuses a loop, too many hops, other schemes and nonsense', async () => {
    const loop = await serve(step('/start', '/again'), { ...step('/again', '/again'), times: 1 });
    await expect(go(loop)).rejects.toMatchObject({ code: 'REDIRECT_REFUSED', params: { reason: 'loop' } });
    await world.close();
    const many = await serve(
      ...Array.from({ length: 11 }, (_, hop) => step(hop === 0 ? '/start' : `/${hop}`, `/${hop + 1}`)),
    );
    await expect(go(many)).rejects.toMatchObject({ params: { reason: 'more than 10 hops' } });
    await world.close();
    const file = await serve(step('/start', 'file:///etc/passwd'));
    await expect(go(file)).rejects.toMatchObject({ params: { reason: 'scheme' } });
    await world.close();
    const nonsense = await serve(step('/start', 'http://[::bad'));
    expect(await codeOf(go(nonsense))).toBe('REDIRECT_REFUSED');
  });

  it('never shows the query of a refused target', async () => {
    const server = await serve(step('/start', 'ftp://user:pw@host/file?sig=canary'));
    const error = await go(server).catch((caught: unknown) => caught);
    expect(JSON.stringify(error)).not.toMatch(/canary|pw/);
  });

  it('keeps method and body only for 307 and 308, and never turns a POST into a GET', async () => {
    const post: Exchange['expect'] = { method: 'POST', path: '/start' };
    const kept = await serve(
      { name: 'post', expect: post, reply: { status: 308, headers: { location: '/next' } } },
      { name: 'next', expect: { method: 'POST', path: '/next', body: 'payload' }, reply: { status: 200 } },
    );
    await collect((await go(kept, { method: 'POST', body: 'payload' })).body);
    kept.verify();
    await world.close();
    for (const status of [301, 302, 303]) {
      const server = await serve({
        name: 'post',
        expect: post,
        reply: { status, headers: { location: '/next' } },
      });
      expect(await codeOf(go(server, { method: 'POST', body: 'payload' }))).toBe('REDIRECT_REFUSED');
      await world.close();
    }
  });

  it('does not send a stream twice', async () => {
    const server = await serve({
      name: 'put',
      expect: { method: 'PUT', path: '/start' },
      reply: { status: 307, headers: { location: '/next' } },
    });
    const body = (async function* () {
      yield Buffer.from('once');
    })();
    expect(await codeOf(go(server, { method: 'PUT', body, contentLength: 4 }))).toBe('REDIRECT_REFUSED');
  });

  it('returns a redirect without a target as it is', async () => {
    const server = await serve({
      name: 'odd',
      expect: { method: 'GET', path: '/start' },
      reply: { status: 304 },
    });
    const response = await go(server);
    expect(response.status).toBe(304);
    await collect(response.body);
  });
});
