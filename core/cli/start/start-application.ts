import { formatBytes } from '../../contract/index.ts';
import { print, type CommandContext } from '../context.ts';
import { wordsIn } from '../words.ts';
import { ensureBuilt, type BuiltPart } from './build.ts';
import { fetchRuntime, findRuntime } from './electron-runtime.ts';
import type { Programs } from './programs.ts';
import { mayDownload, ruledOut, type NoWindow } from './window-choice.ts';

export interface StartOptions {
  readonly browser: boolean;
  readonly noDownload: boolean;
  /** The project's folder. */
  readonly root: string;
  readonly programs: Programs;
  /** Browser mode. */
  readonly serve: () => Promise<void>;
}

/** Milliseconds within which a window that ends with a failure counts as one that did not open. */
const opening = 15_000;
const shownEvery = 20 * 1024 * 1024;

/** `npm start`: the window where it can be, else browser mode with one sentence why. */
export async function startApplication(context: CommandContext, options: StartOptions): Promise<void> {
  const say = wordsIn(context.language);
  const build = (part: BuiltPart): Promise<void> =>
    ensureBuilt(part, {
      ...options,
      services: context.services,
      signal: context.signal,
      onBuild: () => print(context, say('start.building', { what: say(`start.building.${part}`) })),
    });
  await build('renderer');
  const noWindow = await openWindow(context, options, () => build('electron'));
  if (noWindow === undefined) return;
  const { why, ...params } = noWindow;
  print(context, `${say(`start.browser.${why}`, { ...params })}\n`);
  await options.serve();
}

/** Shows the window until it is closed. Gives why there was none. */
async function openWindow(
  context: CommandContext,
  options: StartOptions,
  build: () => Promise<void>,
): Promise<NoWindow | undefined> {
  const { services, signal } = context;
  const { environment, clock } = services;
  const { browser, noDownload, root, programs } = options;
  const out = ruledOut({ environment, browser });
  if (out !== undefined) return out;
  const runtime = { services, programs, root, signal };
  let program = await findRuntime(runtime);
  if (program === undefined) {
    if (!mayDownload(environment, noDownload)) return { why: 'no-runtime' };
    const reason = await fetchRuntime(runtime, tellBytes(context));
    program = await findRuntime(runtime);
    if (program === undefined) return { why: 'download-failed', reason: reason ?? 'unknown' };
  }
  await build();
  const { ELECTRON_RUN_AS_NODE: _node, ...variables } = environment.variables;
  const began = clock.monotonic();
  // Ctrl-C reaches the window's program as well, which asks what to do about running jobs.
  const stop = new AbortController();
  const release = context.signals?.take((received) => received === 'SIGTERM' && stop.abort());
  const { code } = await programs.show(program, [root], { cwd: root, env: variables, signal: stop.signal });
  release?.();
  if (code === 0) return undefined;
  if (clock.monotonic() - began < opening) return { why: 'window-failed', code: String(code) };
  context.exitCode = typeof code === 'number' ? code : 1;
  return undefined;
}

function tellBytes(context: CommandContext): (bytes: number) => void {
  const say = wordsIn(context.language);
  let shown = 0;
  print(context, say('start.downloading'));
  return (bytes) => {
    if (bytes - shown < shownEvery) return;
    shown = bytes;
    print(context, say('start.downloaded', { size: formatBytes(bytes) }));
  };
}
