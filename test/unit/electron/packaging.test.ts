import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const config = parse(read('electron-builder.yml')) as Record<string, unknown>;

describe('the packages', () => {
  it('are made with the switches of the runtime that leave no way around the program', () => {
    expect(config['electronFuses']).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(config['asar']).toBe(true);
    // Only the threads: whatever else lay outside could be exchanged without notice.
    expect(config['asarUnpack']).toEqual(['dist/electron/main/threads/**']);
  });

  it('are published nowhere and look for no updates', () => {
    expect(config['publish']).toBeNull();
    expect(read('electron-builder.yml')).not.toMatch(/updater|provider:/);
    expect(read('package.json')).not.toMatch(/electron-updater|autoUpdater/);
  });

  it('are an AppImage, deb and rpm, an installer for Windows, and a disk image for macOS', () => {
    const targets = ['linux', 'win', 'mac'].map((key) => (config[key] as { target: string[] }).target);
    expect(targets).toEqual([['AppImage', 'deb', 'rpm'], ['nsis'], ['dmg']]);
  });

  it('begin with the built program', () => {
    expect((JSON.parse(read('package.json')) as { main: string }).main).toBe('dist/electron/main/index.js');
    expect(config['files']).toContain('dist/electron/**');
    expect(config['files']).toContain('!node_modules');
  });

  it('have icons of every size, true to their names', () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      const png = readFileSync(join(root, `assets/icons/${size}x${size}.png`));
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
    expect(existsSync(join(root, 'assets/icons/sluice.svg'))).toBe(true);
    expect(read('renderer/public/favicon.svg')).toBe(read('assets/icons/sluice.svg'));
  });

  it('and the desktop entry for a checkout say the same, in both languages', () => {
    const { desktop } = config['linux'] as { desktop: { entry: Record<string, string> } };
    const lines = read('assets/linux/sluice.desktop').split('\n');
    for (const [key, value] of Object.entries(desktop.entry)) expect(lines).toContain(`${key}=${value}`);
    expect(desktop.entry['Comment[zh_CN]']).toMatch(/\p{Script=Han}/u);
  });
});
