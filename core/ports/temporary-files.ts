import { join } from 'node:path';
import type { FileSystem } from './file-system.ts';

/** Paths that writes of this process use now. */
const inUse = new Set<string>();
let made = 0;

/** A path that nobody else uses, for as long as `work` takes. Its name ends in this process's number and a count, then `ending`. */
export async function withTemporary<Result>(
  start: string,
  ending: string,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const path = `${start}${process.pid}-${++made}${ending}`;
  inUse.add(path);
  try {
    return await work(path);
  } finally {
    inUse.delete(path);
  }
}

/**
 * Removes temporary files that nobody uses any more: what a process leaves that is cut off. `writerOf` gives the
 * process's number in the name of such a file, and undefined for any other name. `remove` is for what is no file.
 */
export async function removeLeftovers(
  fs: FileSystem,
  directory: string,
  writerOf: (name: string) => string | undefined,
  remove: (path: string) => Promise<void> = (path) => fs.unlink(path),
): Promise<void> {
  for (const name of await fs.readdir(directory).catch(() => [])) {
    const pid = writerOf(name);
    const path = join(directory, name);
    if (pid === undefined) continue;
    const isLive = Number(pid) === process.pid ? inUse.has(path) : isRunning(Number(pid));
    if (!isLive) await remove(path).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
