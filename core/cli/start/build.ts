import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { HostServices } from '../../host/index.ts';
import { isFresh } from './freshness.ts';
import type { Programs } from './programs.ts';

/** What `sluice start` builds by itself, from a checkout. */
export type BuiltPart = 'renderer' | 'electron';

const parts: Readonly<Record<BuiltPart, { readonly output: string; readonly sources: readonly string[] }>> = {
  renderer: {
    output: 'dist/renderer/index.html',
    sources: ['renderer', 'core/contract', 'package-lock.json'],
  },
  electron: {
    output: 'dist/electron/main/index.js',
    sources: ['electron', 'core', 'package-lock.json', 'package.json'],
  },
};

export interface BuildOptions {
  readonly services: HostServices;
  readonly programs: Programs;
  /** The project's folder. */
  readonly root: string;
  readonly signal: AbortSignal;
  readonly onBuild: (part: BuiltPart) => void;
}

/** Runs `npm run build:<part>` when its output is missing or older than its sources. Throws BRIDGE_PAGE_BUILD_FAILED. */
export async function ensureBuilt(part: BuiltPart, options: BuildOptions): Promise<void> {
  const { services, programs, root, signal, onBuild } = options;
  const { output, sources } = parts[part];
  const paths = sources.map((source) => join(root, source));
  if (await isFresh(services.fs, join(root, output), paths)) return;
  onBuild(part);
  const { variables } = services.environment;
  // The npm that started us, by the Node that runs us: no search along the path, and no .cmd file on Windows.
  const npm = variables['npm_execpath'];
  const [program, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const { code, output: printed } = await programs.run(program, [...first, 'run', `build:${part}`], {
    cwd: root,
    env: variables,
    signal,
  });
  signal.throwIfAborted();
  if (code !== 0) {
    throw new SluiceError('BRIDGE_PAGE_BUILD_FAILED', {
      detail: printed || String(code),
      stage: 'application',
    });
  }
}
