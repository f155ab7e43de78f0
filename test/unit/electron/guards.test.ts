import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { isOwnPage, mayDownload, mayNavigate, mayRequest, mayUse } from '../../../electron/main/decisions.ts';
import { guardApp, guardContents, guardSession } from '../../../electron/main/guards.ts';
import { FakeContents, fakeElectron } from '../../support/fake-electron.ts';

const elsewhere = [
  'https://evil.example/',
  'http://localhost/',
  'file:///etc/passwd',
  'app://other/',
  'app://bundle.evil.example/',
  'app://bundle@evil.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://evil.example/1',
  'about:blank',
  'chrome://settings',
  'view-source:app://bundle/',
  'APP://other/',
  '',
];

describe('the decisions', () => {
  it('let the page go to its own address only', () => {
    for (const url of ['app://bundle/', 'app://bundle/#/jobs', 'app://bundle/index.html'])
      expect(mayNavigate(url)).toBe(true);
    for (const url of elsewhere) expect(mayNavigate(url), url).toBe(false);
  });

  it('let the window ask for its own files, its own blobs and small pictures, never the network', () => {
    expect(mayRequest('app://bundle/assets/x.js', 'script', true)).toBe(true);
    expect(mayRequest('blob:app://bundle/1-2', 'xhr', true)).toBe(true);
    expect(mayRequest('data:image/svg+xml,x', 'image', true)).toBe(true);
    expect(mayRequest('data:image/svg+xml,x', 'mainFrame', true)).toBe(false);
    expect(mayRequest('data:text/html,x', 'image', true)).toBe(false);
    for (const url of [
      ...elsewhere,
      'ws://evil.example/',
      'wss://evil.example',
      'ftp://x',
      'devtools://devtools/x',
    ]) {
      expect(mayRequest(url, 'xhr', true), url).toBe(false);
    }
    expect(mayRequest('devtools://devtools/x', 'script', false)).toBe(true);
  });

  it('give the page no permission but to copy a text', () => {
    expect(mayUse('clipboard-sanitized-write', 'app://bundle/')).toBe(true);
    expect(mayUse('clipboard-sanitized-write', 'https://evil.example')).toBe(false);
    for (const permission of [
      'clipboard-read',
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'fileSystem',
      'usb',
      'hid',
      'fullscreen',
      'unknown',
    ]) {
      expect(mayUse(permission, 'app://bundle/'), permission).toBe(false);
    }
  });

  it('let the page save only what it made itself', () => {
    expect(mayDownload('blob:app://bundle/1')).toBe(true);
    for (const url of [...elsewhere, 'app://bundle/index.html']) expect(mayDownload(url), url).toBe(false);
  });

  it('take messages from the main frame of our window at our address only', () => {
    const own = { url: 'app://bundle/#/', isMain: true };
    expect(isOwnPage({ contentsId: 7, frame: own }, 7)).toBe(true);
    expect(isOwnPage({ contentsId: 8, frame: own }, 7)).toBe(false);
    expect(isOwnPage({ contentsId: 7, frame: own }, undefined)).toBe(false);
    expect(isOwnPage({ contentsId: 7, frame: null }, 7)).toBe(false);
    expect(isOwnPage({ contentsId: 7, frame: { ...own, isMain: false } }, 7)).toBe(false);
    for (const url of elsewhere)
      expect(isOwnPage({ contentsId: 7, frame: { url, isMain: true } }, 7), url).toBe(false);
  });
});

const event = (url = ''): { url: string; prevented: boolean; preventDefault(): void } => {
  const made = { url, prevented: false, preventDefault: () => void (made.prevented = true) };
  return made;
};

describe('every page that is ever made', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('is held at %s', (name) => {
    const contents = new FakeContents();
    guardContents(contents as unknown as Parameters<typeof guardContents>[0]);
    const out = event('https://evil.example/');
    const home = event('app://bundle/');
    contents.emit(name, out);
    contents.emit(name, home);
    expect([out.prevented, home.prevented]).toEqual([true, false]);
  });

  it('opens no window and attaches no webview', () => {
    const contents = new FakeContents();
    guardContents(contents as unknown as Parameters<typeof guardContents>[0]);
    for (const url of [...elsewhere, 'app://bundle/'])
      expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' });
    const webview = event();
    contents.emit('will-attach-webview', webview);
    expect(webview.prevented).toBe(true);
  });

  it('is guarded from its making on', () => {
    const app = new EventEmitter();
    guardApp(app as unknown as App);
    const contents = new FakeContents();
    app.emit('web-contents-created', {}, contents);
    expect(contents.openHandler).toBeDefined();
    expect(contents.listenerCount('will-navigate')).toBe(1);
  });

  it('trusts no certificate that is in doubt, shows none of ours, and signs in nowhere', () => {
    const app = new EventEmitter();
    guardApp(app as unknown as App);
    const answers: unknown[] = [];
    const doubt = event();
    app.emit('certificate-error', doubt, {}, 'https://x', 'ERR', {}, (trusted: boolean) =>
      answers.push(trusted),
    );
    const select = event();
    app.emit('select-client-certificate', select, {}, 'https://x', [{}], (...given: unknown[]) =>
      answers.push(given),
    );
    const login = event();
    app.emit('login', login, {}, {}, {}, (...given: unknown[]) => answers.push(given));
    expect(answers).toEqual([false, [], []]);
    expect([doubt, select, login].every(({ prevented }) => prevented)).toBe(true);
  });
});

describe('the session of the window', () => {
  const guarded = (): { set: Record<string, unknown>; session: EventEmitter } => {
    const { api, record } = fakeElectron();
    const session = api.session.fromPartition('sluice');
    guardSession(session as Session, true);
    return { set: record.session, session: session as unknown as EventEmitter };
  };

  it('asks and answers permissions in both places', () => {
    const { set } = guarded();
    const granted: boolean[] = [];
    const request = set['setPermissionRequestHandler'] as (...args: unknown[]) => void;
    const note = (value: boolean): void => void granted.push(value);
    request({}, 'clipboard-sanitized-write', note, { requestingUrl: 'app://bundle/' });
    request({}, 'media', note, { requestingUrl: 'app://bundle/' });
    request({}, 'clipboard-sanitized-write', note, { requestingUrl: 'https://evil.example/' });
    expect(granted).toEqual([true, false, false]);
    const check = set['setPermissionCheckHandler'] as (...args: unknown[]) => boolean;
    expect(check(null, 'clipboard-sanitized-write', 'app://bundle')).toBe(true);
    expect(check(null, 'usb', 'app://bundle')).toBe(false);
    expect((set['setDevicePermissionHandler'] as () => boolean)()).toBe(false);
  });

  it('shares no screen and fetches no dictionary', () => {
    const { set } = guarded();
    const streams: unknown[] = [];
    (set['setDisplayMediaRequestHandler'] as (...args: unknown[]) => void)({}, (given: unknown) =>
      streams.push(given),
    );
    expect(streams).toEqual([{}]);
    expect(set['setSpellCheckerEnabled']).toBe(false);
  });

  it('cancels every request that is not for the page', () => {
    const { set } = guarded();
    const filter = set['onBeforeRequest'] as (details: unknown, callback: (answer: unknown) => void) => void;
    const answers: unknown[] = [];
    for (const url of ['app://bundle/', 'https://evil.example/', 'file:///etc/passwd']) {
      filter({ url, resourceType: 'xhr' }, (answer) => answers.push(answer));
    }
    expect(answers).toEqual([{ cancel: false }, { cancel: true }, { cancel: true }]);
  });

  it('stops downloads that the page did not make', () => {
    const { session } = guarded();
    const out = event();
    const own = event();
    session.emit('will-download', out, { getURL: () => 'https://evil.example/x.exe' });
    session.emit('will-download', own, { getURL: () => 'blob:app://bundle/1' });
    expect([out.prevented, own.prevented]).toEqual([true, false]);
  });
});
