import type { Environment, FileSystem } from '../ports/index.ts';
import { systemCode } from './io.ts';

/** Enough of a process to tell later, possibly after a restart of the machine, whether it is still the same one. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Start in clock ticks since boot (proc(5), field 22); tells a reused pid apart. Linux only. */
  readonly processStart?: string | undefined;
  /** Changes with every boot. Linux only. */
  readonly bootId?: string | undefined;
  /** Pids of one container mean nothing in another, even on the same kernel and boot. Linux only. */
  readonly pidNamespace?: string | undefined;
}

export async function identifyProcess(
  fs: FileSystem,
  environment: Environment,
  pid: number,
): Promise<ProcessIdentity> {
  const processStart = await startOf(fs, pid);
  const bootId = await readText(fs, '/proc/sys/kernel/random/boot_id');
  const pidNamespace = await fs.stat('/proc/self/ns/pid').then(
    (stats) => String(stats.ino),
    () => undefined,
  );
  return {
    pid,
    host: environment.hostname,
    ...(processStart !== undefined && { processStart }),
    ...(bootId !== undefined && { bootId }),
    ...(pidNamespace !== undefined && { pidNamespace }),
  };
}

/** Whether the pid of `other` can be looked up by `self`: same machine, same boot, same pid namespace. */
export function sharesProcesses(self: ProcessIdentity, other: ProcessIdentity): boolean {
  return self.host === other.host && self.bootId === other.bootId && self.pidNamespace === other.pidNamespace;
}

/** Whether the process still runs. Only meaningful when `sharesProcesses` holds. */
export async function isRunning(fs: FileSystem, candidate: ProcessIdentity): Promise<boolean> {
  if (!pidExists(candidate.pid)) return false;
  if (candidate.processStart === undefined) return true;
  const start = await startOf(fs, candidate.pid);
  // /proc mounted with hidepid hides other users' processes: then the pid alone decides.
  return start === undefined || start === candidate.processStart;
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

async function startOf(fs: FileSystem, pid: number): Promise<string | undefined> {
  const stat = await readText(fs, `/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field is the command in parentheses and may contain spaces and parentheses.
  const afterCommand = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return afterCommand[19];
}

async function readText(fs: FileSystem, path: string): Promise<string | undefined> {
  try {
    return (await fs.readFile(path, 'utf8')).trim();
  } catch {
    return undefined;
  }
}
