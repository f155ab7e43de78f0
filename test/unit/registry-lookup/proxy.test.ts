import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProxyResolver, parseProxy } from '../../../core/registry/proxy/index.ts';

const through = 'http://proxy.test:3128/';

function chosen(url: string, variables: Readonly<Record<string, string>>): string | undefined {
  return createProxyResolver({ variables }).proxyFor(new URL(url))?.url.href;
}

const withNoProxy = (url: string, noProxy: string): string | undefined =>
  chosen(url, { HTTPS_PROXY: through, HTTP_PROXY: through, NO_PROXY: noProxy });

describe('when choosing the variable', () => {
  it('uses only the one of the URL’s own scheme', () => {
    expect(chosen('https://a.test/v2/', { HTTP_PROXY: through })).toBeUndefined();
    expect(chosen('http://a.test/v2/', { HTTP_PROXY: through })).toBe(through);
    expect(chosen('https://a.test/v2/', { HTTPS_PROXY: through })).toBe(through);
    expect(chosen('http://a.test/v2/', { HTTPS_PROXY: through })).toBeUndefined();
  });

  it('ignores ALL_PROXY, as Go does', () => {
    expect(chosen('https://a.test/', { ALL_PROXY: through })).toBeUndefined();
  });

  it('prefers the lower-case spelling, and says when the two differ', () => {
    const variables = {
      HTTPS_PROXY: 'http://upper.test',
      https_proxy: through,
      NO_PROXY: 'x',
      no_proxy: 'x',
    };
    expect(chosen('https://a.test/', variables)).toBe(through);
    expect(createProxyResolver({ variables }).findings).toMatchObject([
      { code: 'PROXY_VARIABLES_DIFFER', params: { used: 'https_proxy', other: 'HTTPS_PROXY' } },
    ]);
  });

  it('takes an empty value as not set', () => {
    expect(chosen('https://a.test/', { https_proxy: '', HTTPS_PROXY: through })).toBe(through);
    expect(chosen('https://a.test/', { HTTPS_PROXY: '' })).toBeUndefined();
  });

  it.each([
    'https://localhost/',
    'https://localhost:5000/',
    'http://127.0.0.1:8080/',
    'https://127.9.9.9/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
  ])('never sends %s through a proxy', (url) => expect(withNoProxy(url, '')).toBeUndefined());
});

describe('when NO_PROXY lists exceptions', () => {
  it.each([
    ['10.0.0.0/8', 'https://10.1.2.3/', 'direct'],
    ['10.0.0.0/8', 'https://11.1.2.3/', 'proxied'],
    ['10.0.0.0/8', 'https://ten.test/', 'proxied'],
    ['10.0.0.0/8', 'https://[::ffff:10.1.2.3]/', 'direct'],
    ['10.0.0.0/33', 'https://10.1.2.3/', 'proxied'],
    ['fd00::/8', 'https://[fd12::7]:5000/', 'direct'],
    ['fd00::/8', 'https://[fe12::7]/', 'proxied'],
    ['192.0.2.7', 'https://192.0.2.7:8443/', 'direct'],
    ['192.0.2.7:8443', 'https://192.0.2.7:8443/', 'direct'],
    ['192.0.2.7:8443', 'https://192.0.2.7/', 'proxied'],
    ['192.0.2.7:443', 'https://192.0.2.7/', 'direct'],
    ['[fd12::7]:5000', 'https://[fd12::7]:5000/', 'direct'],
    ['fd12::7', 'https://[fd12:0::7]/', 'direct'],
    ['[fd12::7]', 'https://[fd12::7]/', 'proxied'],
    ['example.test', 'https://example.test/', 'direct'],
    ['example.test', 'https://a.b.example.test/', 'direct'],
    ['example.test', 'https://badexample.test/', 'proxied'],
    ['.example.test', 'https://example.test/', 'proxied'],
    ['.example.test', 'https://a.example.test/', 'direct'],
    ['*.example.test', 'https://example.test/', 'proxied'],
    ['*.example.test', 'https://a.example.test/', 'direct'],
    ['example.test:5000', 'https://example.test:5000/', 'direct'],
    ['example.test:5000', 'https://example.test/', 'proxied'],
    ['example.test:80', 'http://a.example.test/', 'direct'],
    ['EXAMPLE.test , other.test', 'https://Example.Test/', 'direct'],
    ['a.test b.test', 'https://b.test/', 'proxied'],
    ['*', 'https://anything.test/', 'direct'],
    ['a.test,*', 'https://anything.test/', 'direct'],
    ['*a.test', 'https://aa.test/', 'proxied'],
    [',, :80 ,[]:80', 'https://a.test/', 'proxied'],
    ['bücher.test', 'https://www.bücher.test/', 'direct'],
    ['.cluster.local,.svc,10.128.0.0/14,172.30.0.0/16,api-int.ocp.test', 'https://10.130.4.2/', 'direct'],
  ])('%s: %s is %s', (noProxy, url, way) => {
    expect(withNoProxy(url, noProxy)).toBe(way === 'direct' ? undefined : through);
  });

  it('agrees with plain arithmetic for every IPv4 range', () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const number = (parts: readonly number[]): number => parts.reduce((sum, part) => sum * 256 + part, 0);
    fc.assert(
      fc.property(octets, octets, fc.nat(32), (base, address, bits) => {
        fc.pre(address[0] !== 127);
        const block = 2 ** (32 - bits);
        const inside = Math.floor(number(base) / block) === Math.floor(number(address) / block);
        const way = withNoProxy(`https://${address.join('.')}/`, `${base.join('.')}/${bits}`);
        expect(way === undefined).toBe(inside);
      }),
    );
  });

  it('covers a domain and exactly what lies below it', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
    const domain = fc.array(label, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(domain, domain, (listed, asked) => {
        const below = asked.slice(-listed.length).join('.') === listed.join('.');
        expect(withNoProxy(`https://${asked.join('.')}/`, listed.join('.')) === undefined).toBe(below);
        const strictly = below && asked.length > listed.length;
        expect(withNoProxy(`https://${asked.join('.')}/`, `.${listed.join('.')}`) === undefined).toBe(
          strictly,
        );
      }),
    );
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (noProxy) => {
        expect([through, undefined]).toContain(withNoProxy('https://a.test/', noProxy));
      }),
    );
  });
});

describe('when a proxy address is read', () => {
  it('assumes http:// when no scheme is given', () => {
    expect(parseProxy('proxy.test:3128', 'HTTPS_PROXY').url.href).toBe(through);
    expect(parseProxy('10.0.0.1:8080', 'HTTPS_PROXY').url.host).toBe('10.0.0.1:8080');
  });

  it('keeps user and password apart from the URL, decoded, and hidden', () => {
    const proxy = parseProxy('http://op:p%40ss%3A@proxy.test:3128', 'HTTPS_PROXY');
    expect(proxy.url.href).toBe(through);
    expect(proxy.authorization?.reveal()).toBe(`Basic ${Buffer.from('op:p@ss:').toString('base64')}`);
    expect(`${inspect(proxy)}${JSON.stringify(proxy)}${String(proxy.authorization)}`).not.toMatch(
      /p@ss|b3A6/,
    );
  });

  it.each(['http://', 'http://host:99999', 'a b', 'http://op:%zz@proxy.test', 'http://[::1'])(
    'refuses %j without repeating it',
    (value) => {
      const resolver = createProxyResolver({ variables: { https_proxy: value } });
      let failure: unknown;
      try {
        resolver.proxyFor(new URL('https://a.test/'));
      } catch (error) {
        failure = error;
      }
      expect(failure).toMatchObject({ code: 'PROXY_MALFORMED', params: { source: 'https_proxy' } });
      expect(JSON.stringify(failure)).not.toContain('%zz');
    },
  );

  it('refuses a host that cannot be read a second time, as it would be when it is used', () => {
    const value = `proxy.${'e\u{1F600}mply.'.repeat(1500)}test`;
    const resolver = createProxyResolver({ variables: { HTTPS_PROXY: value } });
    expect(() => resolver.proxyFor(new URL('https://a.test/'))).toThrow('PROXY_MALFORMED');
  });

  it.each(['socks5://proxy.test:1080', 'socks5h://proxy.test', 'socks4://proxy.test'])(
    'refuses %s as a SOCKS proxy, once it would be used',
    (value) => {
      const resolver = createProxyResolver({ variables: { HTTPS_PROXY: value, NO_PROXY: 'b.test' } });
      expect(resolver.proxyFor(new URL('https://b.test/'))).toBeUndefined();
      expect(() => resolver.proxyFor(new URL('https://a.test/'))).toThrow('PROXY_SOCKS');
    },
  );

  it('refuses other schemes by name', () => {
    expect(() => parseProxy('ftp://proxy.test', 'HTTP_PROXY')).toThrow('PROXY_SCHEME');
  });
});
