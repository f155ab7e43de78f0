import { spawn } from 'node:child_process';

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

export interface ProgramEnd {
  /** Exit code, or the name of the signal; `ENOENT` and its like when it could not be started. */
  readonly code: number | string;
  /** The end of what it printed; empty when it printed to the terminal itself. */
  readonly output: string;
}

/** The programs that `sluice start` needs: never through a shell. */
export interface Programs {
  /** What it prints is kept. */
  run(program: string, args: readonly string[], options: ProgramOptions): Promise<ProgramEnd>;
  /** What it prints goes to the terminal. */
  show(program: string, args: readonly string[], options: ProgramOptions): Promise<ProgramEnd>;
}

/** Characters of output that are kept. */
const kept = 8_000;

export const systemPrograms: Programs = {
  run: (program, args, options) => start(program, args, options, 'pipe'),
  show: (program, args, options) => start(program, args, options, 'inherit'),
};

function start(
  program: string,
  args: readonly string[],
  { cwd, env, signal }: ProgramOptions,
  output: 'pipe' | 'inherit',
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    let text = '';
    const child = spawn(program, args, {
      cwd,
      env: { ...env },
      stdio: ['ignore', output, output],
      ...(signal !== undefined && { signal }),
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part: string) => (text = (text + part).slice(-kept)));
    }
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ code: error.code ?? 'unknown', output: text }),
    );
    child.once('close', (code, name) => resolve({ code: code ?? name ?? 'unknown', output: text }));
  });
}
