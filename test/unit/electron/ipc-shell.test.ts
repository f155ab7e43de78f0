import { beforeEach, describe, expect, it } from 'vitest';
import { channels } from '../../../electron/channels.ts';
import { isOwnPage } from '../../../electron/main/decisions.ts';
import { attachIpc, type IpcShell } from '../../../electron/main/ipc-shell.ts';
import { createPreloadBridge } from '../../../electron/preload/preload-bridge.ts';
import type { HostEvent, PreloadBridge } from '../../../core/contract/index.ts';
import { createFakeHost, type FakeHost } from '../../support/fake-host.ts';
import { createIpcPair, type FakeSender, type IpcPair } from '../../support/fake-ipc.ts';

const own: FakeSender = { contentsId: 7, url: 'app://bundle/' };
const id = 'a'.repeat(32);
let host: FakeHost;
let pair: IpcPair;
let shell: IpcShell;
let paths: Map<unknown, string>;
let page: PreloadBridge;

beforeEach(() => {
  host = createFakeHost();
  pair = createIpcPair(own);
  shell = attachIpc({
    ipcMain: pair.ipcMain,
    host,
    isOwnPage: (source) => isOwnPage(source, 7),
    send: pair.send,
  });
  paths = new Map();
  const webUtils = { getPathForFile: (file: unknown) => paths.get(file) ?? '' };
  page = createPreloadBridge({ ipcRenderer: pair.ipcRenderer, webUtils });
});

const strangers: readonly (readonly [string, FakeSender])[] = [
  ['another window', { contentsId: 8, url: 'app://bundle/' }],
  ['a frame in the page', { ...own, inFrame: true }],
  ['a page from the internet in our window', { ...own, url: 'https://evil.example/' }],
  ['a page of another host of the scheme', { ...own, url: 'app://other/' }],
  ['a page whose name ends like ours', { ...own, url: 'app://evil@bundle/' }],
  ['a page without address', { ...own, url: 'about:blank' }],
  ['a frame that is gone', { ...own, url: undefined }],
];

describe('a message to the program', () => {
  it.each(strangers)('from %s is refused and reaches nothing', async (_, sender) => {
    pair.pretend(sender);
    const refused = { ok: false, error: { code: 'WINDOW_SENDER_REFUSED' } };
    expect(await page.call({ id, command: 'app.quit', input: { force: true } })).toMatchObject(refused);
    const file = {};
    paths.set(file, '/media/stick');
    expect(await page.dropped(file, 'archive-in')).toMatchObject(refused);
    expect(host.received).toEqual([]);
  });

  it.each(strangers)('that aborts, from %s, aborts nothing', async (_, sender) => {
    const aborted = Promise.withResolvers<boolean>();
    host.on('app.info', (_input, { signal }) => {
      signal.addEventListener('abort', () => aborted.resolve(true));
      return aborted.promise;
    });
    const call = page.call({ id, command: 'app.info', input: {} });
    await expect.poll(() => host.received.length).toBe(1);
    pair.pretend(sender);
    page.abort(id);
    expect(host.received[0]?.context.signal.aborted).toBe(false);
    pair.pretend(own);
    page.abort(id);
    expect(host.received[0]?.context.signal.aborted).toBe(true);
    await call;
  });

  it('may abort with nonsense without harm', () => {
    for (const nonsense of ['', 'x', id, '__proto__']) page.abort(nonsense);
    pair.ipcRenderer.send(channels.abort, { toString: 'x' });
    pair.ipcRenderer.send(channels.abort);
  });

  it('that JSON cannot hold is refused', async () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    for (const input of [circle, 10n]) {
      const answer = await pair.ipcRenderer.invoke(channels.call, { id, command: 'app.info', input });
      expect(answer).toMatchObject({ ok: false, error: { code: 'APP_INPUT_INVALID' } });
    }
    expect(host.received).toEqual([]);
  });

  it('is taken as JSON, whatever else a structured clone may carry', async () => {
    const input = { updateService: new Map([['a', 1]]), when: undefined };
    await pair.ipcRenderer.invoke(channels.call, { id, command: 'settings.update', input });
    expect(host.received).toEqual([]);
    await pair.ipcRenderer.invoke(channels.call, {
      id,
      command: 'settings.update',
      input: { when: undefined },
    });
    expect(host.received[0]?.input).toEqual({});
  });

  it('has three channels and no more', () => {
    for (const channel of [channels.call, channels.dropped]) expect(pair.handled.has(channel)).toBe(true);
    shell.close();
    for (const channel of Object.values(channels)) expect(pair.handled.has(channel)).toBe(false);
    expect(host.listeners()).toBe(0);
  });
});

describe('a file that is dropped on the window', () => {
  it('becomes a token of its purpose', async () => {
    const file = { name: 'stick' };
    paths.set(file, '/media/stick');
    expect(await page.dropped(file, 'archive-in')).toMatchObject({
      ok: true,
      value: { purpose: 'archive-in', display: '/media/stick' },
    });
  });

  it('that is no file of a disk, or for no known purpose, is refused', async () => {
    expect(await page.dropped({}, 'archive-in')).toMatchObject({ error: { params: { field: 'file' } } });
    const file = {};
    paths.set(file, '/media/stick');
    for (const purpose of ['', 'anything', '__proto__']) {
      expect(await page.dropped(file, purpose)).toMatchObject({ error: { params: { field: 'purpose' } } });
    }
  });
});

describe('what the page gets', () => {
  it('is four functions, and events without the way back', () => {
    expect(Object.keys(page).sort()).toEqual(['abort', 'call', 'dropped', 'onEvent']);
    const seen: unknown[][] = [];
    const end = page.onEvent((...given: unknown[]) => seen.push(given));
    host.publish('drives.changed', {});
    end();
    host.publish('drives.changed', {});
    expect(seen).toEqual([[{ topic: 'drives.changed', seq: 1, payload: {} } satisfies HostEvent]]);
  });

  it('sends the fields of a call and nothing that was hung onto it', async () => {
    const call = { id, command: 'app.info', input: {}, role: 'controller' };
    expect(await page.call(call)).toMatchObject({ ok: true });
  });
});

describe('a page that is left, reloaded or has crashed', () => {
  it('has all its calls aborted', async () => {
    host.on(
      'app.info',
      (_input, { signal }) =>
        new Promise((_r, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const calls = [1, 2, 3].map((n) =>
      page.call({ id: String(n).repeat(32), command: 'app.info', input: {} }),
    );
    await expect.poll(() => host.received.length).toBe(3);
    shell.abortAll();
    for (const answer of await Promise.all(calls)) expect(answer).toMatchObject({ ok: false });
  });
});
