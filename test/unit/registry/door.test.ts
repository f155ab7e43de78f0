import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createWarningCollector } from '../../../core/registry/http/warnings.ts';
import {
  closedPort,
  doorWith,
  failure,
  get,
  hello,
  listen,
  serve,
  tls,
} from '../../support/registry-door.ts';
import { goodCertificate } from '../../support/registry-tls.ts';
import { codeOf, collect } from '../../support/registry-world.ts';

describe('when hosts are restricted', () => {
  it('refuses others before anything is resolved, naming who asked', async () => {
    const door = doorWith({
      allowHosts: ['mirror.enclave'],
      resolve: () => Promise.reject(new Error('must not be asked')),
    });
    const asked = get('https://quay.io/v2/', { askedBy: 'mirror.enclave/ocp/release' });
    const error = await failure(door.request(asked));
    expect(error).toMatchObject({
      code: 'HOST_NOT_ALLOWED',
      retryable: false,
      params: { host: 'quay.io', allowed: 'mirror.enclave', asker: 'mirror.enclave/ocp/release' },
    });
  });

  it('allows a listed host with or without its port', async () => {
    const server = await serve([{ ...hello, times: 2 }]);
    for (const entry of ['127.0.0.1', server.host]) {
      const response = await doorWith({ allowHosts: [entry] }).request(get(`http://${server.host}/`));
      expect(response.status).toBe(200);
      await collect(response.body);
    }
    expect(
      await codeOf(doorWith({ allowHosts: ['127.0.0.1:1'] }).request(get(`http://${server.host}/`))),
    ).toBe('HOST_NOT_ALLOWED');
  });

  it('never contacts a blocked one', async () => {
    const door = doorWith({ blockedHosts: ['quay.io'] });
    expect(await codeOf(door.request(get('https://quay.io/')))).toBe('HOST_BLOCKED');
  });
});

describe('when a URL was named by another server', () => {
  const loopback = (): Promise<{ address: string; family: number }[]> =>
    Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  const publicly = (): Promise<{ address: string; family: number }[]> =>
    Promise.resolve([{ address: '203.0.113.7', family: 4 }]);

  it('refuses a name that resolves to this machine when the registry is elsewhere (A11.3)', async () => {
    const server = await serve([]);
    const resolve = (name: string): Promise<{ address: string; family: number }[]> =>
      name === 'registry.example' ? publicly() : loopback();
    const request = get(`http://metadata.example:${server.port}/`, {
      referredBy: new URL('https://registry.example/v2/'),
    });
    const error = await failure(doorWith({ resolve }).request(request));
    expect(error).toMatchObject({
      code: 'ADDRESS_REFUSED',
      params: {
        host: 'metadata.example',
        address: '127.0.0.1',
        kind: 'loopback',
        referrer: 'registry.example',
      },
    });
    expect(server.received).toEqual([]);
  });

  it('refuses literal addresses likewise, IPv4 inside IPv6 included', async () => {
    for (const literal of [
      '169.254.169.254',
      '[::ffff:169.254.169.254]',
      '[fe80::1]',
      '0.0.0.0',
      '10.0.0.1',
    ]) {
      const request = get(`http://${literal}/`, { referredBy: new URL('https://203.0.113.7/v2/') });
      expect(await codeOf(doorWith().request(request))).toBe('ADDRESS_REFUSED');
    }
  });

  it('refuses a name that has meanwhile become one of this machine, even to itself on another port', async () => {
    const first = await serve([{ ...hello, times: 2 }]);
    const second = await serve([]);
    let address = '127.0.0.1';
    const door = doorWith({ resolve: () => Promise.resolve([{ address, family: 4 }]) });
    const registry = new URL('http://127.0.0.1/v2/');
    const cdn = `http://cdn.example:${first.port}/`;
    await collect((await door.request(get(cdn, { referredBy: registry }))).body);
    // An address that reaches this machine as well, and that nobody here may name.
    address = '0.0.0.0';
    for (let round = 0; round < 2; round += 1) {
      const asked = get(`http://cdn.example:${second.port}/`, { referredBy: new URL(cdn) });
      expect(await codeOf(door.request(asked))).toBe('ADDRESS_REFUSED');
    }
    expect(second.received).toEqual([]);
  });

  it('allows what the registry itself is like', async () => {
    const server = await serve([hello]);
    const request = get(`http://cdn.example:${server.port}/`, {
      referredBy: new URL('https://registry.example/v2/'),
    });
    const response = await doorWith({ resolve: loopback }).request(request);
    expect(response.status).toBe(200);
    await collect(response.body);
  });
});

describe('when a registry warns', () => {
  it('passes each text on once per host, cleaned', async () => {
    const warnings: unknown[] = [];
    const server = await serve([
      {
        ...hello,
        times: 2,
        reply: {
          status: 200,
          headers: { warning: ['299 - "old \\"tag\\" format"', '199 - "not for us"'] },
        },
      },
    ]);
    const door = doorWith({ onWarning: (warning) => warnings.push(warning) });
    for (let round = 0; round < 2; round += 1) {
      await collect((await door.request(get(`http://${server.host}/`))).body);
    }
    expect(warnings).toEqual([{ host: server.host, text: 'old "tag" format' }]);
  });

  it('lets no control character and no flood through', () => {
    const texts: string[] = [];
    const warn = createWarningCollector(({ text }) => texts.push(text));
    warn('h', `299 - "a\u001B[31mred"`);
    warn('h', `299 - "${'x'.repeat(100_000)}"`);
    warn('h', `299 - "${'y'.repeat(5000)}"`);
    warn('h', undefined);
    expect(texts).toEqual(['a [31mred', 'y'.repeat(4096)]);
  });
});

describe('when a request goes out', () => {
  it('asks for no coding and says who it is', async () => {
    const server = await serve([
      {
        ...hello,
        expect: {
          method: 'GET',
          path: '/',
          headers: { 'accept-encoding': 'identity', 'user-agent': 'sluice/test' },
        },
      },
    ]);
    await collect((await doorWith().request(get(`http://${server.host}/`))).body);
    server.verify();
  });

  it('goes through a proxy with its authorization on the CONNECT only', async () => {
    const target = await serve([hello], tls(goodCertificate));
    const seen: (string | undefined)[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      seen.push(request.headers['proxy-authorization']);
      const onward = connect(target.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    const port = await listen(proxy);
    const door = doorWith({
      proxyFor: () => ({
        url: new URL(`http://127.0.0.1:${port}`),
        authorization: { reveal: () => 'Basic cHJveHk6c2VjcmV0' },
      }),
    });
    const response = await door.request(get(`https://localhost:${target.port}/`));
    expect((await collect(response.body)).toString()).toBe('hello');
    expect(seen).toEqual(['Basic cHJveHk6c2VjcmV0']);
    expect(target.received[0]?.headers['proxy-authorization']).toBeUndefined();
    await door.close();
  });

  it('names the proxy that wants a login (X3)', async () => {
    const proxy = createServer();
    proxy.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Login\r\ncontent-length: 0\r\n\r\n'));
    const port = await listen(proxy);
    const door = doorWith({ proxyFor: () => ({ url: new URL(`http://127.0.0.1:${port}`) }) });
    const error = await failure(door.request(get('https://registry.example/')));
    expect(error).toMatchObject({
      code: 'PROXY_AUTH_REQUIRED',
      retryable: false,
      params: { proxy: `127.0.0.1:${port}`, host: 'registry.example' },
    });
  });

  it('names the proxy that cannot be reached', async () => {
    const port = await closedPort();
    const door = doorWith({ proxyFor: () => ({ url: new URL(`http://127.0.0.1:${port}`) }) });
    const error = await failure(door.request(get('https://registry.example/')));
    expect(error).toMatchObject({ code: 'PROXY_FAILED', retryable: true });
  });
});
