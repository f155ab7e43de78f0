import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../../renderer/src/transport/http-client.ts';
import type { PageDoor } from '../../../renderer/src/transport/page-door.ts';
import { RemoteError, type ConnectionState, type SluiceClient } from '../../../core/contract/index.ts';
import { bridgeWorld, type BridgeWorld } from '../../support/bridge-world.ts';
import { handClock, type HandClock } from '../../support/paths-world.ts';
import { connected, nodeDoor } from '../../support/transports.ts';

let world: BridgeWorld;
let clock: HandClock;
beforeEach(async () => {
  world = await bridgeWorld();
  clock = handClock();
});
afterEach(() => world.close());

interface Page {
  readonly client: SluiceClient;
  readonly door: PageDoor;
  readonly states: ConnectionState[];
  /** Closes this tab: what it asked for is cut off. */
  leave(): void;
  /** Opens an address with a code in this tab. */
  open(code: string): void;
  readonly reloads: () => number;
}

/** A tab: its storage, its address, its clock. `cut` makes every request fail as without a line. */
function tab(options: { token?: string; code?: string; cut?: () => boolean } = {}): Page {
  let listener: (code: string) => void = () => undefined;
  let leaving = (): void => undefined;
  const gone = new AbortController();
  let reloads = 0;
  const plain = nodeDoor(world.origin, options.token);
  const door: PageDoor = {
    ...plain,
    fetch: (path, init) => {
      if (options.cut?.() === true) return Promise.reject(new TypeError('fetch failed'));
      if (init.keepalive === true) return plain.fetch(path, init);
      const signal = AbortSignal.any([gone.signal, ...(init.signal === undefined ? [] : [init.signal])]);
      return plain.fetch(path, { ...init, signal });
    },
    takeCode: () => options.code,
    onCode: (call) => (listener = call),
    onLeave: (call) => (leaving = call),
    reload: () => (reloads += 1),
    now: clock.monotonic,
    sleep: clock.sleep,
  };
  const client = createHttpClient(door);
  const states: ConnectionState[] = [];
  client.onConnection((state) => states.push(state));
  return {
    client,
    door,
    states,
    leave: () => {
      leaving();
      gone.abort();
    },
    open: (code) => listener(code),
    reloads: () => reloads,
  };
}

const kinds = ({ states }: Page): string[] => states.map(({ kind }) => kind);
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (error: unknown) => (error instanceof RemoteError ? error.error.code : String(error)),
  );

describe('a tab that opens the printed address', () => {
  it('swaps the code for a session and is connected', async () => {
    const page = tab({ code: world.bridge.newCode() });
    await connected(page.client);
    expect(page.door.token.get()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(kinds(page)).toEqual(['connecting', 'connecting', 'connected']);
  });

  it('asks nothing before its events flow, so that none falls between', async () => {
    const page = tab({ code: world.bridge.newCode() });
    await page.client.invoke('app.info', {});
    expect(world.host.listeners()).toBe(1);
  });

  it('that was too late is told so, and how to get a new one', async () => {
    const code = world.bridge.newCode();
    await connected(tab({ code }).client);
    const second = tab({ code });
    await expect.poll(() => second.states.at(-1)?.kind).toBe('refused');
    expect(second.states.at(-1)).toMatchObject({ error: { code: 'BRIDGE_CODE_USED' } });
    expect(await codeOf(second.client.invoke('app.info', {}))).toBe('BRIDGE_CODE_USED');
    await second.client.session?.signIn(`${world.origin}/#code=${world.bridge.newCode()}`);
    await connected(second.client);
    await second.client.invoke('app.info', {});
  });

  it('without a code has no access', async () => {
    const page = tab();
    await expect.poll(() => page.states.at(-1)).toMatchObject({ error: { code: 'BRIDGE_SESSION_UNKNOWN' } });
  });

  it('with words that are no code is told so without asking the host', async () => {
    const page = tab({ token: await world.signIn() });
    expect(await codeOf(page.client.session?.signIn('what?') ?? Promise.resolve())).toBe(
      'BRIDGE_CODE_UNKNOWN',
    );
  });
});

describe('a tab that is there already', () => {
  it('is connected again after a reload', async () => {
    const page = tab({ token: await world.signIn() });
    await connected(page.client);
    const again = tab({ token: page.door.token.get() ?? '' });
    await connected(again.client);
  });

  it('keeps its session when the same address is opened in it once more', async () => {
    const code = world.bridge.newCode();
    const page = tab({ code });
    await connected(page.client);
    const token = page.door.token.get();
    page.open(code);
    await expect.poll(page.reloads).toBe(1);
    expect(page.door.token.get()).toBe(token);
  });

  it('takes a new session for a new address, and leaves the old one', async () => {
    const old = await world.signIn();
    const page = tab({ token: old });
    await connected(page.client);
    page.open(world.bridge.newCode());
    await expect.poll(page.reloads).toBe(1);
    expect(page.door.token.get()).not.toBe(old);
    expect((await world.call(old, 'app.info')).status).toBe(401);
    // It was in control and still is.
    await connected(page.client);
    await page.client.invoke('app.quit', { force: false });
  });

  it('is refused when its session is gone, and does not guess on', async () => {
    const token = await world.signIn();
    const page = tab({ token });
    await connected(page.client);
    await world.ask('/session', { method: 'DELETE', token });
    await clock.advance(500);
    await expect.poll(() => page.states.at(-1)?.kind).toBe('refused');
    expect(page.door.token.get()).toBeUndefined();
    const before = page.states.length;
    await clock.advance(60_000);
    expect(page.states).toHaveLength(before);
  });

  it('gives control back when it is closed, so that the next need not wait', async () => {
    const first = tab({ token: await world.signIn() });
    await connected(first.client);
    first.leave();
    await expect.poll(world.bridge.pages).toBe(0);
    const second = tab({ code: world.bridge.newCode() });
    await connected(second.client);
    expect(await codeOf(second.client.invoke('app.quit', { force: true }))).toBe('no failure');
  });

  it('is still in control when it was only loaded anew', async () => {
    const first = tab({ token: await world.signIn() });
    await connected(first.client);
    first.leave();
    await expect.poll(world.bridge.pages).toBe(0);
    const again = tab({ token: first.door.token.get() ?? '' });
    await connected(again.client);
    await connected(tab({ code: world.bridge.newCode() }).client);
    expect(await codeOf(again.client.invoke('app.quit', { force: true }))).toBe('no failure');
  });

  it('is told when Sluice was ended, and does not try to come back', async () => {
    const page = tab({ token: await world.signIn() });
    await connected(page.client);
    const closing = world.bridge.close();
    await expect
      .poll(() => page.states.at(-1))
      .toMatchObject({ kind: 'refused', error: { code: 'BRIDGE_ENDED' } });
    await world.clock.advance(2_000);
    await closing;
  });

  it('can take control, and is told to ask again when another did', async () => {
    const first = tab({ token: await world.signIn() });
    await connected(first.client);
    const second = tab({ token: await world.signIn() });
    await connected(second.client);
    const seen: string[] = [];
    first.client.subscribe('host.resync', () => seen.push('first'));
    expect(await codeOf(second.client.invoke('app.quit', { force: true }))).toBe('APP_VIEWER_ONLY');
    await second.client.session?.takeControl();
    await expect.poll(() => seen).toEqual(['first']);
    expect(await codeOf(second.client.invoke('app.quit', { force: true }))).toBe('no failure');
  });
});

describe('a line that breaks', () => {
  it('is opened again with pauses that grow, and the page asks everything anew', async () => {
    let cut = false;
    const page = tab({ token: await world.signIn(), cut: () => cut });
    const seen: string[] = [];
    page.client.subscribe('host.resync', () => seen.push('resync'));
    page.client.subscribe('drives.changed', () => seen.push('drives'));
    await connected(page.client);
    cut = true;
    // Nothing is heard for three beats: as when a laptop sleeps or a tunnel hangs.
    await clock.advance(45_000);
    await expect.poll(() => page.states.at(-1)?.kind).toBe('lost');
    const since = clock.monotonic();
    expect(page.states.at(-1)).toEqual({ kind: 'lost', since });
    expect(await codeOf(page.client.invoke('app.info', {}))).toBe('BRIDGE_UNREACHABLE');
    for (const pause of [500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) await clock.advance(pause);
    expect(page.states.at(-1)).toEqual({ kind: 'lost', since });
    world.host.publish('drives.changed', {});
    cut = false;
    await clock.advance(10_000);
    await expect.poll(() => page.states.at(-1)?.kind).toBe('connected');
    expect(seen).toEqual(['resync']);
    world.host.publish('drives.changed', {});
    await expect.poll(() => seen).toEqual(['resync', 'drives']);
    await page.client.invoke('app.info', {});
  });

  it('does not count as lost while beats arrive', async () => {
    const page = tab({ token: await world.signIn() });
    await connected(page.client);
    const beat = async (): Promise<void> => {
      await clock.advance(40_000);
      const heard = world.clock.advance(15_000);
      await heard;
      // The beat crosses a real socket.
      await page.client.invoke('app.info', {});
    };
    for (let count = 0; count < 3; count++) await beat();
    expect(kinds(page).at(-1)).toBe('connected');
  });

  it('that leads to something else than Sluice is said to', async () => {
    const door = nodeDoor(world.origin, 'x'.repeat(43), {
      fetch: () => Promise.resolve(new Response('<html>router</html>', { status: 200 })),
      sleep: clock.sleep,
      now: clock.monotonic,
    });
    const client = createHttpClient(door);
    const states: string[] = [];
    client.onConnection(({ kind }) => states.push(kind));
    await expect.poll(() => states.at(-1)).toBe('lost');
    expect(await codeOf(client.invoke('app.info', {}))).toBe('BRIDGE_ANSWER_MALFORMED');
  });
});
