import { describe, expect, it } from 'vitest';
import { checkHost, checkJson, checkOrigin, pathOf, type Access } from '../../../core/bridge/guards.ts';
import { SluiceError } from '../../../core/contract/index.ts';

const plain = { scheme: 'http', certifiedName: () => false } as const;
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'passed';
  } catch (error) {
    return error instanceof SluiceError ? error.code : String(error);
  }
};

describe('the name that a page is asked for under', () => {
  it.each(['localhost', 'localhost:19000', '127.0.0.1:8080', '[::1]:9', 'LOCALHOST:1'])(
    'may be %s',
    (host) => {
      expect(checkHost({ headers: {}, hosts: [host] }, plain)).toBe(host);
    },
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    '127.0.0.2',
    '0.0.0.0',
    '192.168.1.7:8080',
    '[::]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f000001',
    '127.1',
    'localhost:80:80',
    'localhost@evil.example',
    'user@localhost',
    'localhost/',
    'localhost.',
    ' localhost',
    '',
  ])('may not be "%s"', (host) => {
    expect(codeOf(() => checkHost({ headers: {}, hosts: [host] }, plain))).toBe('BRIDGE_HOST_REFUSED');
  });

  it('may neither be missing nor be told twice', () => {
    expect(codeOf(() => checkHost({ headers: {}, hosts: [] }, plain))).toBe('BRIDGE_HOST_REFUSED');
    const twice = { headers: {}, hosts: ['localhost', 'evil.example'] };
    expect(codeOf(() => checkHost(twice, plain))).toBe('BRIDGE_HOST_REFUSED');
  });

  it('may be what the certificate is for, with TLS', () => {
    const guard = { scheme: 'https', certifiedName: (name: string) => name === 'bastion.lab' } as const;
    expect(checkHost({ headers: {}, hosts: ['bastion.lab:8443'] }, guard)).toBe('bastion.lab:8443');
    expect(codeOf(() => checkHost({ headers: {}, hosts: ['other.lab'] }, guard))).toBe('BRIDGE_HOST_REFUSED');
  });

  it('is not repeated with what would act on a terminal or a log', () => {
    try {
      checkHost({ headers: {}, hosts: ['\u001b[2Jevil\r\nX: y'] }, plain);
      expect.unreachable();
    } catch (error) {
      expect((error as SluiceError).params['host']).toMatch(/^[\x21-\x7e]+$/);
    }
  });
});

describe('where a request comes from', () => {
  const host = 'localhost:19000';
  const own = 'http://localhost:19000';
  const ask = (access: Access, headers: Record<string, string>): string =>
    codeOf(() => checkOrigin({ headers, hosts: [host] }, access, host, plain));

  it.each([
    ['write', { origin: own }],
    ['write', { origin: own, 'sec-fetch-site': 'same-origin' }],
    ['read', {}],
    ['read', { 'sec-fetch-site': 'same-origin' }],
    ['file', { 'sec-fetch-site': 'same-origin', origin: own }],
    ['file', { 'sec-fetch-site': 'none' }],
    ['document', { 'sec-fetch-site': 'none' }],
    [
      'document',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    ],
  ] as const)('to %s may be %o', (access, headers) => {
    expect(ask(access, headers)).toBe('passed');
  });

  it.each([
    ['write', {}],
    ['write', { origin: 'null' }],
    ['write', { origin: 'http://evil.example' }],
    ['write', { origin: 'https://localhost:19000' }],
    ['write', { origin: 'http://localhost:19001' }],
    ['write', { origin: 'http://localhost' }],
    ['write', { origin: 'http://127.0.0.1:19000' }],
    ['write', { origin: `${own}.evil.example` }],
    ['write', { origin: own, 'sec-fetch-site': 'same-site' }],
    ['write', { origin: own, 'sec-fetch-site': 'none' }],
    ['read', { origin: 'http://evil.example' }],
    ['read', { 'sec-fetch-site': 'cross-site' }],
    ['read', { 'sec-fetch-site': 'same-site' }],
    ['read', { 'sec-fetch-site': 'none' }],
    ['file', { 'sec-fetch-site': 'cross-site' }],
    ['file', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
    [
      'document',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ],
    [
      'document',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'document' },
    ],
    ['document', { 'sec-fetch-site': 'cross-site' }],
  ] as const)('to %s may not be %o', (access, headers) => {
    expect(ask(access, headers)).toBe('BRIDGE_ORIGIN_REFUSED');
  });
});

describe('what a body may be', () => {
  const ask = (headers: Record<string, string>): string => codeOf(() => checkJson({ headers, hosts: [] }));

  it('is JSON in UTF-8', () => {
    expect(ask({ 'content-type': 'application/json' })).toBe('passed');
    expect(ask({ 'content-type': 'Application/JSON; charset=UTF-8' })).toBe('passed');
  });

  it.each([
    {},
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  ])('is not %o: forms and simple requests of other pages are of other types', (headers) => {
    expect(ask(headers as Record<string, string>)).toBe('BRIDGE_REQUEST_MALFORMED');
  });
});

describe('the path of an address', () => {
  it.each([
    ['/', '/'],
    ['/assets/a-12345678.js?v=1', '/assets/a-12345678.js'],
    ['/%2e%2e/x', '/%2e%2e/x'],
  ])('of %s is %s, undecoded', (target, path) => expect(pathOf(target)).toBe(path));

  it.each(['', '*', 'http://evil.example/', '//evil.example/x', 'x', `/${'x'.repeat(500)}`, undefined])(
    'of %s is none',
    (target) => expect(codeOf(() => pathOf(target))).toBe('BRIDGE_REQUEST_MALFORMED'),
  );
});
