import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../core/cli/sluice', import.meta.url));
/** Modules are compiled once for all runs, as the installed command has them. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/sluice-compiled', import.meta.url));

export interface SluiceOutcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

export interface SluiceOptions {
  readonly cwd: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the command as an operator would, in its own process. */
export function sluice(args: readonly string[], options: SluiceOptions): Promise<SluiceOutcome> {
  const child = spawn(launcher, args, {
    cwd: options.cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: options.cwd,
      LANG: 'C',
      NODE_COMPILE_CACHE: compiled,
      ...options.variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.onStart?.(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, output, errors }));
  });
}
