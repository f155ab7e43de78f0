import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { createServer, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { describeCode, SluiceError } from '../../../core/contract/index.ts';
import type { HttpDoor, HttpRequest } from '../../../core/ports/index.ts';
import { createHttpDoor, type HttpDoorOptions } from '../../../core/registry/index.ts';
import { createExchange } from '../../../core/registry/http/exchange.ts';
import { createWarningCollector } from '../../../core/registry/http/warnings.ts';
import { defaultDoorLimits } from '../../../core/registry/http/settings.ts';
import { converse, type Conversation } from '../../support/registry-exchanges.ts';
import {
  authority,
  elsewhereCertificate,
  expiredCertificate,
  goodCertificate,
  serverKey,
} from '../../support/registry-tls.ts';
import { codeOf, collect, swiftClock } from '../../support/registry-world.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

function doorWith(options: Partial<HttpDoorOptions> = {}): HttpDoor {
  const door = createHttpDoor({
    clock: swiftClock(),
    trustFor: () => Promise.resolve({ ca: [authority], files: ['/etc/pki/enclave.crt'] }),
    proxyFor: () => undefined,
    userAgent: 'sluice/test',
    ...options,
  });
  closers.push(() => door.close());
  return door;
}

async function serve(...args: Parameters<typeof converse>): Promise<Conversation> {
  const server = await converse(...args);
  closers.push(() => server.close());
  return server;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

const plain = (handler: RequestListener): Promise<number> => {
  const server = createServer(handler);
  closers.push(async () => server.closeAllConnections());
  return listen(server);
};

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: new URL(url),
  lane: 'small',
  ...more,
});

const hello = { name: 'hello', expect: { method: 'GET', path: '/' }, reply: { status: 200, body: 'hello' } };
const tls = (cert: string): { tls: { cert: string; key: string } } => ({ tls: { cert, key: serverKey } });

async function failure(work: Promise<unknown>): Promise<SluiceError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof SluiceError)) throw new Error(`expected a SluiceError, got ${String(error)}`);
  return error;
}

describe('when a certificate is checked', () => {
  it('accepts one from a CA that was given', async () => {
    const server = await serve([hello], tls(goodCertificate));
    const response = await doorWith().request(get(`https://${server.host}/`));
    expect((await collect(response.body)).toString()).toBe('hello');
  });

  it('names issuer and CA files for one that nobody vouches for, and does not try again', async () => {
    const server = await serve([], tls(goodCertificate));
    const door = doorWith({ trustFor: () => Promise.resolve({ ca: [], files: ['/etc/pki/other.crt'] }) });
    const error = await failure(door.request(get(`https://${server.host}/`)));
    expect(error).toMatchObject({ code: 'TLS_UNTRUSTED', retryable: false });
    const { what, next } = describeCode(error.code, error.params, 'en');
    expect(what).toContain('CN=Enclave root');
    expect(next).toContain('/etc/pki/other.crt');
  });

  it('shows the dates and this machine’s clock for an expired one (T5)', async () => {
    const server = await serve([], tls(expiredCertificate));
    const error = await failure(doorWith().request(get(`https://${server.host}/`)));
    expect(error.code).toBe('TLS_VALIDITY');
    expect(error.params).toMatchObject({
      from: '2020-01-01T00:00:00.000Z',
      to: '2021-01-01T00:00:00.000Z',
      now: '2026-11-22T00:00:00.000Z',
    });
  });

  it('shows the names of one that belongs to another host', async () => {
    const server = await serve([], tls(elsewhereCertificate));
    const error = await failure(doorWith().request(get(`https://${server.host}/`)));
    expect(error).toMatchObject({ code: 'TLS_NAME_MISMATCH', retryable: false });
    expect(error.params['names']).toContain('elsewhere.example');
  });

  it('says that the port speaks no TLS', async () => {
    const port = await plain((_request, response) => response.end());
    const error = await failure(doorWith().request(get(`https://127.0.0.1:${port}/`)));
    expect(error).toMatchObject({ code: 'TLS_HANDSHAKE', retryable: false });
  });
});

describe('when an endpoint is insecure', () => {
  const insecure = { security: { insecure: true } };

  it('uses https without verification first (T2)', async () => {
    const server = await serve([hello], tls(expiredCertificate));
    const response = await doorWith().request(get(`https://${server.host}/`, insecure));
    expect(response.url).toBeUndefined();
    await collect(response.body);
    server.verify();
  });

  it('then uses http, and says so', async () => {
    const server = await serve([{ ...hello, times: 2 }]);
    const door = doorWith();
    for (let round = 0; round < 2; round += 1) {
      const response = await door.request(get(`https://${server.host}/`, insecure));
      expect(response.url?.protocol).toBe('http:');
      await collect(response.body);
    }
    server.verify();
  });

  it('never lets the setting of one request reach another', async () => {
    const server = await serve([hello], tls(expiredCertificate));
    const door = doorWith();
    await collect((await door.request(get(`https://${server.host}/`, insecure))).body);
    expect(await codeOf(door.request(get(`https://${server.host}/`)))).toBe('TLS_VALIDITY');
  });
});

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

describe('when a host cannot be reached', () => {
  it('tells a closed port', async () => {
    const port = await listen(createTcpServer());
    await closers.pop()?.();
    const error = await failure(doorWith().request(get(`http://127.0.0.1:${port}/`)));
    expect(error).toMatchObject({ code: 'NETWORK_REFUSED', retryable: true });
  });

  it('tells a name that does not resolve', async () => {
    const resolve = (): Promise<never> =>
      Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    const error = await failure(doorWith({ resolve }).request(get('http://registry.invalid/')));
    expect(error).toMatchObject({
      code: 'NETWORK_NAME_UNKNOWN',
      params: { host: 'registry.invalid', reason: 'ENOTFOUND' },
    });
  });

  it('tells what is not HTTP', async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n'));
      }),
    );
    const error = await failure(doorWith().request(get(`http://127.0.0.1:${port}/`)));
    expect(error).toMatchObject({ code: 'NETWORK_PROTOCOL', retryable: true });
  });

  it('tells headers that never come', async () => {
    const port = await plain(() => undefined);
    const door = doorWith();
    const error = await failure(door.request(get(`http://127.0.0.1:${port}/`, { headersTimeout: 300 })));
    expect(error).toMatchObject({ code: 'NETWORK_STALLED', params: { phase: 'headers' }, retryable: true });
  });

  it('tells a body that stops, through the body', async () => {
    const port = await plain((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('some');
    });
    const door = doorWith({ limits: { bodyIdle: 300 } });
    const response = await door.request(get(`http://127.0.0.1:${port}/`));
    const error = await failure(collect(response.body));
    expect(error).toMatchObject({ code: 'NETWORK_STALLED', params: { phase: 'body' }, retryable: true });
  });

  it('tells a body that is cut, through the body', async () => {
    const server = await serve([
      { ...hello, reply: { status: 200, headers: { 'content-length': '100' }, body: 'some', cutAfter: 4 } },
    ]);
    const response = await doorWith().request(get(`http://${server.host}/`));
    const error = await failure(collect(response.body));
    expect(error).toMatchObject({ code: 'NETWORK_RESET', retryable: true });
  });

  it('lets a body that nobody wants be destroyed without further ado', async () => {
    const server = await serve([{ ...hello, reply: { status: 200, body: Buffer.alloc(1_000_000) } }]);
    const response = await doorWith().request(get(`http://${server.host}/`));
    response.body.destroy();
    await new Promise((resolve) => response.body.once('close', resolve));
    expect(response.body.destroyed).toBe(true);
  });

  it('gives the reason of the signal when it is cancelled', async () => {
    const port = await plain(() => undefined);
    const controller = new AbortController();
    const reason = new Error('enough');
    const work = doorWith().request(get(`http://127.0.0.1:${port}/`, { signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 20);
    await expect(work).rejects.toBe(reason);
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
    const port = await listen(createTcpServer());
    await closers.pop()?.();
    const door = doorWith({ proxyFor: () => ({ url: new URL(`http://127.0.0.1:${port}`) }) });
    const error = await failure(door.request(get('https://registry.example/')));
    expect(error).toMatchObject({ code: 'PROXY_FAILED', retryable: true });
  });
});

describe('when an exchange is watched for stalls', () => {
  const watched = (): {
    exchange: ReturnType<typeof createExchange>;
    aborted: () => unknown;
    controller: { paused: boolean };
  } => {
    let aborted: unknown;
    const clock = swiftClock();
    const exchange = createExchange(
      {
        request: get('http://h/'),
        url: new URL('http://h/'),
        clock,
        limits: defaultDoorLimits,
        trust: undefined,
        proxy: undefined,
        lookup: () => undefined,
      },
      { onStart: () => undefined, onEnd: () => undefined },
    );
    const controller = {
      paused: false,
      aborted: false,
      reason: null,
      abort: (reason: Error) => {
        aborted = reason;
      },
      pause: () => undefined,
      resume: () => undefined,
    };
    const handler = exchange.wrap({});
    handler.onRequestStart?.(controller, {});
    handler.onResponseStart?.(controller, 200, {});
    const feed = (bytes: number): void => handler.onResponseData?.(controller, Buffer.alloc(bytes));
    feed(10);
    return { exchange, aborted: () => aborted, controller };
  };

  it('ends one that trickles below the lowest speed (1.6)', () => {
    const { exchange, aborted } = watched();
    exchange.tick(60_000);
    expect(aborted()).toBeUndefined();
    exchange.tick(121_000);
    expect(aborted()).toMatchObject({ code: 'NETWORK_STALLED', params: { phase: 'low speed' } });
  });

  it('ends an upload whose socket takes nothing for two minutes, but waits for a slow producer', async () => {
    let aborted: unknown;
    const exchange = createExchange(
      {
        request: get('http://h/'),
        url: new URL('http://h/'),
        clock: swiftClock(),
        limits: defaultDoorLimits,
        trust: undefined,
        proxy: undefined,
        lookup: () => undefined,
      },
      { onStart: () => undefined, onEnd: () => undefined },
    );
    const handler = exchange.wrap({});
    handler.onRequestStart?.(
      {
        paused: false,
        aborted: false,
        reason: null,
        abort: (reason: Error) => {
          aborted = reason;
        },
        pause: () => undefined,
        resume: () => undefined,
      },
      {},
    );
    const chunks = (async function* () {
      yield Buffer.from('one');
    })();
    const counted = exchange.countBody(chunks);
    const body = counted[Symbol.asyncIterator]();
    await body.next();
    exchange.tick(0);
    exchange.tick(300_000);
    expect(aborted).toBeUndefined();
    handler.onBodySent?.(Buffer.from('one'));
    exchange.tick(301_000);
    exchange.tick(400_000);
    expect(aborted).toBeUndefined();
    exchange.tick(421_000);
    expect(aborted).toMatchObject({ code: 'NETWORK_STALLED', params: { phase: 'upload' } });
  });

  it('does not blame the host when the reader is slow', () => {
    const { exchange, aborted, controller } = watched();
    controller.paused = true;
    for (let now = 0; now <= 600_000; now += 5000) exchange.tick(now);
    expect(aborted()).toBeUndefined();
  });
});
