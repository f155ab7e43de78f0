import { describe, expect, it } from 'vitest';
import { windowOptions } from '../../../electron/main/window-options.ts';

const setting = { preload: '/app/preload.cjs', packaged: true, partition: 'sluice', dark: false };

describe('the window', () => {
  it.each([
    ['contextIsolation', true],
    ['sandbox', true],
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['webSecurity', true],
    ['allowRunningInsecureContent', false],
    ['experimentalFeatures', false],
    ['plugins', false],
    ['webviewTag', false],
    ['navigateOnDragDrop', false],
    ['spellcheck', false],
    ['safeDialogs', true],
    ['devTools', false],
  ])('has %s: %o', (name, value) => {
    expect(windowOptions(setting).webPreferences).toHaveProperty(name, value);
  });

  it('has no switch that is not in this list', () => {
    expect(Object.keys(windowOptions(setting).webPreferences ?? {}).sort()).toEqual(
      [
        'preload',
        'partition',
        'contextIsolation',
        'sandbox',
        'nodeIntegration',
        'nodeIntegrationInWorker',
        'nodeIntegrationInSubFrames',
        'webSecurity',
        'allowRunningInsecureContent',
        'experimentalFeatures',
        'plugins',
        'webviewTag',
        'navigateOnDragDrop',
        'spellcheck',
        'safeDialogs',
        'autoplayPolicy',
        'devTools',
      ].sort(),
    );
  });

  it('has developer tools only before it is packaged', () => {
    expect(windowOptions({ ...setting, packaged: false }).webPreferences?.devTools).toBe(true);
  });

  it('keeps what the page holds in memory: its partition does not persist', () => {
    expect(windowOptions(setting).webPreferences?.partition).not.toMatch(/^persist:/);
  });

  it('is shown when the page has drawn, in the colour of the system’s look', () => {
    expect(windowOptions(setting)).toMatchObject({ show: false, backgroundColor: '#ffffff' });
    expect(windowOptions({ ...setting, dark: true }).backgroundColor).toBe('#151515');
  });
});
