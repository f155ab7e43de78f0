import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** What one run of a command cost. */
export interface Sample {
  /** Seconds from start to end of the process, start-up included. */
  readonly wall: number;
  /** User and system seconds, threads and finished children included. */
  readonly cpu: number;
  /** Bytes handed to the storage layer; undefined where the system does not tell. */
  readonly written: number | undefined;
  /** Largest resident set in bytes. */
  readonly peak: number;
  readonly requests?: number;
}

export interface MeasuredCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** How often a running process is looked at: what it does in its last moments is not seen. */
const interval = 20;
const ticksPerSecond = 100;

/**
 * Runs a command to its end and measures it through /proc. Nothing is injected into it, so
 * every program is measured the same way. Throws when it does not end with 0.
 */
export async function measure({ command, args, env }: MeasuredCommand): Promise<Sample> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => said.push(bytes));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  let wall = 0;
  child.once('exit', () => (wall = (performance.now() - started) / 1000));
  let last: Look = { cpu: 0, written: undefined, peak: 0 };
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    last = (await look(child.pid)) ?? last;
    await Promise.race([delay(interval), ended]);
  }
  const code = await ended;
  if (code !== 0) {
    const text = Buffer.concat(said).toString('utf8').slice(-4000);
    throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${text}`);
  }
  return { wall, ...last };
}

type Look = Pick<Sample, 'cpu' | 'written' | 'peak'>;

async function look(pid: number): Promise<Look | undefined> {
  try {
    const [stat, status, io] = await Promise.all(
      ['stat', 'status', 'io'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8')),
    );
    const fields = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ');
    // proc(5): utime, stime, cutime, cstime.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status ?? '')?.[1];
    const written = /^write_bytes: (\d+)$/m.exec(io ?? '')?.[1];
    if (peak === undefined) return undefined;
    return {
      cpu: ticks / ticksPerSecond,
      peak: Number(peak) * 1024,
      written: written === undefined ? undefined : Number(written),
    };
  } catch {
    // It ended while it was looked at.
    return undefined;
  }
}

/** Writes back what earlier runs left in memory, so that nobody pays for somebody else's bytes. */
export async function settle(): Promise<void> {
  await new Promise<void>((resolve) => {
    spawn('sync', { stdio: 'ignore' }).once('close', () => resolve());
  });
}
