import { spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const launcher = join(import.meta.dirname, '..', '..', 'core', 'cli', 'sluice');
/** Milliseconds that a start may take on a busy machine. */
const startLimit = 60_000;

/** `sluice serve` as a process of its own, with a state folder of its own that outlives it. */
export interface ServedSluice {
  /** Of the process. */
  readonly pid: number;
  /** With a one-time code. */
  readonly url: string;
  /** Ends it as Ctrl-C would. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** A fresh address, as pressing Enter in its terminal gives; what had the page before keeps it. */
  newUrl(): Promise<string>;
}

export interface ServedWorld {
  readonly stateDirectory: string;
  start(variables?: Readonly<Record<string, string>>): Promise<ServedSluice>;
  /** Ends everything that still runs and removes the state. */
  close(): Promise<void>;
}

export interface ServedWorldOptions {
  /** The number of the user that it runs as; only root can choose. */
  readonly user?: number;
  /** Absent: a new one, which is removed in the end. */
  readonly stateDirectory?: string;
}

export async function createServedWorld(options: ServedWorldOptions = {}): Promise<ServedWorld> {
  const { user, stateDirectory = await mkdtemp(join(tmpdir(), 'sluice-e2e-')) } = options;
  if (user !== undefined) await chown(stateDirectory, user, user);
  const children = new Set<ChildProcess>();
  return {
    stateDirectory,
    start: (variables = {}) => startSluice(stateDirectory, children, variables, user),
    close: async () => {
      await Promise.all([...children].map((child) => end(child, 'SIGKILL')));
      if (options.stateDirectory === undefined) await rm(stateDirectory, { recursive: true, force: true });
    },
  };
}

async function startSluice(
  stateDirectory: string,
  children: Set<ChildProcess>,
  variables: Readonly<Record<string, string>>,
  user: number | undefined,
): Promise<ServedSluice> {
  const child = spawn(launcher, ['--lang', 'en', 'serve', '--no-open', '--listen', '127.0.0.1:0'], {
    env: {
      ...process.env,
      SLUICE_STATE_DIR: stateDirectory,
      ...(user !== undefined && { HOME: stateDirectory, XDG_CACHE_HOME: stateDirectory }),
      ...variables,
    },
    ...(user !== undefined && { uid: user, gid: user }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  let output = '';
  const waiting: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const wake of waiting.splice(0)) wake();
    });
  }
  const nextUrl = async (from: number): Promise<string> => {
    const deadline = Date.now() + startLimit;
    for (;;) {
      const found = /https?:\/\/(?:localhost|127\.0\.0\.1):\d+\/#(?:code=)?[\w-]{20,}/.exec(
        output.slice(from),
      )?.[0];
      if (found !== undefined) return found;
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`no address was printed:\n${output}`);
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        setTimeout(resolve, 500).unref();
      });
    }
  };
  return {
    pid: child.pid ?? 0,
    url: await nextUrl(0),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
    newUrl: () => {
      const from = output.length;
      // Without a terminal there is no Enter key.
      child.kill('SIGUSR1');
      return nextUrl(from);
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  await exited;
}
