import { join } from 'node:path';
import type { HostServices } from '../../host/index.ts';

type Files = Pick<HostServices['fs'], 'readdir' | 'stat'>;

/** Whether `output` is there and no file below `sources` is newer. Without sources (a package) it is fresh. */
export async function isFresh(fs: Files, output: string, sources: readonly string[]): Promise<boolean> {
  const newest = Math.max(...(await Promise.all(sources.map((source) => newestBelow(fs, source)))));
  if (newest === -Infinity) return true;
  const made = await fs.stat(output).catch(() => undefined);
  return made !== undefined && made.mtimeMs >= newest;
}

/** Time of the newest file, milliseconds; -Infinity when there is none. */
async function newestBelow(fs: Files, path: string): Promise<number> {
  const facts = await fs.stat(path).catch(() => undefined);
  if (facts === undefined) return -Infinity;
  if (!facts.isDirectory()) return facts.mtimeMs;
  let newest = -Infinity;
  for (const entry of await fs.readdir(path))
    newest = Math.max(newest, await newestBelow(fs, join(path, entry)));
  return newest;
}
