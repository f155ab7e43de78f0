import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppProtocol, schemePrivileges } from '../../../electron/main/app-protocol.ts';
import { openPage } from '../../../core/page/index.ts';
import { systemServices } from '../../../core/host/index.ts';
import { writePage } from '../../support/bridge-world.ts';

let folder: string;
let answer: ReturnType<typeof createAppProtocol>;
beforeEach(async () => {
  folder = writePage();
  let nonces = 0;
  answer = createAppProtocol(await openPage(folder, systemServices().fs), () => `nonce${++nonces}`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const ask = (url: string, method = 'GET'): Promise<Response> => answer({ url, method });

describe('the page’s own scheme', () => {
  it('has the privileges that it needs and no others', () => {
    expect(schemePrivileges).toEqual({ standard: true, secure: true, supportFetchAPI: true });
  });

  it.each([
    ['app://bundle/', 'text/html; charset=utf-8'],
    ['app://bundle', 'text/html; charset=utf-8'],
    ['app://bundle/index.html?x=1#/jobs', 'text/html; charset=utf-8'],
    ['app://bundle/assets/index-1a2B3c4D.js', 'text/javascript; charset=utf-8'],
    ['app://bundle/favicon.svg', 'image/svg+xml'],
  ])('serves %s as %s', async (url, type) => {
    const response = await ask(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('puts the nonce of the policy into the page, a new one each time', async () => {
    for (const nonce of ['nonce1', 'nonce2']) {
      const response = await ask('app://bundle/');
      expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      expect(await response.text()).toContain(`content="${nonce}"`);
    }
  });

  it('has the policy on every answer, and the page may connect to nobody', async () => {
    for (const url of ['app://bundle/', 'app://bundle/nothing', 'app://other/']) {
      const policy = (await ask(url)).headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("connect-src 'none'");
    }
  });

  it.each([
    'app://bundle/../../etc/passwd',
    'app://bundle/assets/../../package.json',
    'app://bundle/..%2f..%2fetc%2fpasswd',
    'app://bundle/%2e%2e/%2e%2e/etc/passwd',
    'app://bundle/assets%2findex-1a2B3c4D.js',
    'app://bundle/assets%5cindex-1a2B3c4D.js',
    'app://bundle/assets\\index-1a2B3c4D.js',
    'app://bundle//etc/passwd',
    'app://bundle/etc/passwd',
    'app://bundle/.secret.js',
    'app://bundle/notes.sh',
    'app://bundle/assets/',
    'app://bundle/index.html%00.js',
    'app://bundle/nothing',
    'app://other/index.html',
    'app://bundle.evil.example/',
    'app://bundle@evil.example/',
    'app://user@bundle/',
    'app://bundle:80/',
    'file:///etc/passwd',
    'https://bundle/',
    'not an address',
  ])('has nothing at %s', async (url) => {
    const response = await ask(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it('only gives', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await ask('app://bundle/', method)).status).toBe(405);
    const head = await ask('app://bundle/', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});
