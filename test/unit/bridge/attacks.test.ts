import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bridgeRoutes } from '../../../core/contract/index.ts';
import { bridgeWorld, type BridgeWorld } from '../../support/bridge-world.ts';

let world: BridgeWorld;
beforeEach(async () => {
  world = await bridgeWorld();
});
afterEach(() => world.close());

const call = JSON.stringify({ id: 'a'.repeat(32), command: 'app.quit', input: { force: true } });

/** Sends bytes as they are and gives all that comes back until the other side hangs up, or `enough` holds. */
function rawBytes(text: string, enough: (answer: string) => boolean = () => false): Promise<string> {
  const { listen } = world.bridge;
  const port = listen.kind === 'tcp' ? listen.port : 0;
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    const end = (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setEncoding('latin1').on('data', (part: string) => {
      answer += part;
      if (enough(answer)) end();
    });
    socket.on('error', end);
    socket.on('close', end);
  });
}

describe('a stranger at the bridge', () => {
  it.each([
    ['POST', bridgeRoutes.rpc],
    ['GET', bridgeRoutes.events],
    ['POST', bridgeRoutes.control],
    ['DELETE', bridgeRoutes.session],
  ])('gets nothing from %s %s without a session', async (method, path) => {
    const withBody = method === 'POST' ? { body: call } : {};
    const reply = await world.ask(path, { method, ...withBody });
    expect(reply).toMatchObject({
      status: 401,
      json: { ok: false, error: { code: 'BRIDGE_SESSION_UNKNOWN' } },
    });
    expect(world.host.received).toEqual([]);
  });

  it('gets in with no cookie, no address and no word of its own making', async () => {
    const token = await world.signIn();
    for (const headers of [
      { cookie: `sluice.session=${token}` },
      { 'x-authorization': `Bearer ${token}` },
      { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` },
    ]) {
      const reply = await world.ask(bridgeRoutes.rpc, { method: 'POST', body: call, headers });
      expect(reply.status).toBe(401);
    }
    const inAddress = await world.ask(`${bridgeRoutes.events}?token=${token}`);
    expect(inAddress.status).toBe(401);
    expect(world.host.received).toEqual([]);
  });

  it('cannot use a code a second time', async () => {
    const body = JSON.stringify({ code: world.bridge.newCode() });
    expect((await world.ask(bridgeRoutes.session, { method: 'POST', body })).status).toBe(200);
    const replay = await world.ask(bridgeRoutes.session, { method: 'POST', body });
    expect(replay).toMatchObject({ status: 401, json: { error: { code: 'BRIDGE_CODE_USED' } } });
    expect(replay.text).not.toContain('token');
  });

  it('is made to wait after ten guesses, while a page that is in goes on', async () => {
    const token = await world.signIn();
    world.bridge.newCode();
    const guess = (): ReturnType<typeof world.ask> =>
      world.ask(bridgeRoutes.session, { method: 'POST', body: JSON.stringify({ code: 'g'.repeat(32) }) });
    for (let count = 0; count < 10; count++) expect((await guess()).status).toBe(401);
    const locked = await guess();
    expect(locked.status).toBe(429);
    expect(locked.headers['retry-after']).toBe('30');
    expect((await world.call(token, 'app.info')).status).toBe(200);
  });

  it.each([
    ['a name that was made to point here', { host: 'evil.example' }, 421, 'BRIDGE_HOST_REFUSED'],
    ['another page', { origin: 'http://evil.example' }, 403, 'BRIDGE_ORIGIN_REFUSED'],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403, 'BRIDGE_ORIGIN_REFUSED'],
    ['a frame of nobody', { origin: 'null' }, 403, 'BRIDGE_ORIGIN_REFUSED'],
    ['a form', { 'content-type': 'text/plain' }, 400, 'BRIDGE_REQUEST_MALFORMED'],
    ['a page of this site', { 'sec-fetch-site': 'same-site' }, 403, 'BRIDGE_ORIGIN_REFUSED'],
  ])('is refused as %s, even with a session', async (_, headers, status, code) => {
    const token = await world.signIn();
    const reply = await world.ask(bridgeRoutes.rpc, { method: 'POST', body: call, token, headers });
    expect(reply).toMatchObject({ status, json: { error: { code } } });
    expect(world.host.received).toEqual([]);
  });

  it.each(['OPTIONS', 'PUT', 'PATCH', 'TRACE', 'GET'])(
    'finds no %s on the calls, and no CORS',
    async (method) => {
      const reply = await world.ask(bridgeRoutes.rpc, {
        method,
        headers: { origin: world.origin, 'access-control-request-method': 'POST' },
      });
      expect(reply.status).toBe(405);
      expect(reply.headers['allow']).toBe('POST');
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );

  it('gets no cookie, and on every answer the same strict headers', async () => {
    for (const path of ['/', '/nothing', bridgeRoutes.events, '/assets/index-1a2B3c4D.js']) {
      const { headers } = await world.ask(path);
      expect(headers['set-cookie']).toBeUndefined();
      expect(headers['server']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self';"),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  it.each([
    '/../package.json',
    '/assets/../../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%2f..%2fetc/passwd',
    '/assets/..%5c..%5cetc/passwd',
    '/assets/%00index-1a2B3c4D.js',
    '/assets/',
    '/assets',
    '/.secret.js',
    '/notes.sh',
    '/assets/index-1a2B3c4D.js.map',
    '/index.html/',
    '/INDEX.HTML',
    '/__proto__',
    '/constructor',
  ])('finds nothing at %s', async (path) => {
    const reply = await world.ask(path);
    expect(reply).toMatchObject({ status: 404, json: { error: { code: 'BRIDGE_NOT_FOUND' } } });
  });

  it('cannot make it read more than a call may have, and nothing at all without a session', async () => {
    const declared = { 'content-length': String(40 * 1024 * 1024) };
    const start = `POST /rpc HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Type: application/json\r\n`;
    const length = `Content-Length: ${declared['content-length']}\r\n`;
    expect(await rawBytes(`${start}${length}\r\n`)).toMatch(/^HTTP\/1\.1 401 /);
    const token = await world.signIn();
    const bearer = `Authorization: Bearer ${token}\r\n`;
    expect(await rawBytes(`${start}${bearer}${length}\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
    const endless = `${start}${bearer}Transfer-Encoding: chunked\r\n\r\n`;
    const chunk = `2800000\r\n${'x'.repeat(0x2800000)}\r\n`;
    expect(await rawBytes(endless + chunk, (answer) => answer.includes('413'))).toMatch(/^HTTP\/1\.1 413 /);
    expect(world.host.received).toEqual([]);
  });

  it('finds the door for codes small', async () => {
    const body = JSON.stringify({ code: 'x'.repeat(5_000) });
    expect((await world.ask(bridgeRoutes.session, { method: 'POST', body })).status).toBe(413);
    const more = JSON.stringify({ code: world.bridge.newCode(), role: 'controller' });
    expect((await world.ask(bridgeRoutes.session, { method: 'POST', body: more })).status).toBe(400);
  });

  it.each([
    ['no JSON', '{'],
    ['bytes that are no text', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['nothing', ''],
  ])('gets a plain refusal for %s', async (_, body) => {
    const token = await world.signIn();
    const reply = await world.ask(bridgeRoutes.rpc, { method: 'POST', body, token });
    expect(reply).toMatchObject({ status: 400, json: { error: { code: 'BRIDGE_REQUEST_MALFORMED' } } });
    expect(reply.text).not.toMatch(/node:|\/core\/|stack/);
  });

  it.each([
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a folded header', 'X-A: b\r\n c: d\r\n\r\n'],
    ['headers without end', `X-A: ${'b'.repeat(20_000)}\r\n\r\n`],
  ])('cannot smuggle with %s', async (_, rest) => {
    const answer = await rawBytes(
      `POST /rpc HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n${rest}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(world.host.received).toEqual([]);
  });

  it('is not taken for a proxy’s client, and gets no tunnel', async () => {
    const absolute = await rawBytes(
      'GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    );
    expect(absolute).toMatch(/^HTTP\/1\.1 400 /);
    expect(await rawBytes('CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n')).not.toMatch(
      / 200 /,
    );
    const twice = await rawBytes(
      'GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    expect(twice).toMatch(/^HTTP\/1\.1 4\d\d /);
  });
});

describe('the page at the bridge', () => {
  it('gets a nonce of its own each time, in the policy and in its place', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { headers, text } = await world.ask('/');
        const nonce = /'nonce-([^']{24})'/.exec(String(headers['content-security-policy']))?.[1] ?? '-';
        expect(text).toContain(`content="${nonce}"`);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('may keep what changes its name with its content, and nothing else', async () => {
    const hashed = await world.ask('/assets/index-1a2B3c4D.js');
    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(hashed.headers['content-type']).toBe('text/javascript; charset=utf-8');
    for (const path of ['/', '/favicon.svg']) {
      expect((await world.ask(path)).headers['cache-control']).toBe('no-store');
    }
  });

  it('gets no body for HEAD', async () => {
    const reply = await world.ask('/', { method: 'HEAD' });
    expect(reply).toMatchObject({ status: 200, text: '' });
  });

  it('that only looks on may read and may not act, until it takes control', async () => {
    const first = await world.signIn();
    const controller = await listenTo(first);
    const second = await world.signIn();
    expect((await world.call(second, 'settings.get')).json.ok).toBe(true);
    expect((await world.call(second, 'app.quit', { force: true })).json.error?.code).toBe('APP_VIEWER_ONLY');
    const reply = await world.ask(bridgeRoutes.control, { method: 'POST', body: '{}', token: second });
    expect(reply.status).toBe(200);
    expect((await world.call(second, 'app.quit', { force: true })).json.ok).toBe(true);
    expect((await world.call(first, 'app.quit', { force: true })).json.error?.code).toBe('APP_VIEWER_ONLY');
    // The page that has lost control asks again, and so learns of it.
    await expect.poll(() => controller.text()).toContain('host.resync');
    controller.close();
  });

  it('that goes away has no claim to control from then on; only its own bearer can say so', async () => {
    const first = await world.signIn();
    const leave = (token?: string): Promise<{ readonly status: number }> =>
      world.ask(bridgeRoutes.control, { method: 'DELETE', ...(token !== undefined && { token }) });
    expect((await leave()).status).toBe(401);
    expect((await leave('x'.repeat(43))).status).toBe(401);
    const second = await world.signIn();
    expect((await world.call(second, 'app.quit', { force: true })).json.error?.code).toBe('APP_VIEWER_ONLY');
    expect((await leave(first)).status).toBe(200);
    const third = await world.signIn();
    expect((await world.call(third, 'app.quit', { force: true })).json.ok).toBe(true);
    expect((await world.call(first, 'app.quit', { force: true })).json.error?.code).toBe('APP_VIEWER_ONLY');
  });

  it('that signs out is out, its stream too', async () => {
    const token = await world.signIn();
    const stream = await listenTo(token);
    expect((await world.ask(bridgeRoutes.session, { method: 'DELETE', token })).status).toBe(200);
    expect((await world.call(token, 'app.info')).status).toBe(401);
    await stream.closed;
  });

  it('has at most four streams with one session, as duplicated tabs do', async () => {
    const token = await world.signIn();
    const streams = await Promise.all([1, 2, 3, 4].map(() => listenTo(token)));
    const fifth = await world.ask(bridgeRoutes.events, { token });
    expect(fifth).toMatchObject({ status: 503, json: { error: { code: 'BRIDGE_BUSY' } } });
    expect(world.bridge.pages()).toBe(4);
    for (const stream of streams) stream.close();
    await expect.poll(() => world.bridge.pages()).toBe(0);
    expect(world.host.listeners()).toBe(0);
  });

  it('is told when Sluice ends', async () => {
    const stream = await listenTo(await world.signIn());
    const closing = world.bridge.close();
    await stream.closed;
    expect(stream.text().trim().split('\n').at(-1)).toBe('{"kind":"bye"}');
    await world.clock.advance(2_000);
    await closing;
  });

  it('that hangs up in the middle of a call has it aborted', async () => {
    const token = await world.signIn();
    const aborted = Promise.withResolvers<unknown>();
    const reached = Promise.withResolvers<void>();
    world.host.on('settings.get', (_input, { signal }) => {
      reached.resolve();
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          aborted.resolve(signal.reason);
          reject(signal.reason);
        }),
      );
    });
    const body = JSON.stringify({ id: 'b'.repeat(32), command: 'settings.get', input: {} });
    const controller = new AbortController();
    const sent = fetch(`${world.origin}/rpc`, {
      method: 'POST',
      headers: { origin: world.origin, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
      signal: controller.signal,
    }).catch(() => undefined);
    await reached.promise;
    controller.abort();
    await sent;
    expect(await aborted.promise).toBeInstanceOf(Error);
  });
});

interface Listening {
  readonly closed: Promise<void>;
  text(): string;
  close(): void;
}

async function listenTo(token: string): Promise<Listening> {
  const stop = new AbortController();
  const response = await fetch(`${world.origin}${bridgeRoutes.events}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  expect(response.status).toBe(200);
  let text = '';
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk as Uint8Array);
  };
  const closed = read().catch(() => undefined);
  await expect.poll(() => text).toContain('hello');
  return { closed, text: () => text, close: () => stop.abort() };
}
