import { spawn } from 'node:child_process';

/** How a helper ended. */
export type HelperRun =
  | { readonly outcome: 'exited'; readonly exitCode: number; readonly stdout: string }
  | { readonly outcome: 'not-installed' }
  | { readonly outcome: 'timed-out'; readonly seconds: number }
  | { readonly outcome: 'too-much-output' };

/** Runs `program get` with `input` on its standard input, without a shell. Never rejects. */
export type RunHelper = (program: string, input: string) => Promise<HelperRun>;

export interface RunHelperLimits {
  /** Milliseconds until the helper is ended. */
  readonly timeout: number;
  /** Bytes of standard output that are read at most. */
  readonly outputLimit: number;
}

const defaultLimits: RunHelperLimits = { timeout: 30_000, outputLimit: 1024 * 1024 };

/** Runs helpers as child processes of this one. Their standard error is not read: it may hold anything. */
export function createSystemRunHelper(limits: RunHelperLimits = defaultLimits): RunHelper {
  return (program, input) =>
    new Promise((resolve) => {
      const child = spawn(program, ['get'], { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
      const chunks: Buffer[] = [];
      let length = 0;
      const finish = (run: HelperRun): void => {
        clearTimeout(timer);
        resolve(run);
        // A grandchild may hold the pipe open; it must not keep this process alive.
        child.stdout.destroy();
        child.stdin.destroy();
      };
      const end = (run: HelperRun): void => {
        child.kill('SIGKILL');
        finish(run);
      };
      const timer = setTimeout(
        () => end({ outcome: 'timed-out', seconds: Math.ceil(limits.timeout / 1000) }),
        limits.timeout,
      );
      child.on('error', (error: NodeJS.ErrnoException) => {
        // 126 is what a shell reports for a program that is there but cannot be run.
        finish(
          error.code === 'ENOENT'
            ? { outcome: 'not-installed' }
            : { outcome: 'exited', exitCode: 126, stdout: '' },
        );
      });
      child.stdout.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > limits.outputLimit) end({ outcome: 'too-much-output' });
        else chunks.push(chunk);
      });
      child.on('close', (exitCode) => {
        finish({
          outcome: 'exited',
          exitCode: exitCode ?? 1,
          stdout: Buffer.concat(chunks).toString('utf8'),
        });
      });
      // A helper may exit without reading.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
}
