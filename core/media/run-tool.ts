import { execFile } from 'node:child_process';
import type { Environment } from '../ports/index.ts';

/** How a tool of the system ended. Never thrown: a missing tool is an answer too. */
export type ToolResult =
  | { readonly kind: 'ended'; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'timeout' };

export interface ToolOptions {
  /** Milliseconds. Default 15 s: what only asks answers at once, and a stuck device must not hold us. */
  readonly timeout?: number;
}

/** Runs a tool of the system by name, without a shell. */
export type RunTool = (tool: string, args: readonly string[], options?: ToolOptions) => Promise<ToolResult>;

const askTimeout = 15_000;
const mostOutput = 16 * 1024 * 1024;

/** The tools of this machine. Their messages are asked for in English, so that busy can be told from forbidden. */
export function systemTools(environment: Environment): RunTool {
  const env = {
    ...environment.variables,
    LC_ALL: 'C',
    LANGUAGE: 'C',
    ...(environment.platform !== 'win32' && {
      // mount, umount and blkid lie in sbin, which a user's own path often lacks.
      PATH: `${environment.variables['PATH'] ?? '/usr/bin:/bin'}:/usr/sbin:/sbin`,
    }),
  };
  return (tool, args, options = {}) =>
    new Promise((resolve) => {
      const settings = {
        env,
        timeout: options.timeout ?? askTimeout,
        killSignal: 'SIGKILL' as const,
        maxBuffer: mostOutput,
        windowsHide: true,
      };
      execFile(tool, [...args], settings, (error, stdout, stderr) => {
        if (error === null) resolve({ kind: 'ended', code: 0, stdout, stderr });
        else if (error.code === 'ENOENT' || error.code === 'EACCES') resolve({ kind: 'missing' });
        else if (error.killed === true) resolve({ kind: 'timeout' });
        else
          resolve({ kind: 'ended', code: typeof error.code === 'number' ? error.code : 1, stdout, stderr });
      });
    });
}
