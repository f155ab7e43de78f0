import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Scale } from './options.ts';

/** A practice server in a process of its own. */
export interface BenchServer {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** Requests since this was last asked. */
  requests(): Promise<number>;
  stop(): Promise<void>;
}

export const nodeCommand = process.execPath;
const serve = fileURLToPath(new URL('../../core/practice/serve.ts', import.meta.url));
const serveMany = fileURLToPath(new URL('serve-many.ts', import.meta.url));

/** The upstream of a scale; a configuration and variables for a command that reads from it are in `directory`. */
export function startUpstream(directory: string, scale: Scale): Promise<BenchServer> {
  return scale === 'many'
    ? start([serveMany, directory])
    : start([serve, '--role', 'upstream', '--scale', scale, '--dir', directory]);
}

export function startRegistry(directory: string): Promise<BenchServer> {
  return start([serve, '--role', 'registry', '--dir', directory]);
}

async function start(args: readonly string[]): Promise<BenchServer> {
  const child = spawn(nodeCommand, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<Record<string, unknown>> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`the server ${args.join(' ')} ended`);
    return JSON.parse(value) as Record<string, unknown>;
  };
  const { url } = await line();
  return {
    host: new URL(String(url)).host,
    requests: async () => {
      child.stdin.write('\n');
      return Number((await line())['requests']);
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
