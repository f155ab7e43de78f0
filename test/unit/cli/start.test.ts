import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFresh } from '../../../core/cli/start/freshness.ts';
import { startApplication } from '../../../core/cli/start/start-application.ts';
import type { ProgramEnd, Programs } from '../../../core/cli/start/programs.ts';
import type { CommandContext } from '../../../core/cli/context.ts';
import { SluiceError } from '../../../core/contract/index.ts';
import { systemServices, type HostServices } from '../../../core/host/index.ts';
import { environmentOf } from '../../support/ledger-world.ts';
import { handClock, type HandClock } from '../../support/paths-world.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-start-'));
  for (const path of ['renderer/src', 'electron', 'core/contract', 'node_modules/electron']) {
    mkdirSync(join(root, path), { recursive: true });
  }
  write('renderer/src/main.tsx', 100);
  write('electron/index.ts', 100);
  write('core/contract/index.ts', 100);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A file of that age, in seconds since the epoch. */
function write(path: string, time: number): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), 'x');
  utimesSync(join(root, path), time, time);
}

interface Ran {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal | undefined;
}

interface Situation {
  readonly environment?: Parameters<typeof environmentOf>[0];
  readonly browser?: boolean;
  readonly noDownload?: boolean;
  /** What a program does; default: it builds, and a window that is closed again. */
  readonly run?: (ran: Ran, clock: HandClock) => Promise<ProgramEnd> | ProgramEnd;
}

interface Outcome {
  readonly text: string;
  readonly served: boolean;
  readonly ran: Ran[];
  readonly exitCode: number;
}

async function start(situation: Situation = {}): Promise<Outcome> {
  const { environment = { variables: { DISPLAY: ':0' } }, run = build } = situation;
  const clock = handClock();
  const services: HostServices = { ...systemServices(), clock, environment: environmentOf(environment) };
  const ran: Ran[] = [];
  let text = '';
  let served = false;
  const context: CommandContext = {
    services,
    output: { write: (part) => (text += part) },
    errors: { write: (part) => (text += part) },
    language: 'en',
    signal: new AbortController().signal,
    argv: [],
    exitCode: 0,
  };
  const note: Programs['run'] = async (program, args, { env, signal }) => {
    const entry: Ran = { program, args, env, signal };
    ran.push(entry);
    return run(entry, clock);
  };
  await startApplication(context, {
    browser: situation.browser ?? false,
    noDownload: situation.noDownload ?? false,
    root,
    programs: { run: note, show: note },
    serve: () => Promise.resolve(void (served = true)),
  });
  return { text, served, ran, exitCode: context.exitCode };
}

const good: ProgramEnd = { code: 0, output: '' };
function build({ args }: Ran): ProgramEnd {
  if (args.includes('build:renderer')) write('dist/renderer/index.html', 200);
  if (args.includes('build:electron')) write('dist/electron/main/index.js', 200);
  return good;
}
const runtime = (): void => write('node_modules/electron/dist/electron', 50);
const scripts = ({ ran }: Outcome): (string | undefined)[] => ran.map(({ args }) => args.at(-1));

describe('npm start', () => {
  it('builds what is missing, opens the window, and ends with it', async () => {
    runtime();
    const outcome = await start();
    expect(scripts(outcome)).toEqual(['build:renderer', 'build:electron', root]);
    expect(outcome.ran[2]?.program).toBe(join(root, 'node_modules/electron/dist/electron'));
    expect(outcome).toMatchObject({ served: false, exitCode: 0 });
    expect(scripts(await start())).toEqual([root]);
  });

  it('builds anew what is older than its sources, and only that', async () => {
    runtime();
    await start();
    write('electron/index.ts', 300);
    expect(scripts(await start())).toEqual(['build:electron', root]);
  });

  it('takes the npm that started it, and no variable that would make a plain Node of the window', async () => {
    runtime();
    const variables = { DISPLAY: ':0', npm_execpath: '/lib/npm-cli.js', ELECTRON_RUN_AS_NODE: '1' };
    const outcome = await start({ environment: { variables } });
    expect(outcome.ran[0]).toMatchObject({ program: process.execPath });
    expect(outcome.ran[0]?.args).toEqual(['/lib/npm-cli.js', 'run', 'build:renderer']);
    expect(outcome.ran[2]?.env).not.toHaveProperty('ELECTRON_RUN_AS_NODE');
  });

  it('finds a runtime that was brought by hand', async () => {
    write('elsewhere/electron', 1);
    chmodSync(join(root, 'elsewhere/electron'), 0o755);
    const variables = { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: join(root, 'elsewhere') };
    const outcome = await start({ environment: { variables } });
    expect(outcome.ran.at(-1)?.program).toBe(join(root, 'elsewhere/electron'));
  });

  it.each([
    ['root', { environment: { variables: { DISPLAY: ':0' }, uid: 0 } }, /this is root/],
    ['no screen', { environment: { variables: {} } }, /shows no screen/],
    ['a wish', { browser: true }, /as asked for/],
    ['no download, by flag', { noDownload: true }, /switched off/],
    ['no download, in CI', { environment: { variables: { DISPLAY: ':0', CI: 'true' } } }, /switched off/],
    [
      'no download, by variable',
      { environment: { variables: { DISPLAY: ':0', SLUICE_NO_DOWNLOAD: '1' } } },
      /switched off/,
    ],
  ] satisfies [string, Situation, RegExp][])(
    'with %s goes on in browser mode, with one sentence why',
    async (_, situation, why) => {
      const outcome = await start(situation);
      expect(outcome.served).toBe(true);
      expect(outcome.text).toMatch(why);
      expect(outcome.text.match(/Browser mode/g)).toHaveLength(1);
      // Nothing is fetched, and the window's program is not built for nothing.
      expect(scripts(outcome)).toEqual(['build:renderer']);
    },
  );

  it('fetches the runtime where that is possible', async () => {
    const outcome = await start({
      run: (ran) => {
        if (ran.args[0]?.endsWith('install.js') === true) runtime();
        return build(ran);
      },
    });
    expect(outcome.served).toBe(false);
    expect(outcome.ran[1]?.args).toEqual([join(root, 'node_modules/electron/install.js')]);
    expect(outcome.text).toContain('about 110 MB');
    expect(readdirSync(join(root, 'node_modules/electron'))).toEqual(['dist']);
  });

  it('says what kept it from fetching', async () => {
    const failing = async (output: string): Promise<string> => {
      const outcome = await start({
        run: (ran) => (ran.args[0]?.endsWith('install.js') === true ? { code: 1, output } : build(ran)),
      });
      expect(outcome.served).toBe(true);
      return outcome.text;
    };
    expect(await failing('Error: getaddrinfo ENOTFOUND github.com')).toContain('could not be fetched (');
    expect(await failing('TypeError: fetch failed')).toContain('no connection to where it is offered');
    expect(await failing('HTTPError: Response code 407')).toContain('Response code 407');
  });

  it('gives fetching up when nothing arrives for twenty seconds, not before', async () => {
    let grown = 0;
    const outcome = await start({
      run: async (ran, clock) => {
        if (ran.args[0]?.endsWith('install.js') !== true) return build(ran);
        const incoming = ran.env['TMPDIR'] ?? '';
        // A slow line is none that stands still.
        for (; grown < 5; grown++) {
          writeFileSync(join(incoming, 'part'), 'x'.repeat(grown + 1));
          for (let look = 0; look < 9; look++) await clock.advance(2_000);
          expect(ran.signal?.aborted).toBe(false);
        }
        for (let look = 0; look < 12 && ran.signal?.aborted === false; look++) await clock.advance(2_000);
        expect(ran.signal?.aborted).toBe(true);
        return { code: 'ABORT_ERR', output: '' };
      },
    });
    expect(grown).toBe(5);
    expect(outcome.text).toContain('nothing arrived any more');
    expect(outcome.served).toBe(true);
    expect(readdirSync(join(root, 'node_modules/electron'))).toEqual([]);
  });

  it('goes on in browser mode when the window’s program ends at once, and not when it ends later', async () => {
    runtime();
    const crashed = await start({
      run: (ran) => (ran.args[0] === root ? { code: 'SIGTRAP', output: '' } : build(ran)),
    });
    expect(crashed.served).toBe(true);
    expect(crashed.text).toContain('ended with SIGTRAP');
    const later = await start({
      run: async (ran, clock) => {
        if (ran.args[0] !== root) return build(ran);
        await clock.advance(20_000);
        return { code: 9, output: '' };
      },
    });
    expect(later).toMatchObject({ served: false, exitCode: 9 });
  });

  it('says what the builder said when it fails', async () => {
    const failure = await start({ run: () => ({ code: 1, output: 'Cannot find module vite' }) }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(SluiceError);
    expect(failure).toMatchObject({ code: 'BRIDGE_PAGE_BUILD_FAILED', detail: 'Cannot find module vite' });
  });
});

describe('what is built', () => {
  it('is fresh without sources, as in a package, and never without itself', async () => {
    const { fs } = systemServices();
    expect(await isFresh(fs, join(root, 'nothing'), [join(root, 'no-sources')])).toBe(true);
    expect(await isFresh(fs, join(root, 'nothing'), [join(root, 'electron')])).toBe(false);
  });
});
