import { mkdirSync, rmSync, symlinkSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startUp } from '../../../electron/main/start-up.ts';
import type { ElectronApi } from '../../../electron/main/electron-api.ts';
import { channels } from '../../../electron/channels.ts';
import { systemServices, type HostServices } from '../../../core/host/index.ts';
import { fakeElectron, type ElectronRecord, type FakeElectronOptions } from '../../support/fake-electron.ts';
import { writePage } from '../../support/bridge-world.ts';

let root: string;
let page: string;
beforeEach(() => {
  page = writePage();
  root = mkdtempSync(join(tmpdir(), 'sluice-root-'));
  mkdirSync(join(root, 'dist'));
  symlinkSync(page, join(root, 'dist', 'renderer'));
});
afterEach(() => {
  for (const folder of [root, page]) rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly api: ElectronApi;
  readonly record: ElectronRecord;
  readonly said: string[];
}

async function start(options: FakeElectronOptions = {}, uid = 1000, lang = 'C'): Promise<Started> {
  const { api, record } = fakeElectron({ appPath: root, ...options });
  const system = systemServices();
  const variables = { ...system.environment.variables, SLUICE_STATE_DIR: join(root, 'state'), LANG: lang };
  const services: HostServices = { ...system, environment: { ...system.environment, uid, variables } };
  const said: string[] = [];
  await startUp(api, { services, say: (text) => said.push(text) });
  return { api, record, said };
}

/** A call as the page sends it. */
function call(record: ElectronRecord, command: string, input: unknown = {}): Promise<unknown> {
  const event = { sender: { id: 7 }, senderFrame: { url: 'app://bundle/', parent: null } };
  const handler = record.handlers.get(channels.call);
  return Promise.resolve(handler?.(event, { id: 'a'.repeat(32), command, input }));
}

const closing = (): { prevented: boolean; preventDefault(): void } => {
  const event = { prevented: false, preventDefault: () => void (event.prevented = true) };
  return event;
};

describe('the program’s start', () => {
  it('does before Electron is ready what has no effect afterwards, and once', async () => {
    const { record } = await start();
    const ready = record.steps.indexOf('ready');
    for (const step of [
      'enableSandbox',
      'requestSingleInstanceLock',
      'registerSchemesAsPrivileged',
      'on web-contents-created',
      'on certificate-error',
      'on before-quit',
      'on second-instance',
    ]) {
      expect(record.steps.indexOf(step), step).toBeGreaterThanOrEqual(0);
      expect(record.steps.indexOf(step), step).toBeLessThan(ready);
      expect(
        record.steps.filter((name) => name === step),
        step,
      ).toHaveLength(1);
    }
    expect(record.steps[0]).toBe('enableSandbox');
  });

  it('locks the session before there is a window, and serves the page in it', async () => {
    const { record } = await start();
    const window = record.steps.indexOf('new BrowserWindow');
    for (const step of [
      'fromPartition sluice',
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
      'onBeforeRequest',
      'handle app',
    ]) {
      expect(record.steps.indexOf(step), step).toBeGreaterThanOrEqual(0);
      expect(record.steps.indexOf(step), step).toBeLessThan(window);
    }
    expect(record.windows[0]?.webContents.url).toBe('app://bundle/');
    expect(record.windows[0]?.webContents.openHandler).toBeDefined();
    const response = (await record.handlers.get('app')?.({
      url: 'app://bundle/',
      method: 'GET',
    })) as Response;
    expect(response.status).toBe(200);
  });

  it('ends for root with a sentence, before anything of Chromium is asked for', async () => {
    const { record, said } = await start({}, 0);
    expect(record.steps).toEqual(['exit']);
    expect(record.exits).toEqual([1]);
    expect(said[0]).toContain('sluice serve');
    expect((await start({}, 0, 'zh_CN.UTF-8')).said[0]).toContain('浏览器模式');
  });

  it('ends when the program runs already, whose window is shown', async () => {
    const second = await start({ alone: false });
    expect(second.record.exits).toEqual([0]);
    expect(second.record.windows).toEqual([]);
    const { record } = await start();
    record.app.emit('second-instance');
    expect(record.windows[0]?.shown).toBe(1);
  });

  it('says in a box why it cannot', async () => {
    rmSync(join(page, 'index.html'));
    const { record } = await start({ locale: 'zh-CN' });
    expect(record.boxes[0]?.[0]).toBe('Sluice 无法启动');
    expect(record.boxes[0]?.[1]).toContain('页面尚未构建');
    expect(record.exits).toEqual([1]);
  });
});

describe('the program at work', () => {
  it('answers the page, and says what it can do', async () => {
    const { record } = await start({ encryption: true, backend: 'gnome_libsecret' });
    expect(await call(record, 'app.info')).toMatchObject({
      ok: true,
      value: {
        shell: 'electron',
        role: 'controller',
        capabilities: { nativeDialogs: true, powerSave: true, secretStore: 'system' },
      },
    });
  });

  it.each(['basic_text', 'unknown'])('keeps no secrets with the backend %s', async (backend) => {
    const { record } = await start({ encryption: true, backend });
    expect(await call(record, 'app.info')).toMatchObject({
      value: { capabilities: { secretStore: 'session' } },
    });
  });

  it('brings events to the page, and follows its language in the menu', async () => {
    const { record } = await start();
    expect(JSON.stringify(record.menus.at(-1))).toContain('Select all');
    await call(record, 'settings.update', { language: 'zh' });
    expect(record.windows[0]?.webContents.sent.at(-1)).toMatchObject([
      channels.event,
      { topic: 'settings.changed' },
    ]);
    expect(JSON.stringify(record.menus.at(-1))).toContain('全选');
  });

  it('picks a folder with the system’s dialog, above the window', async () => {
    const { record } = await start();
    record.picked = root;
    expect(await call(record, 'dialogs.pick', { purpose: 'output-folder' })).toMatchObject({
      ok: true,
      value: { picked: { purpose: 'output-folder', display: root } },
    });
    expect(record.boxes[0]?.[0]).toBe(record.windows[0]);
    record.picked = undefined;
    expect(await call(record, 'dialogs.pick', { purpose: 'config-file' })).toEqual({
      ok: true,
      value: { picked: null },
    });
  });

  it('ends when its window is closed, after the host has', async () => {
    const { record } = await start();
    const event = closing();
    record.windows[0]?.emit('close', event);
    expect(event.prevented).toBe(true);
    await expect.poll(() => record.exits).toEqual([0]);
    expect(record.handlers.has(channels.call)).toBe(false);
  });

  it('is ended by the page as well, and by the system', async () => {
    const { record } = await start();
    expect(await call(record, 'app.quit', { force: false })).toMatchObject({ ok: true });
    await expect.poll(() => record.exits).toEqual([0]);
    const other = (await start()).record;
    const event = closing();
    other.app.emit('before-quit', event);
    expect(event.prevented).toBe(true);
    await expect.poll(() => other.exits).toEqual([0]);
  });

  it('loads a page that has crashed again; a new page has no calls of the old one', async () => {
    const { record } = await start();
    const contents = record.windows[0]?.webContents;
    contents?.emit('render-process-gone', {}, { reason: 'crashed' });
    contents?.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(contents?.reloads).toBe(1);
    contents?.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    expect(await call(record, 'app.info')).toMatchObject({ ok: true });
  });
});
