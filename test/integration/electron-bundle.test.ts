import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callResultSchema } from '../../core/contract/index.ts';
import { channels } from '../../electron/channels.ts';

// The finished program, as it goes into the packages, in plain Node with a stand-in for Electron. It shows that
// the bundles hold together (threads, release keys, practice, page); it shows nothing about Electron itself.
const root = join(import.meta.dirname, '..', '..');
const vite = (config: string, ...args: string[]): Promise<unknown> =>
  promisify(execFile)(
    process.execPath,
    [
      join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      '--logLevel',
      'error',
      '--config',
      config,
      ...args,
    ],
    { cwd: root },
  );

interface Program {
  send(channel: string, message: unknown): Promise<unknown>;
  close(): Promise<number | null>;
}

let state: string;
let program: Program;

beforeAll(async () => {
  await vite('electron/vite.main.config.ts');
  await vite('electron/vite.preload.config.ts');
  await vite('renderer/vite.config.ts');
  state = await mkdtemp(join(tmpdir(), 'sluice-bundle-'));
  const main = join(root, 'dist/electron/main/index.js');
  const hooks = join(root, 'test/support/electron-hooks.ts');
  const child = spawn(process.execPath, ['--import', hooks, main], {
    env: { ...process.env, SLUICE_STATE_DIR: state, SLUICE_TEST_ROOT: root },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  program = {
    send: async (channel, message) => {
      child.stdin.write(`${JSON.stringify({ channel, message })}\n`);
      return JSON.parse(String((await lines.next()).value)) as unknown;
    },
    close: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.stdin.write(`${JSON.stringify({ channel: 'close' })}\n`);
      }),
  };
});
afterAll(async () => {
  await rm(state, { recursive: true, force: true });
});

let calls = 0;
async function call(command: string, input: unknown): Promise<unknown> {
  const message = { id: (++calls).toString(16).padStart(32, '0'), command, input };
  return callResultSchema.parse(await program.send(channels.call, message));
}

describe('the finished program of the window', () => {
  it('serves the page under its own scheme', async () => {
    const page = (await program.send('app', { url: 'app://bundle/', method: 'GET' })) as Record<
      string,
      unknown
    >;
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('<div id="root">') });
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(String(page['text']))?.[1] ?? '';
    expect(await program.send('app', { url: `app://bundle${script}`, method: 'HEAD' })).toMatchObject({
      status: 200,
    });
  });

  it('answers calls, works on a configuration in its thread, and runs the Practice environment', async () => {
    expect(await call('app.info', {})).toMatchObject({ ok: true, value: { shell: 'electron' } });
    const yaml = 'kind: ImageSetConfiguration\napiVersion: mirror.openshift.io/v2alpha1\nmirror: {}\n';
    expect(await call('config.describe', { yaml })).toMatchObject({ ok: true, value: { yaml } });
    expect(await call('practice.start', {})).toMatchObject({ ok: true, value: { running: true } });
    expect(await call('practice.stop', {})).toMatchObject({ ok: true, value: { running: false } });
  });

  it('has a preload script that loads nothing but Electron, as the sandbox demands', async () => {
    const text = await readFile(join(root, 'dist/electron/preload/index.cjs'), 'utf8');
    expect([...text.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"']);
    expect(text).not.toMatch(/\bimport\s|\bimport\(/);
  });

  it('ends when its window is closed', async () => {
    expect(await program.close()).toBe(0);
  });
});
