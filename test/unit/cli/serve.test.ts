import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveBrowser, type ServeOptions } from '../../../core/cli/serve/serve-browser.ts';
import { createEnding } from '../../../core/cli/serve/ending.ts';
import { canOpenBrowser, openBrowser } from '../../../core/cli/serve/browser-opener.ts';
import { pageAddress, sshCommand } from '../../../core/cli/serve/announce.ts';
import { parseListen } from '../../../core/bridge/index.ts';
import { systemSignals, type ProcessSignal } from '../../../core/cli/signals.ts';
import type { CommandContext } from '../../../core/cli/context.ts';
import { topics, type Job } from '../../../core/contract/index.ts';
import { systemServices, type Host, type HostServices, type ShellPorts } from '../../../core/host/index.ts';
import { sampleOf } from '../../support/contract-samples.ts';
import { writePage } from '../../support/bridge-world.ts';
import { createFakeHost, type FakeHost } from '../../support/fake-host.ts';
import { environmentOf } from '../../support/ledger-world.ts';
import { handClock, type HandClock } from '../../support/paths-world.ts';

let folder: string;
let home: string;
beforeEach(() => {
  folder = writePage();
  home = mkdtempSync(join(tmpdir(), 'sluice-home-'));
});
afterEach(() => {
  for (const path of [folder, home]) rmSync(path, { recursive: true, force: true });
});

interface Serving {
  readonly ended: Promise<void>;
  readonly host: FakeHost;
  readonly clock: HandClock;
  readonly text: () => string;
  /** Addresses that were printed. */
  readonly addresses: () => string[];
  readonly signal: (name: ProcessSignal) => void;
  readonly enter: () => void;
  readonly quit: () => void;
  readonly closed: () => boolean;
}

async function serving(options: Partial<ServeOptions> = {}, language: 'en' | 'zh' = 'en'): Promise<Serving> {
  const host = createFakeHost();
  const clock = handClock();
  let text = '';
  let taker: (name: ProcessSignal) => void = () => undefined;
  let enter: () => void = () => undefined;
  let quit: () => void = () => undefined;
  let closed = false;
  const context: CommandContext = {
    services: {
      ...systemServices(),
      clock,
      environment: environmentOf({ home, variables: { USER: 'operator' } }),
    },
    output: { write: (part) => (text += part) },
    errors: { write: (part) => (text += part) },
    language,
    signal: new AbortController().signal,
    argv: [],
    exitCode: 0,
    signals: {
      take: (listener) => {
        taker = listener;
        return () => (taker = () => undefined);
      },
    },
    keyboard: {
      onLine: (listener) => {
        enter = listener;
        return () => undefined;
      },
      readHidden: () => Promise.resolve(''),
    },
  };
  const makeHost = (_services: HostServices, ports: ShellPorts): Promise<Host> => {
    quit = ports.quit ?? quit;
    return Promise.resolve({
      ...host,
      busy: () => host.working,
      close: () => Promise.resolve(void (closed = true)),
    });
  };
  const ended = serveBrowser(context, { listen: parseListen('127.0.0.1:0'), folder, makeHost, ...options });
  await Promise.race([ended, expect.poll(() => text).toMatch(/Ctrl-C/)]);
  return {
    ended,
    host,
    clock,
    text: () => text,
    addresses: () => [...text.matchAll(/http\S+#code=\S{32}/g)].map(([address]) => address),
    signal: (name) => taker(name),
    enter: () => enter(),
    quit: () => quit(),
    closed: () => closed,
  };
}

/** Ends it, whoever still holds a connection. */
async function over({ ended, clock }: Serving): Promise<void> {
  await clock.advance(2_000);
  await ended;
}

const runningJob = (): Job => {
  const { job } = sampleOf(topics['job.snapshot']) as { job: Job };
  return {
    ...job,
    kind: 'export',
    source: 'registries',
    destination: '/media/stick',
    state: { kind: 'running' },
  };
};

describe('sluice serve', () => {
  it('prints the address with its code, the tunnel’s command, and how to end', async () => {
    const world = await serving();
    const [address = ''] = world.addresses();
    const port = new URL(address).port;
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[A-Za-z0-9_-]{32}$/);
    expect(world.text()).toContain(`ssh -L ${port}:127.0.0.1:${port} operator@bastion`);
    expect((await fetch(address)).status).toBe(200);
    world.signal('SIGTERM');
    await over(world);
    expect(world.closed()).toBe(true);
    await expect(fetch(address)).rejects.toThrow();
  });

  it('says the same in Chinese', async () => {
    const world = await serving({}, 'zh');
    expect(world.text()).toContain('Sluice 已就绪');
    world.signal('SIGINT');
    await over(world);
    expect(world.text()).toContain('即将结束');
  });

  it('prints a new address for Enter and for SIGUSR1; the earlier one is void', async () => {
    const world = await serving();
    world.enter();
    world.signal('SIGUSR1');
    const addresses = world.addresses();
    expect(new Set(addresses).size).toBe(3);
    const redeem = async (address: string): Promise<number> => {
      const { origin, hash } = new URL(address);
      const body = JSON.stringify({ code: hash.slice('#code='.length) });
      const headers = { origin, 'content-type': 'application/json' };
      return (await fetch(`${origin}/session`, { method: 'POST', headers, body })).status;
    };
    expect(await redeem(addresses[0] ?? '')).toBe(401);
    expect(await redeem(addresses[2] ?? '')).toBe(200);
    world.signal('SIGTERM');
    await over(world);
  });

  it('asks before it interrupts a job, and says which; Ctrl-C again ends', async () => {
    const world = await serving();
    world.host.working = true;
    world.host.on('jobs.list', () => ({
      jobs: [runningJob(), { ...runningJob(), state: { kind: 'succeeded' } }],
      total: 2,
    }));
    world.signal('SIGINT');
    await expect.poll(world.text).toContain('1 job is running');
    expect(world.text()).toContain('export: registries → /media/stick');
    expect(world.closed()).toBe(false);
    world.signal('SIGINT');
    await over(world);
    expect(world.text()).toContain('interrupted at a point from which it can go on');
  });

  it('ends when a page ends it', async () => {
    const world = await serving();
    world.quit();
    await over(world);
    expect(world.closed()).toBe(true);
  });

  it('goes on without its terminal while a job runs, and ends ten quiet minutes after', async () => {
    const world = await serving();
    world.host.working = true;
    world.signal('SIGHUP');
    for (let minute = 0; minute < 60; minute++) await world.clock.advance(60_000);
    expect(world.closed()).toBe(false);
    world.host.working = false;
    for (let minute = 0; minute < 9; minute++) await world.clock.advance(60_000);
    expect(world.closed()).toBe(false);
    await world.clock.advance(60_000);
    await over(world);
    expect(world.closed()).toBe(true);
  });

  it('closes the host when it cannot listen', async () => {
    await expect(serving({ listen: parseListen('192.0.2.1:0') })).rejects.toThrow('BRIDGE_LISTEN_OPEN');
  });
});

describe('the addresses', () => {
  const code = 'c'.repeat(32);

  it('lead to a socket through a tunnel', () => {
    const listen = parseListen('unix:/run/user/1000/s.sock');
    expect(pageAddress({ listen, scheme: 'http', code })).toBe(`http://localhost:19000/#code=${code}`);
    expect(sshCommand(listen, 'me', 'bastion')).toBe('ssh -L 19000:/run/user/1000/s.sock me@bastion');
  });

  it('are numbers where they can be, and encrypted where they have to be', () => {
    const at = (value: string, scheme: 'http' | 'https'): string =>
      pageAddress({ listen: parseListen(value), scheme, code });
    expect(at('[::1]:80', 'http')).toBe(`http://[::1]:80/#code=${code}`);
    expect(at('192.0.2.1:8443', 'https')).toBe(`https://192.0.2.1:8443/#code=${code}`);
    expect(at('0.0.0.0:8443', 'https')).toBe(`https://127.0.0.1:8443/#code=${code}`);
  });
});

describe('ending', () => {
  it('asks again when the answer took more than a minute', () => {
    let now = 0;
    const step = createEnding(
      () => true,
      () => now,
    );
    expect(step('SIGINT')).toBe('ask');
    now = 61_000;
    expect(step('SIGINT')).toBe('ask');
    now = 62_000;
    expect(step('SIGINT')).toBe('end');
    expect(step('SIGTERM')).toBe('end');
  });

  it('asks nothing when nothing runs', () => {
    const step = createEnding(
      () => false,
      () => 0,
    );
    expect(step('SIGINT')).toBe('end');
  });
});

describe('signals', () => {
  it('stop a command that has not taken them, and are left to the system afterwards', () => {
    const listeners = new Map<string, (name: ProcessSignal) => void>();
    const system = {
      on: (name: string, listener: (signal: ProcessSignal) => void) => listeners.set(name, listener),
      off: (name: string) => listeners.delete(name),
    };
    let stops = 0;
    const signals = systemSignals(() => (stops += 1), system as unknown as NodeJS.Process);
    expect([...listeners.keys()]).toEqual(['SIGINT', 'SIGTERM']);
    listeners.get('SIGINT')?.('SIGINT');
    const taken: string[] = [];
    const release = signals.take((name) => taken.push(name));
    // A terminal that goes away, and Node's debugger: only now are they ours.
    expect([...listeners.keys()]).toEqual(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1']);
    for (const name of ['SIGINT', 'SIGHUP', 'SIGUSR1'] as const) listeners.get(name)?.(name);
    release();
    listeners.get('SIGTERM')?.('SIGTERM');
    expect(stops).toBe(2);
    expect(taken).toEqual(['SIGINT', 'SIGHUP', 'SIGUSR1']);
    expect([...listeners.keys()]).toEqual(['SIGINT', 'SIGTERM']);
  });
});

describe('the browser', () => {
  const services = (
    overrides: Parameters<typeof environmentOf>[0] = {},
  ): HostServices & { clock: HandClock } => ({
    ...systemServices(),
    clock: handClock(),
    environment: environmentOf({ home, ...overrides }),
  });

  it.each([
    [{ variables: { DISPLAY: ':0' } }, true],
    [{ variables: { WAYLAND_DISPLAY: 'wayland-0' } }, true],
    [{ variables: {} }, false],
    [{ variables: { DISPLAY: '' } }, false],
    [{ variables: { DISPLAY: ':0' }, uid: 0 }, false],
    [{ variables: { DISPLAY: 'localhost:10.0', SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' } }, false],
    [{ variables: {}, platform: 'darwin' }, true],
  ] as const)('is opened with %o: %s', (overrides, expected) => {
    expect(canOpenBrowser(environmentOf(overrides))).toBe(expected);
  });

  it('gets a file that only its owner may read, not the code itself, and the file goes away', async () => {
    const world = services();
    const launched: (readonly [string, readonly string[]])[] = [];
    const url = `http://127.0.0.1:80/#code=${'c'.repeat(32)}&"<`;
    const opened = await openBrowser(url, world, new AbortController().signal, (program, args) => {
      launched.push([program, args]);
      return Promise.resolve(true);
    });
    expect(opened).toBe(true);
    const [[program, [file = '']] = ['', []]] = launched;
    expect(program).toBe('xdg-open');
    expect(JSON.stringify(launched)).not.toContain('code=');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain(
      `url=http://127.0.0.1:80/#code=${'c'.repeat(32)}&amp;&quot;&lt;"`,
    );
    await world.clock.advance(60_000);
    await expect.poll(() => readdirSync(home)).toEqual([]);
  });

  it('that cannot be started leaves nothing behind, and neither does an early end', async () => {
    const world = services();
    const stop = new AbortController();
    expect(await openBrowser('http://x', world, stop.signal, () => Promise.resolve(false))).toBe(false);
    expect(readdirSync(home)).toEqual([]);
    await openBrowser('http://x', world, stop.signal, () => Promise.resolve(true));
    expect(readdirSync(home)).toHaveLength(1);
    stop.abort();
    await expect.poll(() => readdirSync(home)).toEqual([]);
  });
});
