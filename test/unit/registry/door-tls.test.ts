import { createServer } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { describeCode } from '../../../core/contract/index.ts';
import {
  describeCertificate,
  type ConnectedPeer,
  type HttpDoorOptions,
} from '../../../core/registry/index.ts';
import { doorWith, failure, get, hello, listen, plain, serve, tls } from '../../support/registry-door.ts';
import { elsewhereCertificate, expiredCertificate, goodCertificate } from '../../support/registry-tls.ts';
import { codeOf, collect } from '../../support/registry-world.ts';

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

describe('who answers', () => {
  /** What the door tells of a request to `url`. */
  const toldOf = async (url: string, more: object = {}, options: Partial<HttpDoorOptions> = {}) => {
    const told: ConnectedPeer[] = [];
    const door = doorWith({ onConnected: (peer) => void told.push(peer), ...options });
    const response = await door.request(get(url, more));
    await collect(response.body);
    return told;
  };
  const sumOf = (certificate: string): string => describeCertificate(certificate).sha256;

  it('is told by the certificate that was shown', async () => {
    const server = await serve([hello], tls(goodCertificate));
    expect(await toldOf(`https://${server.host}/`)).toEqual([
      { host: server.host, sha256: sumOf(goodCertificate), verified: true },
    ]);
  });

  it('is told of a certificate that nobody vouches for as not verified', async () => {
    const server = await serve([hello], tls(expiredCertificate));
    expect(await toldOf(`https://${server.host}/`, { security: { insecure: true } })).toEqual([
      { host: server.host, sha256: sumOf(expiredCertificate), verified: false },
    ]);
  });

  it('is told without a certificate for plain http', async () => {
    const server = await serve([hello]);
    expect(await toldOf(`https://${server.host}/`, { security: { insecure: true } })).toEqual([
      { host: server.host, verified: false },
    ]);
  });

  it('is the host and not the proxy on the way to it', async () => {
    const target = await serve([hello], tls(goodCertificate));
    const proxy = createServer();
    proxy.on('connect', (_request, socket: Socket) => {
      const onward = connect(target.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    const port = await listen(proxy);
    const proxyFor = () => ({ url: new URL(`http://127.0.0.1:${port}`) });
    const told = await toldOf(`https://localhost:${target.port}/`, {}, { proxyFor });
    expect(told).toEqual([
      { host: `localhost:${target.port}`, sha256: sumOf(goodCertificate), verified: true },
    ]);
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

  it('does not take one broken handshake for a host without TLS', async () => {
    const begun: string[] = [];
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', (bytes) => {
          begun.push(bytes[0] === 0x16 ? 'TLS' : 'plain');
          if (bytes[0] === 0x16) socket.resetAndDestroy();
          else socket.end('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.');
        });
      }),
    );
    const door = doorWith();
    for (let round = 0; round < 2; round += 1) {
      const error = await failure(door.request(get(`https://127.0.0.1:${port}/`, insecure)));
      expect(error).toMatchObject({ code: 'NETWORK_RESET', retryable: true });
    }
    expect(begun).toEqual(['TLS', 'plain', 'TLS', 'plain']);
  });

  it('never lets the setting of one request reach another', async () => {
    const server = await serve([hello], tls(expiredCertificate));
    const door = doorWith();
    await collect((await door.request(get(`https://${server.host}/`, insecure))).body);
    expect(await codeOf(door.request(get(`https://${server.host}/`)))).toBe('TLS_VALIDITY');
  });
});
