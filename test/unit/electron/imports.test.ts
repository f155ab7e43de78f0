import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const sources = globSync(['core/**/*.ts', 'electron/**/*.ts', 'renderer/src/**/*.{ts,tsx}'], { cwd: root });
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Files that import the value `electron`: loading them outside of Electron would try to download it. */
const entries = ['electron/main/electron-api.ts', 'electron/preload/index.ts'];

describe('the sources', () => {
  it('are there', () => expect(sources.length).toBeGreaterThan(300));

  it('import the value of electron in one file of each process, and only its types elsewhere', () => {
    const value =
      /(?:^|\n)\s*(?:import|export)\s+(?!type\b)[^;]*?from\s*['"]electron['"]|(?:require|import)\(\s*['"]electron['"]/;
    expect(sources.filter((path) => value.test(textOf(path))).sort()).toEqual(entries);
  });

  it('load those files nowhere but at the two beginnings', () => {
    const loads = /(?:^|\n)\s*import\s+(?!type\b)[^;]*?from\s*['"][^'"]*electron-api\.ts['"]/;
    expect(sources.filter((path) => loads.test(textOf(path)))).toEqual(['electron/main/index.ts']);
  });

  it('name no channel but in one file, and open nothing outside', () => {
    for (const path of sources.filter((name) => name.startsWith('electron/'))) {
      if (path !== 'electron/channels.ts') expect(textOf(path), path).not.toMatch(/['"]sluice:/);
      expect(textOf(path), path).not.toMatch(
        /openExternal|\bshell\.(?:open|show|trash|beep)|no-sandbox['"]|remote-debugging/,
      );
    }
  });

  it('switch nothing off that guards a window', () => {
    for (const path of sources.filter((name) => name.startsWith('electron/'))) {
      expect(textOf(path), path).not.toMatch(
        /webSecurity: false|sandbox: false|contextIsolation: false|nodeIntegration\w*: true|webviewTag: true|bypassCSP|corsEnabled|allowRunningInsecureContent: true|rejectUnauthorized: false/,
      );
    }
  });
});
