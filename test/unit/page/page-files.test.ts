import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPage, pageHeaders } from '../../../core/page/index.ts';
import { systemServices } from '../../../core/host/index.ts';
import { writePage } from '../../support/bridge-world.ts';

const { fs } = systemServices();
let folder: string;
beforeEach(() => {
  folder = writePage();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the files of the page', () => {
  it('are those that were built, by their exact names', async () => {
    const page = await openPage(folder, fs);
    expect(await page.find('/favicon.svg', 'n')).toMatchObject({ type: 'image/svg+xml', immutable: false });
    expect(await page.find('/assets/index-1a2B3c4D.js', 'n')).toMatchObject({ immutable: true });
    for (const path of [
      '/assets',
      '/assets/',
      '/.secret.js',
      '/notes.sh',
      '/../x',
      '/assets/%69ndex-1a2B3c4D.js',
    ]) {
      expect(await page.find(path, 'n'), path).toBeUndefined();
    }
  });

  it('do not include what a link leads to', async () => {
    symlinkSync('/etc/passwd', join(folder, 'passwd.txt'));
    symlinkSync('/etc', join(folder, 'linked'));
    const page = await openPage(folder, fs);
    expect(await page.find('/passwd.txt', 'n')).toBeUndefined();
    expect(await page.find('/linked/passwd', 'n')).toBeUndefined();
  });

  it('do not grow by what is put there later, until the page is built and asked for anew', async () => {
    const page = await openPage(folder, fs);
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'assets', 'new-12345678.js'), '1');
    expect(await page.find('/assets/new-12345678.js', 'n')).toBeUndefined();
    writeFileSync(join(folder, 'index.html'), 'built anew __CSP_NONCE__');
    utimesSync(join(folder, 'index.html'), 1, 1);
    expect(String((await page.find('/', 'abc'))?.body)).toBe('built anew abc');
    expect(await page.find('/assets/new-12345678.js', 'n')).toBeDefined();
  });

  it('that have gone in a new build are not there, and neither is a page without its index', async () => {
    const page = await openPage(folder, fs);
    rmSync(join(folder, 'favicon.svg'));
    expect(await page.find('/favicon.svg', 'n')).toBeUndefined();
    rmSync(join(folder, 'index.html'));
    await expect(page.find('/', 'n')).rejects.toThrow('BRIDGE_PAGE_NOT_BUILT');
    await expect(openPage(folder, fs)).rejects.toThrow('BRIDGE_PAGE_NOT_BUILT');
  });
});

describe('the policy of the page', () => {
  const policyOf = (connect: "'self'" | "'none'"): string[] =>
    (pageHeaders({ nonce: 'abc', connect })['content-security-policy'] ?? '').split('; ');

  it('allows nothing that is not named, and no code from text', () => {
    expect(policyOf("'self'")).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-abc'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
    ]);
    expect(policyOf("'self'").join()).not.toMatch(/unsafe|\*|https?:/);
  });

  it('lets the window’s page connect to nobody', () => {
    expect(policyOf("'none'")).toContain("connect-src 'none'");
  });
});
