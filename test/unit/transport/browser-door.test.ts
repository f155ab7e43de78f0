import { describe, expect, it } from 'vitest';
import { browserDoor, newCallId, type BrowserWindow } from '../../../renderer/src/transport/browser-door.ts';
import { chooseClient } from '../../../renderer/src/transport/choose-client.ts';
import { callIdSchema, commands, type PreloadBridge } from '../../../core/contract/index.ts';
import { sampleOf } from '../../support/contract-samples.ts';

const code = 'c'.repeat(32);

function fakeWindow(hash: string): BrowserWindow & {
  readonly history: { readonly addresses: string[] };
  readonly kept: Map<string, string>;
  readonly asked: RequestInit[];
  go(hash: string): void;
  hide(): void;
} {
  const listeners = new Map<string, () => void>();
  const location = { hash, pathname: '/', reload: () => undefined };
  const addresses: string[] = [];
  const kept = new Map<string, string>();
  const asked: RequestInit[] = [];
  return {
    kept,
    asked,
    fetch: (_address, init) => {
      asked.push(init ?? {});
      return Promise.reject(new TypeError('no line'));
    },
    location,
    history: {
      addresses,
      replaceState: (_state, _title, address) => {
        addresses.push(address);
        location.hash = address.slice(address.indexOf('#'));
      },
    },
    sessionStorage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    performance: { now: () => 5 },
    crypto: { getRandomValues: (bytes) => bytes.fill(7) },
    setTimeout: (work) => setImmediate(work),
    clearTimeout: (timer) => clearImmediate(timer),
    addEventListener: (name, call) => void listeners.set(name, call),
    hide: () => listeners.get('pagehide')?.(),
    go: (next) => {
      location.hash = next;
      listeners.get('hashchange')?.();
    },
  };
}

describe('the page’s surroundings', () => {
  it('give the code of the address once, and take it out of the address', () => {
    const page = fakeWindow(`#code=${code}`);
    const door = browserDoor(page);
    expect(door.takeCode()).toBe(code);
    expect(page.history.addresses).toEqual(['/#/']);
    expect(door.takeCode()).toBeUndefined();
  });

  it('leave the addresses of pages alone', () => {
    for (const hash of ['', '#/', '#/jobs/1', '#/code=x', '#code=', '#code=<script>']) {
      const page = fakeWindow(hash);
      expect(browserDoor(page).takeCode()).toBeUndefined();
      expect(page.history.addresses).toEqual([]);
    }
  });

  it('tell of an address with a code that is opened later', () => {
    const page = fakeWindow('');
    const codes: string[] = [];
    browserDoor(page).onCode((next) => codes.push(next));
    page.go('#/jobs');
    page.go(`#code=${code}`);
    expect(codes).toEqual([code]);
  });

  it('keep the session for this tab only, and send neither cookies nor caches', async () => {
    const page = fakeWindow('');
    const door = browserDoor(page);
    door.token.set('t');
    expect([...page.kept]).toEqual([['sluice.session', 't']]);
    door.token.remove();
    expect(door.token.get()).toBeUndefined();
    await door.fetch('/rpc', { method: 'POST', headers: {} }).catch(() => undefined);
    expect(page.asked[0]).toMatchObject({ credentials: 'omit', cache: 'no-store', redirect: 'error' });
  });

  it('tell when the page is closed or left', () => {
    const page = fakeWindow('');
    let told = 0;
    browserDoor(page).onLeave(() => (told += 1));
    page.hide();
    expect(told).toBe(1);
  });

  it('let a page without a session go without a word, and one with a session say goodbye that outlives it', () => {
    const page = fakeWindow('');
    chooseClient(page);
    page.hide();
    expect(page.asked).toEqual([]);
    page.kept.set('sluice.session', 't');
    page.hide();
    expect(page.asked).toMatchObject([
      { method: 'DELETE', keepalive: true, headers: { authorization: 'Bearer t' }, credentials: 'omit' },
    ]);
  });

  it('make call ids of 128 bits', () => {
    expect(callIdSchema.safeParse(newCallId(fakeWindow(''))).success).toBe(true);
  });

  it('sleep until it is time, or until told to stop', async () => {
    const door = browserDoor(fakeWindow(''));
    await door.sleep(1, new AbortController().signal);
    const stop = new AbortController();
    const asleep = door.sleep(1, stop.signal);
    stop.abort(new Error('stop'));
    await expect(asleep).rejects.toThrow('stop');
  });
});

describe('the choice of the client', () => {
  it('is the window’s where the preload script is, else browser mode’s', async () => {
    const calls: unknown[] = [];
    const value = sampleOf(commands['app.info'].output);
    const sluice: PreloadBridge = {
      call: (call) => {
        calls.push(call);
        return Promise.resolve({ ok: true, value });
      },
      abort: () => undefined,
      onEvent: () => () => undefined,
      dropped: () => Promise.resolve({ ok: true, value: {} }),
    };
    const inWindow = chooseClient({ ...fakeWindow(''), sluice });
    expect(inWindow.session).toBeUndefined();
    expect(await inWindow.invoke('app.info', {})).toEqual(value);
    expect(calls).toEqual([{ id: '07'.repeat(16), command: 'app.info', input: {} }]);
    const inBrowser = chooseClient(fakeWindow(''));
    expect(inBrowser.session).toBeDefined();
    expect(inBrowser.dropped).toBeUndefined();
  });
});
