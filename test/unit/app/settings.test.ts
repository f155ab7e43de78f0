import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appWorld, type AppWorld } from '../../support/app-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

let world: AppWorld;
const file = (): string => join(world.folder, 'settings.json');
const inFile = async (): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(file(), 'utf8')) as Record<string, unknown>;
const write = async (path: string, text: string): Promise<void> => {
  await mkdir(world.folder, { recursive: true });
  await writeFile(path, text);
};

beforeEach(async () => {
  world = await appWorld();
});
afterEach(() => world.remove());

describe('settings', () => {
  it('are kept over a restart, in a file that only its owner reads', async () => {
    const first = await world.start();
    await first.call('settings.update', { site: 'enterprise', theme: 'dark' });
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    const second = await world.start();
    const { settings } = await second.call('settings.get', {});
    expect(settings).toMatchObject({ site: 'enterprise', theme: 'dark', language: 'system' });
  });

  it('are told to every page when they change, and only then', async () => {
    const app = await world.start();
    await app.call('settings.update', { language: 'zh' });
    await app.call('settings.update', { language: 'zh' });
    const told = app.events.filter(({ topic }) => topic === 'settings.changed');
    expect(told).toHaveLength(1);
    expect(told[0]?.payload).toMatchObject({ settings: { language: 'zh' }, file: file() });
  });

  it('of two windows are merged key by key, even from two processes', async () => {
    const [one, two] = [await world.start(), await world.start()];
    await Promise.all([
      one.call('settings.update', { theme: 'dark' }),
      one.call('settings.update', { density: 'compact' }),
    ]);
    await two.call('settings.update', { language: 'zh' });
    expect(await inFile()).toMatchObject({ theme: 'dark', density: 'compact', language: 'zh' });
  });

  it('stay as they were when the disk is full', async () => {
    const app = await world.start();
    await app.call('settings.update', { theme: 'dark' });
    const before = await readFile(file(), 'utf8');
    const full = faultyFileSystem({
      at: 1,
      only: /^writeFile .*settings/,
      kind: 'fail',
      code: 'ENOSPC',
      torn: true,
    });
    const struck = await world.start({ services: { fs: full.fs } });
    await expect(struck.call('settings.update', { theme: 'light' })).rejects.toMatchObject({
      code: 'SETTINGS_NOT_SAVED',
      wire: { params: { file: file(), reason: 'ENOSPC' } },
    });
    expect(full.struck).toBe(true);
    expect(await readFile(file(), 'utf8')).toBe(before);
    expect((await struck.call('settings.get', {})).settings.theme).toBe('dark');
    expect((await readdir(world.folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    await struck.call('settings.update', { theme: 'light' });
    expect(await inFile()).toMatchObject({ theme: 'light' });
  });

  it('of a newer version stay in the file, and a value that means nothing is told', async () => {
    await write(file(), JSON.stringify({ theme: 'sepia', language: 'zh', hologram: { depth: 3 } }));
    const app = await world.start();
    expect((await app.call('settings.get', {})).settings).toMatchObject({ theme: 'system', language: 'zh' });
    await app.call('settings.update', { density: 'compact' });
    expect(await inFile()).toMatchObject({ theme: 'sepia', hologram: { depth: 3 }, density: 'compact' });
    const { startFindings } = await app.call('app.info', {});
    expect(startFindings).toEqual([
      expect.objectContaining({
        level: 'warning',
        message: expect.objectContaining({
          code: 'SETTINGS_VALUE_UNKNOWN',
          params: { file: file(), keys: 'theme' },
        }),
      }),
    ]);
  });

  it('that are damaged are put aside and told', async () => {
    await write(file(), '{"theme": "da');
    const app = await world.start();
    expect((await app.call('settings.get', {})).settings.theme).toBe('system');
    const [finding] = (await app.call('app.info', {})).startFindings ?? [];
    expect(finding?.message.code).toBe('SETTINGS_DAMAGED');
    expect(await readFile(String(finding?.message.params['aside']), 'utf8')).toBe('{"theme": "da');
    await app.call('settings.update', { theme: 'dark' });
    expect(await inFile()).toEqual({ theme: 'dark' });
  });

  it('that the administrator has set are locked', async () => {
    const administrator = join(world.root, 'administrator.json');
    await write(administrator, JSON.stringify({ onlyNamedHosts: true, workers: 400 }));
    await write(file(), JSON.stringify({ onlyNamedHosts: false, retryTimes: 3 }));
    const app = await world.start();
    const view = await app.call('settings.get', {});
    expect(view.locked).toEqual(['onlyNamedHosts']);
    expect(view.settings).toMatchObject({ onlyNamedHosts: true, retryTimes: 3, workers: null });
    await expect(app.call('settings.update', { onlyNamedHosts: false })).rejects.toMatchObject({
      code: 'SETTINGS_LOCKED',
      wire: { params: { key: 'onlyNamedHosts', file: administrator } },
    });
    await app.call('settings.update', { ...view.settings, density: 'compact' });
    const [finding] = (await app.call('app.info', {})).startFindings ?? [];
    expect(finding?.message).toMatchObject({
      code: 'SETTINGS_ADMINISTRATOR_UNUSABLE',
      params: { keys: 'workers' },
    });
  });

  it.each([
    [{ updateService: 'osus.example.com' }, 'SETTINGS_ADDRESS_INVALID'],
    [{ graphData: 'https://me:secret@graph.example.com/' }, 'SETTINGS_ADDRESS_INVALID'],
    [{ proxies: { http: 'socks5://proxy:1080', https: '', no: '' } }, 'PROXY_SOCKS'],
    [{ proxies: { http: '', https: 'https://', no: '' } }, 'PROXY_MALFORMED'],
    [{ workers: 0 }, 'APP_INPUT_INVALID'],
  ] as const)('refuse %j', async (patch, code) => {
    const app = await world.start();
    await expect(app.call('settings.update', patch)).rejects.toMatchObject({ code });
    await expect(stat(file())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('may be read but not changed by a viewer', async () => {
    const app = await world.start();
    await app.call('settings.get', {}, { role: 'viewer' });
    await expect(app.call('settings.update', { theme: 'dark' }, { role: 'viewer' })).rejects.toMatchObject({
      code: 'APP_VIEWER_ONLY',
    });
  });
});

describe("a proxy's password", () => {
  const proxies = { http: 'http://me:s3cr3t%40@proxy.example:3128', https: '', no: '.example' };

  it('is used, and never shown or written', async () => {
    const app = await world.start();
    const view = await app.call('settings.update', { proxies });
    expect(view.settings.proxies.http).toBe('http://me:***@proxy.example:3128');
    expect(await readFile(file(), 'utf8')).not.toContain('s3cr3t');
    expect(JSON.stringify(app.events)).not.toContain('s3cr3t');
  });

  it('stays when the page sends back what it was shown, and goes with its address', async () => {
    const app = await world.start();
    const view = await app.call('settings.update', { proxies });
    await app.call('settings.update', { proxies: { ...view.settings.proxies, no: '.other' } });
    expect((await inFile())['proxies']).toEqual({
      http: 'http://me:***@proxy.example:3128',
      https: '',
      no: '.other',
    });
    const cleared = await app.call('settings.update', { proxies: { http: '', https: '', no: '' } });
    expect(cleared.settings.proxies.http).toBe('');
  });
});
