import { join } from 'node:path';
import type { HostServices } from '../../host/index.ts';
import type { Programs } from './programs.ts';

/** Milliseconds without a byte after which fetching is given up. */
const stall = 20_000;
const lookEvery = 2_000;

export interface RuntimeOptions {
  readonly services: HostServices;
  readonly programs: Programs;
  /** The project's folder. */
  readonly root: string;
  readonly signal: AbortSignal;
}

/** Path of Electron's program, when it is there. */
export async function findRuntime({
  services: { fs, environment },
  root,
}: Pick<RuntimeOptions, 'services' | 'root'>): Promise<string | undefined> {
  const given = environment.variables['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = given !== undefined && given !== '' ? given : join(root, 'node_modules/electron/dist');
  const program = join(folder, programName(environment.platform));
  const facts = await fs.stat(program).catch(() => undefined);
  return facts?.isFile() === true ? program : undefined;
}

/** As the electron package lays its downloads out. */
function programName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Fetches the runtime with the electron package's own script, which checks it against the sums that the package
 * came with. Given up when no byte arrives for a while, however long the whole takes. Gives why it failed.
 */
export async function fetchRuntime(
  { services, programs, root, signal }: RuntimeOptions,
  onBytes: (bytes: number) => void,
): Promise<string | undefined> {
  const { fs, clock, environment } = services;
  const home = join(root, 'node_modules/electron');
  const incoming = await fs.mkdtemp(join(home, '.incoming-')).catch((error: NodeJS.ErrnoException) => error);
  if (typeof incoming !== 'string') return incoming.code ?? 'unknown';
  const stop = new AbortController();
  const ended = programs.run(process.execPath, [join(home, 'install.js')], {
    cwd: home,
    // The script writes where TMPDIR points, then into dist: growth of both shows that bytes arrive.
    env: { ...environment.variables, TMPDIR: incoming, TEMP: incoming, ...proxied(environment.variables) },
    signal: AbortSignal.any([stop.signal, signal]),
  });
  let stalled = false;
  const watch = async (): Promise<void> => {
    let size = 0;
    let grown = clock.monotonic();
    for (;;) {
      await clock.sleep(lookEvery, stop.signal);
      const now = (await sizeBelow(fs, incoming)) + (await sizeBelow(fs, join(home, 'dist')));
      if (now !== size) {
        size = now;
        grown = clock.monotonic();
        onBytes(size);
      } else if (clock.monotonic() - grown >= stall) {
        stalled = true;
        return stop.abort();
      }
    }
  };
  void watch().catch(() => undefined);
  const { code, output } = await ended;
  stop.abort();
  await fs.rm(incoming, { recursive: true, force: true });
  signal.throwIfAborted();
  if (stalled) return '<no answer>';
  return code === 0 ? undefined : reasonOf(output, code);
}

/** Node's fetch takes the usual proxy variables only when told to. */
function proxied(variables: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const named = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some((name) => variables[name]);
  return named ? { ELECTRON_GET_USE_PROXY: '1', NODE_USE_ENV_PROXY: '1' } : {};
}

/** The system's word for it, else the line that names an error. */
function reasonOf(output: string, code: number | string): string {
  const system =
    /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOSPC|EACCES)\b/.exec(
      output,
    );
  // Node says no more when a name is unknown or nobody listens.
  if (/fetch failed/.test(output)) return '<no connection>';
  const line = output.split('\n').find((text) => /error/i.test(text));
  return system?.[0] ?? line?.trim().slice(0, 200) ?? String(code);
}

async function sizeBelow(fs: HostServices['fs'], folder: string): Promise<number> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  let size = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) size += await sizeBelow(fs, path);
    else
      size += await fs.stat(path).then(
        (facts) => facts.size,
        () => 0,
      );
  }
  return size;
}
