import type { PageDoor } from './page-door.ts';

/** The parts of a browser's window that are used: also where there is no DOM, as in tests. */
export interface BrowserWindow {
  readonly fetch: typeof fetch;
  readonly location: { readonly hash: string; readonly pathname: string; reload(): void };
  readonly history: { replaceState(state: unknown, title: string, address: string): void };
  readonly sessionStorage: {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
  };
  readonly performance: { now(): number };
  readonly crypto: { getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array };
  setTimeout(work: () => void, milliseconds: number): unknown;
  clearTimeout(timer: never): void;
  addEventListener(name: 'hashchange' | 'pagehide', listener: () => void): void;
}

const tokenKey = 'sluice.session';

/** The page's real surroundings. */
export function browserDoor(page: BrowserWindow): PageDoor {
  const takeCode = (): string | undefined => {
    const code = /^#code=([A-Za-z0-9_-]{1,100})$/.exec(page.location.hash)?.[1];
    // Out of the address at once: neither history, nor a bookmark, nor a screenshot shall keep it.
    if (code !== undefined) page.history.replaceState(null, '', `${page.location.pathname}#/`);
    return code;
  };
  return {
    fetch: (path, init) =>
      page.fetch(path, { ...init, credentials: 'omit', cache: 'no-store', redirect: 'error' }),
    token: {
      get: () => page.sessionStorage.getItem(tokenKey) ?? undefined,
      set: (token) => page.sessionStorage.setItem(tokenKey, token),
      remove: () => page.sessionStorage.removeItem(tokenKey),
    },
    takeCode,
    onCode: (listener) =>
      page.addEventListener('hashchange', () => {
        const code = takeCode();
        if (code !== undefined) listener(code);
      }),
    // Not `unload`: browsers do not promise it, and it keeps a page out of their back-and-forward memory.
    onLeave: (listener) => page.addEventListener('pagehide', listener),
    reload: () => page.location.reload(),
    now: () => page.performance.now(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const timer = page.setTimeout(resolve, milliseconds);
        signal.addEventListener(
          'abort',
          () => {
            page.clearTimeout(timer as never);
            reject(signal.reason);
          },
          { once: true },
        );
      }),
    newId: () => newCallId(page),
  };
}

/** 128 random bits. */
export function newCallId({ crypto }: Pick<BrowserWindow, 'crypto'>): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
