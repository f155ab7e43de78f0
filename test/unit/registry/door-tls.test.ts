import { createServer as createTcpServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { describeCode } from '../../../core/contract/index.ts';
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
