import { isAbsolute, join, resolve } from 'node:path';
import { type Environment, type FileSystem, makeFolders } from '../ports/index.ts';
import { writing } from './io.ts';

/**
 * Where Sluice keeps what it remembers: `SLUICE_STATE_DIR`, else `$XDG_STATE_HOME/sluice`,
 * else `~/.local/state/sluice`. A relative XDG_STATE_HOME is ignored (XDG Base Directory specification).
 */
export function stateDirectory(environment: Environment): string {
  const { variables, home, workingDirectory } = environment;
  const own = variables['SLUICE_STATE_DIR'];
  if (own !== undefined && own !== '') return resolve(workingDirectory, own);
  const xdg = variables['XDG_STATE_HOME'];
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.local', 'state');
  return join(base, 'sluice');
}

/** Makes a folder of the state directory, readable by its owner only (registry-client.md 4.2 rule 12). Throws LEDGER_WRITE_FAILED. */
export async function makeStateFolder(fs: FileSystem, path: string): Promise<void> {
  await writing(path, () => makeFolders(fs, path, 0o700));
}
