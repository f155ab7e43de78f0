import { execFile } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressOf, openBridge, parseListen, type ListenAddress } from '../../../core/bridge/index.ts';
import { makeRoomForSocket } from '../../../core/bridge/unix-socket.ts';
import { SluiceError } from '../../../core/contract/index.ts';
import { systemServices } from '../../../core/host/index.ts';
import { bridgeWorld, writePage } from '../../support/bridge-world.ts';
import { createFakeHost } from '../../support/fake-host.ts';
import { authority, goodCertificate, serverKey } from '../../support/registry-tls.ts';
import { siteCa } from '../../support/registry-certificates.ts';

const services = systemServices();
const failure = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (error: unknown) => (error instanceof SluiceError ? error.code : String(error)),
  );
const open = (listen: ListenAddress, more: object = {}): ReturnType<typeof openBridge> =>
  openBridge({ host: createFakeHost(), services, folder, listen, ...more });

let folder: string;
let place: string;
beforeEach(() => {
  folder = writePage();
  place = mkdtempSync(join(tmpdir(), 'sluice-sock-'));
});
afterEach(() => {
  for (const path of [folder, place]) rmSync(path, { recursive: true, force: true });
});

describe('--listen', () => {
  it.each([
    ['127.0.0.1:0', { kind: 'tcp', host: '127.0.0.1', port: 0, loopback: true }],
    ['localhost:8080', { kind: 'tcp', host: '127.0.0.1', port: 8080, loopback: true }],
    ['[::1]:65535', { kind: 'tcp', host: '::1', port: 65_535, loopback: true }],
    ['0.0.0.0:80', { kind: 'tcp', host: '0.0.0.0', port: 80, loopback: false }],
    ['192.168.1.7:80', { kind: 'tcp', host: '192.168.1.7', port: 80, loopback: false }],
    ['[::]:80', { kind: 'tcp', host: '::', port: 80, loopback: false }],
    // Loopback in disguise is not taken for it.
    ['127.0.0.2:80', { kind: 'tcp', host: '127.0.0.2', port: 80, loopback: false }],
    ['unix:/run/user/1000/sluice.sock', { kind: 'unix', path: '/run/user/1000/sluice.sock' }],
  ])('%s is understood', (value, address) => expect(parseListen(value)).toEqual(address));

  it.each([
    '',
    '8080',
    ':8080',
    'localhost',
    'evil.example:80',
    '127.0.0.1:70000',
    '127.0.0.1:-1',
    'unix:x.sock',
  ])('"%s" is refused', (value) => {
    expect(() => parseListen(value)).toThrow('BRIDGE_LISTEN_INVALID');
  });

  it.each(['unix:/', 'unix:/run/', 'unix:/a\0b'])('%o is no place for a socket', (value) => {
    expect(() => parseListen(value)).toThrow('BRIDGE_LISTEN_INVALID');
  });

  it('refuses a path that systems would cut off', () => {
    expect(() => parseListen(`unix:/${'x'.repeat(110)}`)).toThrow('BRIDGE_SOCKET_PATH');
  });

  it('is written as it was given', () => {
    for (const value of ['127.0.0.1:80', '[::1]:80', 'unix:/x.sock'])
      expect(addressOf(parseListen(value))).toBe(value);
  });
});

describe('listening', () => {
  it.each(['0.0.0.0:0', '192.0.2.1:0', '[::]:0'])('on %s is refused without TLS', async (value) => {
    expect(await failure(open(parseListen(value)))).toBe('BRIDGE_LISTEN_OPEN');
  });

  it('is refused where somebody else listens', async () => {
    const first = await open(parseListen('127.0.0.1:0'));
    expect(await failure(open(first.listen))).toBe('BRIDGE_ADDRESS_IN_USE');
    await first.close();
  });

  it('is refused without a built page, before anything is opened', async () => {
    rmSync(join(folder, 'index.html'));
    expect(await failure(open(parseListen(`unix:${place}/s.sock`)))).toBe('BRIDGE_PAGE_NOT_BUILT');
    expect(existsSync(join(place, 's.sock'))).toBe(false);
  });
});

describe('a socket of its own', () => {
  it('can be opened by its owner only, and is gone afterwards', async () => {
    const path = join(place, 's.sock');
    const before = process.umask();
    const world = await bridgeWorld({ listen: parseListen(`unix:${path}`) });
    expect(lstatSync(path).isSocket()).toBe(true);
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    expect(process.umask()).toBe(before);
    // The tunnel's end has a name and a port of its own.
    const reply = await world.ask('/', { headers: { host: 'localhost:19000' } });
    expect(reply.status).toBe(200);
    await world.close();
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['a file', (path: string) => writeFileSync(path, 'precious')],
    ['a link', (path: string) => symlinkSync('/etc/passwd', path)],
  ])('does not take the place of %s', async (_, make) => {
    const path = join(place, 's.sock');
    make(path);
    const before = lstatSync(path);
    expect(await failure(open(parseListen(`unix:${path}`)))).toBe('BRIDGE_SOCKET_OTHER_FILE');
    expect(lstatSync(path).ino).toBe(before.ino);
  });

  it('takes the place of one that was left behind, not of one that is in use', async () => {
    const path = join(place, 's.sock');
    const script = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    await promisify(execFile)(process.execPath, ['-e', script, path]).catch(() => undefined);
    expect(lstatSync(path).isSocket()).toBe(true);
    const bridge = await open(parseListen(`unix:${path}`));
    expect(await failure(open(parseListen(`unix:${path}`)))).toBe('BRIDGE_ADDRESS_IN_USE');
    await bridge.close();
    const foreign = createServer();
    await new Promise<void>((resolve) => foreign.listen(path, resolve));
    expect(await failure(open(parseListen(`unix:${path}`)))).toBe('BRIDGE_ADDRESS_IN_USE');
    foreign.close();
  });

  it('is not put where others could put theirs', async () => {
    const path = join(place, 's.sock');
    chmodSync(place, 0o777);
    expect(await failure(open(parseListen(`unix:${path}`)))).toBe('BRIDGE_SOCKET_FOLDER');
    // As /tmp: only the owner of a file may take it away there.
    chmodSync(place, 0o1777);
    await makeRoomForSocket(path, services);
    const foreign = { ...services, environment: { ...services.environment, uid: 4242 } };
    if (services.environment.uid !== 0)
      expect(await failure(makeRoomForSocket(path, foreign))).toBe('BRIDGE_SOCKET_FOLDER');
    expect(await failure(makeRoomForSocket(join(place, 'nowhere', 's.sock'), services))).toBe(
      'BRIDGE_SOCKET_FOLDER',
    );
  });
});

describe('with TLS', () => {
  const tls = { cert: goodCertificate, key: serverKey };

  it('the page is served under the names of the certificate, and no others', async () => {
    const bridge = await open(parseListen('127.0.0.1:0'), { tls });
    const { port } = bridge.listen as { port: number };
    const ask = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port, headers: { host }, agent: false, servername: 'localhost' };
        request({ ...options, ca: authority }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .once('error', reject)
          .end();
      });
    expect(bridge.scheme).toBe('https');
    expect(await ask(`localhost:${port}`)).toBe(200);
    expect(await ask('evil.example')).toBe(421);
    await bridge.close();
  });

  it.each([
    ['no certificate at all', { cert: 'x', key: serverKey }],
    ['a key of another certificate', { cert: siteCa, key: serverKey }],
    ['no key', { cert: goodCertificate, key: 'x' }],
  ])('%s is refused in words', async (_, pair) => {
    expect(await failure(open(parseListen('127.0.0.1:0'), { tls: pair }))).toBe('BRIDGE_TLS_UNUSABLE');
  });

  it('a socket has no use for it', async () => {
    expect(await failure(open(parseListen(`unix:${place}/s.sock`), { tls }))).toBe('BRIDGE_TLS_PAIR');
  });
});
